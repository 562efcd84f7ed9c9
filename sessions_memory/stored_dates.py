"""Puts right what earlier versions kept of conversations without any date: they were of the day of their import."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F

from sessions_memory.growth.keeping import marks
from sessions_memory.models import ImportJob, UserInteraction, UserSession
from sessions_memory.recall.index import writing
from sessions_memory.states import Source
from sessions_memory.web.dates import DATED_FROM, UNDATED

# Between the clock of the job and that of what it stored.
LEEWAY = timedelta(seconds=5)
Span = tuple[datetime, datetime]


def undate_imports(user: AbstractBaseUser) -> int:
    """How many sessions. Touched are those alone whose rows tell that they have no date, and that an import stamped."""
    spans = _import_spans(user)
    sessions = UserSession.objects.owned_by(user).exclude(source=Source.CHAT)
    undated = sessions.filter(source_updated_at=None, session_start__gte=DATED_FROM)
    changed = sum(_undate(session, spans) for session in list(undated.order_by("pk")))

    if changed:
        marks.changed(user.pk, is_new_start=True)
    return changed


def _import_spans(user: AbstractBaseUser) -> list[Span]:
    times = ImportJob.objects.owned_by(user).values_list("started_at", "finished_at")
    return [(start - LEEWAY, end + LEEWAY) for start, end in times if start and end]


@transaction.atomic
def _undate(session: UserSession, spans: Sequence[Span]) -> bool:
    rows = list(session.interactions.oldest_first().select_for_update().only("created_at", "interaction_metadata"))
    if not rows or not all(row.interaction_metadata.get("time_unknown") for row in rows):
        return False

    first, last = rows[0].created_at, rows[-1].created_at
    if not any(start <= first <= end for start, end in spans):
        return False

    # Each stays behind the one before it.
    session.interactions.update(created_at=F("created_at") + (UNDATED - first))
    end = UNDATED + (last - first)
    UserSession.objects.filter(pk=session.pk).update(session_start=UNDATED, session_end=end, last_activity_at=end)
    _index_anew(session.user_id, [row.pk for row in rows])

    return True


def _index_anew(user_id: int, ids: Sequence[int]) -> None:
    writing.remove(user_id, ids)
    writing.add(UserInteraction.objects.filter(pk__in=ids).searchable().select_related("session"))
