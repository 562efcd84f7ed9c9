from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from insightvault.server import logs


class AccountsConfig(AppConfig):
    name = "insightvault.accounts"
    label = "accounts"
    verbose_name = _("People and access")

    def ready(self) -> None:
        from insightvault.accounts import checks  # noqa: F401 (registers them)

        logs.take_what_is_raised_aside()
