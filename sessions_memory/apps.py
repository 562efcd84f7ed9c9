from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsMemoryConfig(AppConfig):
    name = "sessions_memory"
    verbose_name = _("Sessions and memory")
