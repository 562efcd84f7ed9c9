"""The contents of the sidebar: four index scans, each from the person's own rows."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.database.text import cut
from sessions_memory.lifecycle import open_session, temporary_session
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.pages.session_rows import SessionRow, first_listed, listed_in, listed_rows, session_rows
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.web import dates
from sessions_memory.web.plain_text import plain
from sessions_memory.web.urls import interaction_url

RECENT, RECENT_SHOWN = 10, 3
SESSIONS = 10
PINNED = 20
BEGINNING_CHARS = 200
NO_ANSWER = gettext_lazy("No answer yet")
ROW_COLUMNS = ("id", "title", "last_activity_at")
Values = tuple[int, str, datetime]
Recent = tuple[int, int, str, str, datetime]


@dataclass(frozen=True)
class RecentInteraction:
    """`question`: its beginning, or all if `is_whole`. `answer`: one line of it, or that there is none yet.

    `oob`: it takes the place of its row on the page.
    """

    id: int
    url: str
    question: str
    is_whole: bool
    answer: str
    asked: str
    asked_iso: str
    ago: str
    oob: bool = False


@dataclass(frozen=True)
class Sidebar:
    """`sessions`: those of this vault, or, where there is no other than the open one, those from elsewhere."""

    open_session: UserSession | None
    temporary: UserSession | None
    recent: list[RecentInteraction]
    pinned: list[SessionRow]
    sessions: list[SessionRow]
    has_history: bool

    @property
    def recent_shown(self) -> list[RecentInteraction]:
        return self.recent[:RECENT_SHOWN]

    @property
    def recent_more(self) -> list[RecentInteraction]:
        return self.recent[RECENT_SHOWN:]


def sidebar_of(user: AbstractBaseUser, *, current_session_id: int | None = None, area_id: int | None = None) -> Sidebar:
    """`current_session_id`: of the session that the page shows. `area_id`: of the area that is open.

    In an area its own are listed, elsewhere all that is in no closed one.
    """
    now_open = _shown(open_session(user), area_id)
    pinned = _pinned_in(user.pk, area_id) if area_id else _pinned(user.pk)
    apart = {pk for pk, *_ in pinned} | ({now_open.pk} if now_open else set())
    limit = SESSIONS + len(apart)
    active = _last_active_in(user.pk, area_id, limit=limit) if area_id else _last_active(user.pk, limit=limit)
    has_asked_in_it = bool(now_open and now_open.interaction_count)
    others = session_rows([row for row in active if row[0] not in apart][:SESSIONS], current_session_id)
    recent = recent_interactions(user, area_id)
    if not others:
        listed = listed_in(user.pk, area_id) if area_id else first_listed(user.pk)
        others = listed_rows([row for row in listed if row[0] not in apart][:SESSIONS], current_session_id)

    return Sidebar(
        open_session=now_open,
        temporary=temporary_session(user),
        recent=recent,
        pinned=session_rows(pinned, current_session_id),
        sessions=others,
        # Looked for only where nothing is listed: what is archived, or in a closed area.
        has_history=bool(recent or others or has_asked_in_it) or _has_any(user.pk),
    )


def _has_any(user_id: int) -> bool:
    return UserSession.objects.owned_by(user_id).kept().asked_in().exists()


def _shown(now_open: UserSession | None, area_id: int | None) -> UserSession | None:
    """None for a session in a closed area, seen from elsewhere."""
    if now_open and now_open.area and now_open.area_id != area_id and now_open.area.is_closed:
        return None

    return now_open


def recent_interactions(user: AbstractBaseUser, area_id: int | None = None) -> list[RecentInteraction]:
    now = timezone.localtime()
    return [_recent_interaction(row, now) for row in _recent_rows(user.pk, area_id, limit=RECENT)]


def changed_row(user: AbstractBaseUser, interaction: UserInteraction, area_id: int | None) -> RecentInteraction | None:
    """All that its answer changed in the sidebar; None if that is more, for its row is not the newest one there."""
    newest = _recent_rows(user.pk, area_id, limit=1)
    if [row[0] for row in newest] != [interaction.pk]:
        return None

    return replace(_recent_interaction(newest[0], timezone.localtime()), oob=True)


def _recent_rows(user_id: int, area_id: int | None, *, limit: int) -> list[Recent]:
    return _recent_in(user_id, area_id, limit=limit) if area_id else _recent(user_id, limit=limit)


def _recent_interaction(row: tuple[int, int, str, str, datetime], now: datetime) -> RecentInteraction:
    pk, session_id, question, answer, time = row
    asked = time.astimezone(now.tzinfo)
    return RecentInteraction(
        id=pk,
        url=interaction_url(session_id, pk),
        question=cut(question, BEGINNING_CHARS),
        is_whole=len(question) <= BEGINNING_CHARS,
        answer=plain(answer) or str(NO_ANSWER),
        asked=dates.when(asked),
        asked_iso=asked.isoformat(),
        ago=dates.ago(asked, now),
    )


@compiled_query
def _pinned(user_id: int) -> "QuerySet[UserSession, Values]":
    return _pinned_of(UserSession.objects.owned_by(user_id).outside_closed_areas())


@compiled_query
def _pinned_in(user_id: int, area_id: int) -> "QuerySet[UserSession, Values]":
    return _pinned_of(UserSession.objects.owned_by(user_id).filter(area=area_id))


def _pinned_of(rows: SessionQuerySet) -> "QuerySet[UserSession, Values]":
    return rows.kept().in_lists().pinned().last_active_first().values_list(*ROW_COLUMNS)[:PINNED]


@compiled_query
def _last_active(user_id: int, *, limit: int) -> "QuerySet[UserSession, Values]":
    return _last_active_of(UserSession.objects.owned_by(user_id).outside_closed_areas(), limit)


@compiled_query
def _last_active_in(user_id: int, area_id: int, *, limit: int) -> "QuerySet[UserSession, Values]":
    return _last_active_of(UserSession.objects.owned_by(user_id).filter(area=area_id), limit)


def _last_active_of(rows: SessionQuerySet, limit: int) -> "QuerySet[UserSession, Values]":
    rows = rows.kept().in_lists().from_chat().asked_in()
    return rows.last_active_first().values_list(*ROW_COLUMNS)[:limit]


@compiled_query
def _recent(user_id: int, *, limit: int) -> "QuerySet[UserInteraction, Recent]":
    return _recent_of(UserInteraction.objects.owned_by(user_id).outside_closed_areas(), limit)


@compiled_query
def _recent_in(user_id: int, area_id: int, *, limit: int) -> "QuerySet[UserInteraction, Recent]":
    return _recent_of(UserInteraction.objects.owned_by(user_id).filter(session__area=area_id), limit)


def _recent_of(rows: InteractionQuerySet, limit: int) -> "QuerySet[UserInteraction, Recent]":
    beginnings = (Left("user_question", BEGINNING_CHARS + 1), Left("ai_response", BEGINNING_CHARS))
    recent = rows.in_recent().current().recent_first()
    return recent.values_list("id", "session_id", *beginnings, "created_at")[:limit]
