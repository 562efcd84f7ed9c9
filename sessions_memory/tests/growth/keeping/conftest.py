"""ann's themes, with the interactions that each holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sessions_memory import lifecycle
from sessions_memory.models import Theme, ThemeMember, UserInteraction, UserSession
from sessions_memory.states import MemberBy, Source

MakeSession = Callable[..., UserSession]
MakeTheme = Callable[..., Theme]
START = datetime(2026, 3, 30, 9, tzinfo=UTC)


@pytest.fixture
def session_of(db: None) -> MakeSession:
    """An imported session with so many questions, the `day`th after the first."""

    def make(person: Any, day: int = 0, questions: int = 2) -> UserSession:
        at = START + timedelta(days=day)
        session = UserSession.objects.create(
            user=person, title=f"Day {day}", source=Source.CLAUDE, session_start=at, session_end=at
        )
        for number in range(questions):
            lifecycle.store_interaction(
                session, f"On day {day}, how about {number}?", "So.", created_at=at + timedelta(minutes=number)
            )
        return session

    return make


@pytest.fixture
def theme_of(db: None) -> MakeTheme:
    """A theme that holds all of these sessions."""

    def make(person: Any, name: str, *sessions: UserSession, **fields: Any) -> Theme:
        theme = Theme.objects.create(user=person, name=name, **fields)
        rows = UserInteraction.objects.owned_by(person).in_sessions(session.pk for session in sessions)
        ThemeMember.objects.bulk_create(
            ThemeMember(user=person, theme=theme, interaction=row, by=MemberBy.FOUND) for row in rows
        )
        return theme

    return make
