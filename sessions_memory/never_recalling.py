"""What the person wants kept but never recalled: it is left out of answers, and of growth."""

from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.keeping import forgetting, marks
from sessions_memory.models import UserInteraction, UserSession


def keep_session_from_recall(session: UserSession, *, never_recall: bool) -> None:
    """All that was or will be said in it; what is marked by itself stays marked."""
    with user_lock(session.user):
        if never_recall:
            forgetting.keep_out(session.user_id, session.interactions.values_list("pk", flat=True))

        session.keep_from_recall(never_recall=never_recall)
        marks.changed(session.user_id)


def keep_interaction_from_recall(interaction: UserInteraction, *, never_recall: bool) -> None:
    with user_lock(interaction.user):
        if never_recall:
            forgetting.keep_out(interaction.user_id, [interaction.pk])

        interaction.keep_from_recall(never_recall=never_recall)
        marks.changed(interaction.user_id)
