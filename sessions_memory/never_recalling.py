"""What the person wants kept but never recalled: it is left out of answers, and of growth."""

from django.db import transaction

from sessions_memory.growth.keeping import marks
from sessions_memory.models import UserInteraction, UserSession


def keep_session_from_recall(session: UserSession, *, never_recall: bool) -> None:
    """All that was or will be said in it; what is marked by itself stays marked."""
    with transaction.atomic():
        session.keep_from_recall(never_recall=never_recall)
        marks.changed(session.user_id)


def keep_interaction_from_recall(interaction: UserInteraction, *, never_recall: bool) -> None:
    with transaction.atomic():
        interaction.keep_from_recall(never_recall=never_recall)
        marks.changed(interaction.user_id)
