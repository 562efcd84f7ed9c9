from django.apps import AppConfig

from insightvault.server import logs


class AccountsConfig(AppConfig):
    name = "insightvault.accounts"
    label = "accounts"

    def ready(self) -> None:
        from insightvault.accounts import checks  # noqa: F401 (registers them)

        logs.take_what_is_raised_aside()
