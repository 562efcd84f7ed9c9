"""What the sidebar shows: four index scans, each from the person's own rows."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.functions import Left
from django.urls import reverse

from sessions_memory.lifecycle import open_session
from sessions_memory.models import UserInteraction, UserSession

RECENT = 10
SESSIONS = 10
PINNED = 20
BEGINNING_CHARS = 200


@dataclass(frozen=True)
class RecentInteraction:
    id: int
    session_id: int
    question: str
    answer: str
    created_at: datetime

    @property
    def url(self) -> str:
        return f"{reverse('chat:session', args=[self.session_id])}#interaction-{self.id}"


@dataclass(frozen=True)
class Sidebar:
    open_session: UserSession | None
    recent: list[RecentInteraction]
    pinned: list[UserSession]
    sessions: list[UserSession]


def sidebar_of(user: AbstractBaseUser) -> Sidebar:
    now_open = open_session(user)
    sessions = UserSession.objects.owned_by(user).kept().defer("context_summary")
    pinned = list(sessions.pinned().last_active_first()[:PINNED])
    apart = {*pinned, now_open}
    others = sessions.from_chat().asked_in().last_active_first()[: SESSIONS + len(apart)]
    return Sidebar(
        open_session=now_open,
        recent=recent_interactions(user),
        pinned=pinned,
        sessions=[session for session in others if session not in apart][:SESSIONS],
    )


def recent_interactions(user: AbstractBaseUser) -> list[RecentInteraction]:
    rows = (
        UserInteraction.objects.owned_by(user)
        .asked_here()
        .current()
        .recent_first()
        .values_list(
            "id",
            "session_id",
            Left("user_question", BEGINNING_CHARS),
            Left("ai_response", BEGINNING_CHARS),
            "created_at",
        )[:RECENT]
    )
    return [RecentInteraction(*row) for row in rows]
