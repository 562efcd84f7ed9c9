"""Areas and sessions in them, for tests."""

from typing import Any

from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.models import Area, UserInteraction


def area_of(person: Any, name: str = "Work", **fields: Any) -> Area:
    return keeping.make(person, name=name, **fields)


def said_in(area: Area | None, person: Any, question: str, answer: str = "Noted.") -> UserInteraction:
    """In a session of its own, which is ended then."""
    session = lifecycle.start_session(person, area=area)
    row = lifecycle.store_interaction(session, question, answer)
    lifecycle.end_session(session)
    return row
