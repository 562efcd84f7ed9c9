"""The sessions of the history, each as its row says it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import UNTITLED, UserSession
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.states import shown_in
from sessions_memory.web import dates
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.sizes import questions

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
    """`day`, `distance`, `began` and `began_iso` all say when it began; `about`, how much it holds, whence and how.

    `month`: the heading above it, where it begins one in its list.
    """

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
    month: str = ""
    begins_month: bool = False

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


def in_months(rows: Iterable[HistoryRow], after: Cursor | None) -> list[HistoryRow]:
    """The rows, newest first, with their months as headings. `after`: the row at which the page before ended."""
    above, headed = _month(after.time.astimezone(timezone.get_current_timezone())) if after else "", []
    for row in rows:
        month = _month(date.fromisoformat(row.began_iso[:10]))
        headed.append(replace(row, month=month, begins_month=month != above))
        above = month

    return headed


def _month(local: date) -> str:
    return _("Unknown date") if dates.is_undated(local) else dates.long_month(local)


def _history_row(row: Values, now: datetime) -> HistoryRow:
    pk, title, began, end, count, source, is_pinned, never_recall, archived, is_read_only, source_id = row
    start = began.astimezone(now.tzinfo)
    states = (_("archived") if archived else "", _("read-only") if is_read_only else "")

    return HistoryRow(
        id=pk,
        title=title or str(UNTITLED),
        day=dates.day(start),
        distance=dates.distance(start, now.date()),
        began=dates.when(start),
        began_iso=start.isoformat(),
        about=", ".join(filter(None, (questions(count), shown_in(source, source_id), *states))),
        is_open=end is None,
        is_pinned=is_pinned,
        never_recall=never_recall,
        is_archived=archived is not None,
    )
