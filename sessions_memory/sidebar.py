"""What the sidebar shows: four index scans, each from the person's own rows."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.db.models.functions import Left

from sessions_memory.addresses import interaction_url
from sessions_memory.lifecycle import open_session
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.prepared import prepared
from sessions_memory.querysets import SessionQuerySet
from sessions_memory.templatetags.look import plain

RECENT, RECENT_SHOWN = 10, 3
SESSIONS = 10
PINNED = 20
BEGINNING_CHARS = 200
NO_ANSWER = "No answer yet"
ROW_FIELDS = ("user", "title", "last_activity_at")


@dataclass(frozen=True)
class RecentInteraction:
    """`question`: its beginning, or all if `is_whole`. `answer`: one line of it, or that there is none yet."""

    pk: int
    url: str
    question: str
    is_whole: bool
    answer: str
    created_at: datetime


@dataclass(frozen=True)
class Sidebar:
    open_session: UserSession | None
    recent: list[RecentInteraction]
    pinned: list[UserSession]
    sessions: list[UserSession]

    @property
    def recent_shown(self) -> list[RecentInteraction]:
        return self.recent[:RECENT_SHOWN]

    @property
    def recent_more(self) -> list[RecentInteraction]:
        return self.recent[RECENT_SHOWN:]


def sidebar_of(user: AbstractBaseUser) -> Sidebar:
    now_open = open_session(user)
    pinned = _pinned(user.pk)
    apart = {*pinned, now_open}
    others = _last_active(user.pk, limit=SESSIONS + len(apart))
    return Sidebar(
        open_session=now_open,
        recent=recent_interactions(user),
        pinned=pinned,
        sessions=[session for session in others if session not in apart][:SESSIONS],
    )


def recent_interactions(user: AbstractBaseUser) -> list[RecentInteraction]:
    return [
        RecentInteraction(
            pk=pk,
            url=interaction_url(session_id, pk),
            question=question[:BEGINNING_CHARS],
            is_whole=len(question) <= BEGINNING_CHARS,
            answer=plain(answer) or NO_ANSWER,
            created_at=time,
        )
        for pk, session_id, question, answer, time in _recent(user.pk)
    ]


@prepared
def _pinned(user_id: int) -> SessionQuerySet:
    return UserSession.objects.owned_by(user_id).kept().pinned().last_active_first().only(*ROW_FIELDS)[:PINNED]


@prepared
def _last_active(user_id: int, *, limit: int) -> SessionQuerySet:
    rows = UserSession.objects.owned_by(user_id).kept().from_chat().asked_in()
    return rows.last_active_first().only(*ROW_FIELDS)[:limit]


@prepared
def _recent(user_id: int) -> "QuerySet[UserInteraction, tuple[int, int, str, str, datetime]]":
    return (
        UserInteraction.objects.owned_by(user_id)
        .asked_here()
        .current()
        .recent_first()
        .values_list(
            "id",
            "session_id",
            Left("user_question", BEGINNING_CHARS + 1),
            Left("ai_response", BEGINNING_CHARS),
            "created_at",
        )[:RECENT]
    )
