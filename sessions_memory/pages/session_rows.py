"""Sessions as a narrow list shows them, in one line each; all of them page by page, wherever they were said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import UNTITLED, UserSession
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.states import Source, shown_in
from sessions_memory.web import dates
from sessions_memory.web.cursors import Cursor

# Of a page.
LISTED = 40
LISTED_COLUMNS = ("id", "title", "session_start", "source", "source_id")
ListedValues = tuple[int, str, datetime, str, str]


@dataclass(frozen=True)
class SessionRow:
    """`is_current`: the page shows it. `said_in`: where, of one from elsewhere, which says that in place of when."""

    id: int
    title: str
    active: str
    active_iso: str
    ago: str
    is_current: bool
    is_from_elsewhere: bool = False
    said_in: str = ""


@dataclass(frozen=True)
class ListedSessions:
    """`following`: the cursor of the next page, "" on the last."""

    rows: list[SessionRow]
    following: str


def all_sessions(user: AbstractBaseUser, after: Cursor | None) -> ListedSessions:
    """The newest, wherever they were said, or those after a row; but none that is archived or in a closed area."""
    sessions = _outside(user.pk)
    rows = list(_listed_of(sessions.before(after.time, after.pk) if after else sessions))
    shown = rows[:LISTED]
    following = str(Cursor(shown[-1][2], shown[-1][0])) if len(rows) > LISTED else ""
    return ListedSessions(listed_rows(shown, None), following)


def listed_rows(rows: Sequence[ListedValues], current_session_id: int | None) -> list[SessionRow]:
    plain_rows = session_rows([row[:3] for row in rows], current_session_id)
    return [
        replace(row, is_from_elsewhere=source != Source.CHAT, said_in=shown_in(source, source_id))
        for row, (*_, source, source_id) in zip(plain_rows, rows, strict=True)
    ]


def session_rows(rows: Sequence[tuple[int, str, datetime]], current_session_id: int | None) -> list[SessionRow]:
    now = timezone.localtime()
    return [_session_row(row, now, is_current=row[0] == current_session_id) for row in rows]


def _session_row(row: tuple[int, str, datetime], now: datetime, *, is_current: bool) -> SessionRow:
    pk, title, time = row
    active = time.astimezone(now.tzinfo)
    return SessionRow(
        id=pk,
        title=title or str(UNTITLED),
        active=dates.when(active),
        active_iso=active.isoformat(),
        ago=dates.ago(active, now),
        is_current=is_current,
    )


@compiled_query
def first_listed(user_id: int) -> "QuerySet[UserSession, ListedValues]":
    return _listed_of(_outside(user_id))


@compiled_query
def listed_in(user_id: int, area_id: int) -> "QuerySet[UserSession, ListedValues]":
    return _listed_of(UserSession.objects.owned_by(user_id).filter(area=area_id))


def _outside(user_id: int) -> SessionQuerySet:
    return UserSession.objects.owned_by(user_id).outside_closed_areas()


def _listed_of(rows: SessionQuerySet) -> "QuerySet[UserSession, ListedValues]":
    rows = rows.kept().in_lists().asked_in()
    return rows.newest_first().values_list(*LISTED_COLUMNS)[: LISTED + 1]
