from django.apps import AppConfig


class SessionsMemoryConfig(AppConfig):
    name = "sessions_memory"
    verbose_name = "Sessions and memory"
