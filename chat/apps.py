from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from chat.help.rules import speaks_of_harm
from sessions_memory.growth.coming_back import gentle


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = _("Chat")

    def ready(self) -> None:
        # Nobody is reminded of a day beside which they were told where to find help.
        gentle.spare_too(speaks_of_harm)
