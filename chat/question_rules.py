"""A question from a program, be it over the JSON API or in the terminal.

Here are the rules that it shares with the page's form, and how its answer ended.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from chat.forms import WordsForm
from chat.model_server.servers.stored import connected
from sessions_memory.database.compiled_sql import compiled_query, first
from sessions_memory.models import UserInteraction
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.states import Status

# A paid service has hundreds.
NAMED_MODELS = 50
# The ends that give the caller no answer.
UNANSWERED = (Status.FAILED, Status.INTERRUPTED)
# The same in a JSON Schema: something that is no blank.
QUESTION_LIMITS: dict[str, Any] = {"minLength": 1, "maxLength": settings.QUESTION_MAX_CHARS, "pattern": r"\S"}


def checked_question(text: str) -> str:
    """The question as it will be stored. Raises ValueError with the page's sentence if it is empty or too long."""
    form = WordsForm({"question": text})
    if not form.is_valid():
        raise ValueError(" ".join(str(error) for error in form.errors["question"]))

    return str(form.cleaned_data["question"])


def unknown_model(model: str) -> str:
    """The sentence for a model that no connected server offers under this name; "" if it can be asked."""
    servers = connected()
    if not servers.connections or servers.find(model):
        return ""

    offered = ", ".join(servers.values()[:NAMED_MODELS])
    return _("There is no model “{model}” here. Choose one of: {offered}.").format(model=model, offered=offered)


def stored(interaction_id: int) -> UserInteraction | None:
    """The row as it is now, with its session; None once deleted."""
    return first(_stored(interaction_id))


@compiled_query
def _stored(interaction_id: int) -> InteractionQuerySet:
    return UserInteraction.objects.filter(pk=interaction_id).select_related("session").defer("response_html")


def reason(interaction: UserInteraction) -> str:
    """Why there is no answer, in one line."""
    return " ".join(interaction.error.split("\n")) or _("The answer ended early. Ask again.")
