"""What the person wants kept but never recalled: it is left out of answers, and of growth."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.keeping import forgetting, marks
from sessions_memory.models import UserInteraction, UserSession


def keep_sessions_from_recall(user: AbstractBaseUser, ids: Collection[int], *, never_recall: bool) -> None:
    """All that was or will be said in them; what is marked by itself stays marked."""
    with user_lock(user):
        sessions = UserSession.objects.owned_by(user).filter(pk__in=ids)
        if never_recall:
            said = UserInteraction.objects.in_sessions(sessions.values_list("pk", flat=True))
            forgetting.keep_out(user.pk, said.values_list("pk", flat=True))

        sessions.update(never_recall=never_recall)
        marks.changed(user.pk)


def keep_interaction_from_recall(interaction: UserInteraction, *, never_recall: bool) -> None:
    with user_lock(interaction.user):
        if never_recall:
            forgetting.keep_out(interaction.user_id, [interaction.pk])

        interaction.keep_from_recall(never_recall=never_recall)
        marks.changed(interaction.user_id)
