"""Interactions as words that are counted: which and from when the search index says, the words their texts.

The index numbers its words in a way of its own, so that those which begin alike stand together.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta, tzinfo
from typing import Any

from sessions_memory.database.portions import portions
from sessions_memory.growth.values import CountedUnit
from sessions_memory.models import IndexedInteraction, UserInteraction
from sessions_memory.recall.index.documents import EPOCH
from sessions_memory.recall.index.packing import FACTS, pack_terms, read
from sessions_memory.recall.language.words import text_terms

READ_FIELDS = tuple(f"interaction__{name}" for name in ("user_question", "ai_response", "interaction_metadata"))


def counted_units(interaction_ids: Sequence[int], zone: tzinfo) -> list[CountedUnit]:
    """Of those that are in the index; in no order."""
    return [unit for some in portions(interaction_ids) for unit in _units(some, zone)]


def _units(ids: Sequence[int], zone: tzinfo) -> Iterator[CountedUnit]:
    indexed = IndexedInteraction.objects.filter(pk__in=ids).select_related("interaction")
    rows = list(indexed.only("facts", *READ_FIELDS))
    facts = read([row.facts for row in rows], FACTS)
    for row, fact in zip(rows, facts, strict=True):
        yield _unit(row.interaction, fact, zone)


def _unit(interaction: UserInteraction, fact: Any, zone: tzinfo) -> CountedUnit:
    at = EPOCH + timedelta(microseconds=int(fact["time"]))
    terms = pack_terms(text_terms(interaction.user_question).counts, text_terms(interaction.own_answer).counts)
    return CountedUnit(
        interaction.pk, int(fact["session"]), at, at.astimezone(zone).date(), int(fact["language"]), terms
    )
