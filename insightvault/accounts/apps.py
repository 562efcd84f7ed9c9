from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "insightvault.accounts"
    label = "accounts"

    def ready(self) -> None:
        from insightvault.accounts import checks  # noqa: F401 (registers them)
