"""The sessions of the history, each as its row says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import UNTITLED, UserSession
from sessions_memory.querysets import SessionQuerySet
from sessions_memory.states import said_in
from sessions_memory.web import dates
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.plain_text import counted

SESSIONS = 30
# In the order in which `history_rows` takes them.
COLUMNS = (
    "id",
    "title",
    "session_start",
    "session_end",
    "interaction_count",
    "source",
    "is_pinned",
    "never_recall",
    "archived_at",
    "is_read_only",
    "source_id",
)
Values = tuple[int, str, datetime, datetime | None, int, str, bool, bool, datetime | None, bool, str]


@dataclass(frozen=True)
class HistoryRow:
    """`day`, `distance`, `began` and `began_iso` all say when it began; `about`, how much it holds, whence and how."""

    id: int
    title: str
    day: str
    distance: str
    began: str
    began_iso: str
    about: str
    is_open: bool
    is_pinned: bool
    never_recall: bool
    is_archived: bool

    @property
    def cursor(self) -> str:
        return str(Cursor(datetime.fromisoformat(self.began_iso), self.id))


@compiled_query
def first_listed(user_id: int) -> "QuerySet[UserSession, Values]":
    """`listed` for all that the person has and did not archive."""
    return listed(sessions_of(user_id).in_lists())


def listed(sessions: SessionQuerySet) -> "QuerySet[UserSession, Values]":
    """A page of the newest, and one more if there are more."""
    return sessions.newest_first().values_list(*COLUMNS)[: SESSIONS + 1]


def sessions_of(user_id: int) -> SessionQuerySet:
    return UserSession.objects.owned_by(user_id).kept().asked_in()


def history_rows(rows: Iterable[Values]) -> list[HistoryRow]:
    now = timezone.localtime()
    return [_history_row(row, now) for row in rows]


def _history_row(row: Values, now: datetime) -> HistoryRow:
    pk, title, began, end, count, source, is_pinned, never_recall, archived, is_read_only, source_id = row
    start = began.astimezone(now.tzinfo)
    states = ("archived" if archived else "", "read-only" if is_read_only else "")

    return HistoryRow(
        id=pk,
        title=title or UNTITLED,
        day=dates.day(start),
        distance=dates.distance(start, now.date()),
        began=dates.when(start),
        began_iso=start.isoformat(),
        about=", ".join(filter(None, (counted(count, "interaction"), said_in(source, source_id), *states))),
        is_open=end is None,
        is_pinned=is_pinned,
        never_recall=never_recall,
        is_archived=archived is not None,
    )
