"""Leaves out of what the index found the sessions that may not be recalled from where a question is asked."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.areas.reading import reach_in, session_ids
from sessions_memory.areas.rules import Reach
from sessions_memory.recall.index.places import Candidates, narrowed


def within(user: AbstractBaseUser, candidates: Candidates, reach: Reach | None) -> Candidates:
    """None is the reach of a question that is asked in no area."""
    reach = reach_in(user) if reach is None else reach
    if reach.is_everything:
        return candidates

    sessions = session_ids(user, reach.areas)
    if not (reach.is_only or len(sessions)):
        return candidates

    return narrowed(candidates, sessions, is_only=reach.is_only)
