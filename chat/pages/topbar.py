"""The bar over a session: a page tells with each question what its bar shows, and gets a new one only if it changed."""

import hashlib

from sessions_memory.models import UserSession


def mark_of(session: UserSession | None) -> str:
    """Another one whenever the bar looks different, but for the count of questions."""
    if session is None:
        return ""

    area = (session.area.name, session.area.colour) if session.area else None
    shown = (
        session.pk,
        session.title,
        session.interaction_count > 0,
        area,
        session.is_pinned,
        session.uses_memory,
        session.never_recall,
        session.is_archived,
        session.is_read_only,
    )
    return hashlib.blake2s(repr(shown).encode(), digest_size=8).hexdigest()
