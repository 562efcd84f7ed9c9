"""Small histories in a person's rows, to be read and refreshed."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sessions_memory import lifecycle
from sessions_memory.growth.values import Unit
from sessions_memory.models import Theme, ThemeMember, UserInteraction, UserSession
from sessions_memory.states import Source
from sessions_memory.tests.growth.histories import history

Subject = Sequence[Sequence[str]]


def tell(person: Any, *subjects: Subject, first: int = 1, source: str = Source.CLAUDE) -> list[UserSession]:
    """The sessions of each subject, imported and over, one a day, in turns."""
    units = history(*subjects, first=first)
    return [_session(person, list(own), source) for _, own in groupby(units, lambda unit: unit.session_id)]


def _session(person: Any, units: list[Unit], source: str) -> UserSession:
    session = UserSession.objects.create(
        user=person, source=source, session_start=units[0].at, session_end=units[-1].at, last_activity_at=units[-1].at
    )
    for unit in units:
        lifecycle.store_interaction(session, unit.question, unit.answer, created_at=unit.at)

    return session


def questions_of(theme: Theme) -> set[str]:
    ids = ThemeMember.objects.holding().filter(theme=theme).values("interaction")
    return set(UserInteraction.objects.filter(pk__in=ids).values_list("user_question", flat=True))


def flat(subject: Subject) -> set[str]:
    return {question for session in subject for question in session}


def names(person: Any) -> list[str]:
    return [theme.name for theme in Theme.objects.owned_by(person).largest_first()]
