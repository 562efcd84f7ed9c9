"""Interactions as the search index has counted them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta, tzinfo
from typing import Any

from sessions_memory.database.portions import portions
from sessions_memory.growth.values import CountedUnit
from sessions_memory.models import IndexedInteraction
from sessions_memory.recall.index.documents import EPOCH
from sessions_memory.recall.index.packing import FACTS, Bytes, read


def counted_units(interaction_ids: Sequence[int], zone: tzinfo) -> list[CountedUnit]:
    """Of those that are in the index; in no order."""
    return [unit for some in portions(interaction_ids) for unit in _units(some, zone)]


def _units(ids: Sequence[int], zone: tzinfo) -> Iterator[CountedUnit]:
    rows = list(IndexedInteraction.objects.filter(pk__in=ids).values_list("pk", "facts", "terms"))
    facts = read([row[1] for row in rows], FACTS)
    for (pk, _, terms), fact in zip(rows, facts, strict=True):
        yield _unit(pk, fact, terms, zone)


def _unit(pk: int, fact: Any, terms: Bytes, zone: tzinfo) -> CountedUnit:
    at = EPOCH + timedelta(microseconds=int(fact["time"]))
    language = int(fact["language"])
    return CountedUnit(pk, int(fact["session"]), at, at.astimezone(zone).date(), language, bytes(terms))
