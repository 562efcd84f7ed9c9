"""What our own export says of growth: themes, insights, reviews and the person's wishes, each field checked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Refused
from sessions_memory.importers.mapping.fitting import fitted
from sessions_memory.importers.mapping.own import fields
from sessions_memory.importers.mapping.own.fields import Read
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.values import Claimed
from sessions_memory.states import EvidenceRole, FoundBy, InsightKind, InsightState, MadeBy, ReviewSpan

NAME_CHARS, WORDS_CHARS, REVIEW_CHARS, SENTENCE_CHARS = 80, 1_000, 20_000, 2_000
RULE_CHARS, KEY_CHARS = 60, 64
EVIDENCE_MAX = 200
PARTS_MAX = 200
HIDDEN_DAYS_MAX = 5_000
# Of a rule; more than any has, and what every database holds.
VERSION_MAX = 2**15 - 1
# Of a place in a question.
PLACE_MAX = 2**31 - 1
YEAR_OF_DAYS = 366


class KeptPart(TypedDict, total=False):
    """A part of a review: `place` lies in the first of the `interactions`, which stand as names."""

    kind: str
    text: str
    interactions: list[list[str]]
    theme: str | None
    insight: str | None
    place: list[int]


def claimed(kind: str, record: Mapping[str, Any]) -> Claimed:
    kept = fields.all_of(record, READERS[kind], kind)
    if kind == "review" and not 0 <= (kept["last_day"] - kept["first_day"]).days < YEAR_OF_DAYS:
        raise Refused(gettext_noop("Its days are in no order."))

    return Claimed(kind, kept.get("source_id", ""), kept)


def _values(of: Iterable[str]) -> Read:
    return fields.one_of(tuple(map(str, of)))


def _evidence(value: Any) -> list[dict[str, Any]]:
    return [fields.all_of(one, EVIDENCE, "evidence") for one in objects(value)[:EVIDENCE_MAX]]


def _found(value: Any) -> dict[str, Any]:
    """Of a pattern: its themes by name, then numbers. What is none of these is left out."""
    found = value if isinstance(value, dict) else {}
    return {
        name: [reader(one) for reader, one in zip(each, found[name], strict=True)]
        for name, each in PATTERNS.items()
        if isinstance(found.get(name), list) and len(found[name]) == len(each)
    }


def _parts(value: Any) -> list[dict[str, Any]]:
    parts = [fitted(one, KeptPart) for one in objects(value)[:PARTS_MAX]]
    return [part | {"text": part.get("text", "")[:SENTENCE_CHARS]} for part in parts if part.get("kind")]


def _days(value: Any) -> list[date]:
    return [fields.day(one) for one in (value[:HIDDEN_DAYS_MAX] if isinstance(value, list) else ())]


WEEKDAY = fields.number(6)
COUNT = fields.number(PLACE_MAX)
PATTERNS: Mapping[str, tuple[Read, ...]] = {
    "goes-along": (fields.known_by, fields.known_by, COUNT, fields.or_none(WEEKDAY)),
    "rhythm": (fields.known_by, WEEKDAY, COUNT, COUNT),
    "asked-again": (COUNT, COUNT, COUNT),
}
EVIDENCE: Mapping[str, Read] = {
    "interaction": fields.interaction_name,
    "role": _values(EvidenceRole),
    "start": fields.number(PLACE_MAX),
    "end": fields.number(PLACE_MAX),
}
READERS: Mapping[str, Mapping[str, Read]] = {
    "theme": {
        "source_id": fields.known_by,
        "name": fields.text(NAME_CHARS),
        "name_by": _values(MadeBy),
        "is_pinned": bool,
        "is_hidden": bool,
        "merged_into": fields.or_none(fields.known_by),
        "created_at": fields.time,
        "found_in": fields.interaction_names,
        "put_in": fields.interaction_names,
        "taken_out": fields.interaction_names,
    },
    "insight": {
        "source_id": fields.known_by,
        "kind": _values(InsightKind),
        "state": _values(InsightState),
        "found_by": _values(FoundBy),
        "rule": fields.text(RULE_CHARS),
        "rule_version": fields.number(VERSION_MAX),
        "key": lambda value: fields.known_by(value, KEY_CHARS),
        "theme": fields.or_none(fields.known_by),
        "day": fields.day_until_now,
        "words": fields.text(WORDS_CHARS),
        "found": _found,
        "evidence": _evidence,
        "created_at": fields.time,
        "decided_at": fields.or_none(fields.time),
    },
    "review": {
        "source_id": fields.known_by,
        "span": _values(ReviewSpan),
        "first_day": fields.day_until_now,
        "last_day": fields.day,
        "made_by": _values(FoundBy),
        "parts": _parts,
        "text": fields.text(REVIEW_CHARS),
        "rests_on": fields.interaction_names,
        "created_at": fields.time,
        "edited_at": fields.or_none(fields.time),
    },
    "growth": {"asks_model": bool, "shows_on_this_day": bool, "hidden_days": _days},
}
KINDS = tuple(READERS)
