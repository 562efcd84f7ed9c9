"""Where rules find that somebody tells of something reached or seen anew: places, kept without their words."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sessions_memory.growth.keeping.holding import Held
from sessions_memory.growth.rules.finding import found_in
from sessions_memory.models import UserInteraction

# Interaction, start, end, kind and the rule's name, as `ReadSession.told` has them.
Told = list[Any]
TEXTS_AT_ONCE = 100


def told_places(interaction_ids: Sequence[int], held: Held) -> dict[int, list[Told]]:
    """By session."""
    told: dict[int, list[Told]] = {}
    for session, pk, at, question in _questions(interaction_ids):
        found = found_in(question, year=at.astimezone(held.zone).year)
        told.setdefault(session, []).extend([pk, one.start, one.end, str(one.kind), one.rule] for one in found)
        held.heard()

    return told


def _questions(ids: Sequence[int]) -> Iterator[tuple[int, int, datetime, str]]:
    # A question may be as long as a book.
    for start in range(0, len(ids), TEXTS_AT_ONCE):
        rows = UserInteraction.objects.filter(pk__in=ids[start : start + TEXTS_AT_ONCE]).order_by("pk")
        yield from list(rows.values_list("session", "pk", "created_at", "user_question"))
