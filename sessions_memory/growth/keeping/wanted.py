"""Insights as they are to be, and how their rows come to say so: only what differs is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sessions_memory.models import Evidence, Insight
from sessions_memory.querysets.growth import InsightQuerySet
from sessions_memory.states import EvidenceRole, FoundBy, InsightKind, InsightState

BATCH = 200
TEXTS_AT_ONCE = 100


@dataclass(frozen=True)
class Place:
    """Where in the question of an interaction the words stand."""

    interaction_id: int
    start: int
    end: int
    role: EvidenceRole = EvidenceRole.SAID


@dataclass(frozen=True)
class Wanted:
    """`key`: of the incident. `found`: numbers and ids of a pattern."""

    kind: InsightKind
    state: InsightState
    rule: str
    version: int
    key: str
    day: date
    evidence: tuple[Place, ...]
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Any]:
        """Of the row, but for what it is known by."""
        return {
            "state": self.state,
            "rule": self.rule,
            "rule_version": self.version,
            "day": self.day,
            "found": dict(self.found),
        }

    def is_said_by(self, row: Insight) -> bool:
        evidence = tuple(
            Place(each.interaction_id, each.start, each.end, EvidenceRole(each.role)) for each in row.evidence.all()
        )
        return evidence == self.evidence and all(getattr(row, name) == value for name, value in self.fields.items())


def undecided(user_id: int, kinds: Iterable[InsightKind]) -> InsightQuerySet:
    """What rules found, and the person has said nothing to."""
    return Insight.objects.owned_by(user_id).filter(kind__in=list(kinds)).undecided().filter(found_by=FoundBy.RULE)


def words_of(evidence: QuerySet[Evidence]) -> Iterator[str]:
    """The quoted words alone: the questions that they stand in may be long, and their answers longer."""
    places = evidence.values_list("start", "end", "interaction__user_question")
    return (text[start:end] for start, end, text in places.iterator(TEXTS_AT_ONCE))


def decided(user_id: int, kinds: Iterable[InsightKind]) -> InsightQuerySet:
    rows = Insight.objects.owned_by(user_id).filter(kind__in=list(kinds))
    return rows.exclude(pk__in=undecided(user_id, kinds).values("pk"))


def store(user_id: int, kinds: Iterable[InsightKind], wanted: Iterable[Wanted]) -> None:
    """In the caller's transaction. What is of these kinds, was not decided and is found no more goes.

    `wanted`: nothing of what was decided.
    """
    new = {(one.kind, one.key): one for one in wanted}
    for row in undecided(user_id, kinds).prefetch_related("evidence"):
        one = new.pop((InsightKind(row.kind), row.key), None)
        if one is None:
            row.delete()
        elif not one.is_said_by(row):
            _take(row, one)

    rows = Insight.objects.bulk_create(
        (Insight(user_id=user_id, kind=one.kind, key=one.key, **one.fields) for one in new.values()), batch_size=BATCH
    )
    pairs = zip(rows, new.values(), strict=True)
    Evidence.objects.bulk_create((each for row, one in pairs for each in _evidence(row, one)), batch_size=BATCH)


def store_themes(user_id: int, theme_of: Mapping[int, int]) -> None:
    """`theme_of`: of an interaction, the whole theme that holds it. An insight lies where its last evidence does."""
    rows = Evidence.objects.filter(user=user_id).order_by("insight", "number").values_list("insight", "interaction")
    wanted = {insight: theme_of.get(interaction) for insight, interaction in rows}
    changed = []
    for row in Insight.objects.owned_by(user_id).filter(pk__in=wanted):
        if row.theme_id != wanted[row.pk]:
            row.theme_id = wanted[row.pk]
            changed.append(row)

    Insight.objects.bulk_update(changed, ["theme"], batch_size=BATCH)


def _take(row: Insight, one: Wanted) -> None:
    """It stays the same insight, and when it came up."""
    for name, value in one.fields.items():
        setattr(row, name, value)

    row.save(update_fields=list(one.fields))
    row.evidence.all().delete()
    Evidence.objects.bulk_create(_evidence(row, one))


def _evidence(row: Insight, one: Wanted) -> Iterable[Evidence]:
    for number, place in enumerate(one.evidence):
        where = {"interaction_id": place.interaction_id, "start": place.start, "end": place.end, "role": place.role}
        yield Evidence(insight=row, user_id=row.user_id, number=number, **where)
