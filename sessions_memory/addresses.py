"""Where things stand: Django's `reverse`, remembered."""

import functools

from django.urls import reverse


@functools.lru_cache(10_000)
def address(name: str, *arguments: int) -> str:
    """What a turn shows holds thirty; each costs as much as reading its row."""
    return reverse(name, args=arguments)


def session_url(session_id: int) -> str:
    return address("chat:session", session_id)


def interaction_url(session_id: int, pk: int) -> str:
    return f"{session_url(session_id)}#interaction-{pk}"


def place_url(session_id: int, pk: int) -> str:
    """Where an interaction stands in its session, however long that is."""
    return f"{session_url(session_id)}?at={pk}#interaction-{pk}"
