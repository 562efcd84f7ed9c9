"""The rows that a deletion means, and the later answers that used any of them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, Sum

from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.models import Deletion, MemoryUse, UserInteraction, UserSession
from sessions_memory.models.forgetting import MemoryUseQuerySet
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.receipts.values import names
from sessions_memory.states import Scope

# More are not counted.
COUNTED_ANSWERS = 1000
FOLLOWING_TURNS = 100
WHOLE_SESSIONS = (Scope.SESSION, Scope.CHOSEN, Scope.AREA, Scope.SOURCE, Scope.ALL, Scope.ACCOUNT)
EVERYTHING = (Scope.ALL, Scope.ACCOUNT)


def count_of(deletion: Deletion) -> int:
    if deletion.scope in WHOLE_SESSIONS:
        questions = int(sessions_of(deletion).aggregate(n=Sum("interaction_count"))["n"] or 0)
        # Earlier versions of a question go as well, and are counted by no session.
        return questions + interactions_of(deletion).superseded().count()

    return interactions_of(deletion).count()


def sessions_of(deletion: Deletion) -> SessionQuerySet:
    if deletion.scope == Scope.CHOSEN:
        meant_here = ChosenSessions.of_json(deletion.chosen).condition()
        return UserSession.objects.owned_by(person_of(deletion)).filter(meant_here).order_by("source", "source_id")

    sessions = UserSession.objects.owned_by(person_of(deletion)).chosen(
        deletion.source if deletion.scope == Scope.SOURCE else "",
        deletion.row if deletion.scope == Scope.SESSION else None,
    )
    if deletion.scope == Scope.AREA:
        sessions = sessions.filter(area=deletion.row)

    return sessions.order_by("source", "source_id")


def interactions_of(deletion: Deletion) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(person_of(deletion)).filter(meant(deletion))


def uses_of(deletion: Deletion) -> MemoryUseQuerySet:
    """The uses of memories inside the deletion by answers outside of it."""
    person = person_of(deletion)
    # All are the person's; said of the memory, too, it keeps a span of days from being looked up among everybody's.
    uses = MemoryUse.objects.owned_by(person).filter(meant(deletion, "memory__"), memory__user=person.pk)
    return uses.exclude(meant(deletion, "answer__"))


def meant(deletion: Deletion, prefix: str = "") -> Q:
    if deletion.scope == Scope.CHOSEN:
        return ChosenSessions.of_json(deletion.chosen).condition(f"{prefix}session__")

    wanted: dict[Scope, dict[str, Any]] = {
        Scope.NOTE: {"pk__in": []},
        Scope.INTERACTION: {"pk": deletion.row},
        Scope.SESSION: {"session": deletion.row},
        Scope.AREA: {"session__area": deletion.row},
        Scope.SOURCE: {"session__source": deletion.source},
        Scope.SPAN: {"created_at__gte": deletion.since, "created_at__lt": deletion.until},
        Scope.ALL: {},
        Scope.ACCOUNT: {},
    }

    given = wanted[Scope(deletion.scope)]
    return Q(**{prefix + name: value for name, value in given.items() if value is not None})


def person_of(deletion: Deletion) -> AbstractBaseUser:
    assert deletion.user is not None
    return deletion.user


def answers_that_used(deletion: Deletion) -> list[int]:
    """Ids of answers outside it that were given any of it, at most COUNTED_ANSWERS."""
    if deletion.scope in EVERYTHING:
        return []

    used = uses_of(deletion).in_prompts().order_by("-answer").values_list("answer", flat=True).distinct()
    ids = list(used[:COUNTED_ANSWERS])
    if deletion.scope == Scope.INTERACTION and deletion.row:
        ids += [pk for pk in _following(deletion.row) if pk not in ids]

    return ids


def _following(pk: int) -> Iterable[int]:
    """Answers of the same session that had it before them."""
    row = UserInteraction.objects.filter(pk=pk).only("session", "created_at").first()
    if row is None:
        return

    later = UserInteraction.objects.filter(session=row.session_id).after(row.created_at, pk).oldest_first()
    for answer in later.only("context_used")[:FOLLOWING_TURNS]:
        if names(answer.context_used, "memory", {pk}):
            yield answer.pk
