from django.apps import AppConfig


class OAuthConfig(AppConfig):
    name = "insightvault.oauth"
    label = "oauth"

    def ready(self) -> None:
        from insightvault.oauth import checks  # noqa: F401 (registers them)
