"""An answer that was cut at its length goes on in the next turn, which has the cut one in its prompt."""

from django.utils.translation import gettext as _

from chat.model_server.protocol import LENGTH
from chat.prompt.inputs import CONTINUE
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.models import UserInteraction


class NothingToContinue(Exception):
    """It was not cut at its length, or something was asked after it. The message says which."""


def is_cut_at_length(interaction: UserInteraction) -> bool:
    """The model ended because it had no room left, not because it was done."""
    is_answer = interaction.is_finished and bool(interaction.ai_response)
    return is_answer and interaction.interaction_metadata.get("finish_reason") == LENGTH


def may_go_on(interaction: UserInteraction) -> bool:
    return is_cut_at_length(interaction) and not interaction.session.refuses_questions and _is_newest(interaction)


def go_on(interaction: UserInteraction) -> UserInteraction:
    """The next turn, pending; asked twice, the same. Raises NothingToContinue, and what `store_question` does."""
    source_id = f"continue-{interaction.pk}"
    asked = UserInteraction.objects.in_session(interaction.session_id).filter(source_id=source_id)
    if there := asked.select_related("session", "user").first():
        return there

    if not is_cut_at_length(interaction):
        raise NothingToContinue(_("This answer was not cut off."))
    if not _is_newest(interaction):
        raise NothingToContinue(_("Something was asked after this answer. Write what you want to read on about."))

    return lifecycle.store_question(
        interaction.user,
        CONTINUE,
        session=interaction.session,
        model=interaction.model,
        options=AnswerOptions.of(interaction),
        source_id=source_id,
    )


def _is_newest(interaction: UserInteraction) -> bool:
    rows = UserInteraction.objects.in_session(interaction.session_id).current()
    return not interaction.is_superseded and not rows.after(interaction.created_at, interaction.pk).exists()
