"""Tiles: runs of a session's interactions that are about one thing. Pure.

A conversation is cut where its words change, so that several subjects in one
session come apart. The cut looks at the session alone and at the language at
large, never at the person's other sessions: a session's tiles stay as they are
until the session changes.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from sessions_memory.growth.language.general import rarity
from sessions_memory.growth.values import CountedUnit, Tile, Unit
from sessions_memory.recall.index.packing import TERMS, Array, pack_terms, read
from sessions_memory.recall.language.words import LANGUAGES, text_terms

UNITS_MAX = 6
# A session may go on for years; so many interactions of it are held at once.
AT_ONCE = 600
# Below this cosine to what came before it, an interaction begins something else.
SAME = 0.2
# A word of a reply counts so much of a word of the question.
REPLY = 0.3
# The most telling words of a tile; the rest hardly changes what it is like.
TERMS_MAX = 100
COUNT_MAX = 255
# So many steps make a weight of one. Sums of whole numbers are the same on every machine.
STEPS = 1_000
# An interaction that says less than this goes on with what was talked about, such as "Thanks!", or a short question
# without a reply: so few words would seldom come again in any case.
LITTLE = 2 * STEPS


def counted(unit: Unit) -> CountedUnit:
    question, answer = text_terms(unit.question), text_terms(unit.answer)
    language = question.language or answer.language
    number = LANGUAGES.index(language) + 1 if language else 0
    terms = pack_terms(question.counts, answer.counts)
    return CountedUnit(unit.interaction_id, unit.session_id, unit.at, unit.day, number, terms)


def cut(units: Sequence[CountedUnit]) -> Iterator[Tile]:
    """The tiles of whole sessions, each session's in their order."""
    sessions: dict[int, list[CountedUnit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.at, unit.interaction_id)):
        sessions.setdefault(unit.session_id, []).append(unit)
    for own in sessions.values():
        for start in range(0, len(own), AT_ONCE):
            yield from _cut_run(own[start : start + AT_ONCE])


def _cut_run(units: list[CountedUnit]) -> Iterator[Tile]:
    rows = [read(unit.terms, TERMS) for unit in units]
    terms, places = np.unique(np.concatenate([row["term"] for row in rows]), return_inverse=True)
    language = _language(units)
    rare = rarity(terms, language)
    centre = np.zeros(len(terms), np.int64)
    start = end = 0
    first = 0
    for number, row in enumerate(rows):
        start, end = end, end + len(row)
        at = places[start:end]
        weights = np.rint(STEPS * np.log1p(often(row)) * rare[at]).astype(np.int64)
        if number > first and (number - first >= UNITS_MAX or _is_other(centre, at, weights)):
            yield _tile(units[first:number], rows[first:number], terms, rare, language)
            first = number
            centre[:] = 0
        centre[at] += weights
    yield _tile(units[first:], rows[first:], terms, rare, language)


def _is_other(centre: Array, at: Array, weights: Array) -> bool:
    own = int((weights**2).sum())
    if own < LITTLE**2:
        return False
    shared = int((centre[at] * weights).sum())
    whole = int((centre**2).sum())
    return bool(shared < SAME * math.sqrt(own * whole))


def often(row: Array) -> Array:
    """How often each term comes, a reply's counting less."""
    counts: Array = row["question"] + np.float32(REPLY) * row["answer"]
    return counts


def _language(units: list[CountedUnit]) -> int:
    counts = np.bincount([unit.language for unit in units], minlength=len(LANGUAGES) + 1)
    counts[0] = 0
    return int(counts.argmax())


def _tile(units: list[CountedUnit], rows: list[Array], terms: Array, rare: Array, language: int) -> Tile:
    columns = np.concatenate(rows)
    own, places = np.unique(columns["term"], return_inverse=True)
    packed = np.empty(len(own), TERMS)
    packed["term"] = own
    for name in ("question", "answer"):
        packed[name] = np.minimum(np.bincount(places, columns[name], len(own)), COUNT_MAX)
    if len(packed) > TERMS_MAX:
        weights = np.rint(STEPS * np.log1p(often(packed)) * rare[np.searchsorted(terms, own)])
        packed = packed[np.sort(np.argsort(-weights, kind="stable")[:TERMS_MAX])]
    return Tile(
        session_id=units[0].session_id,
        interaction_ids=tuple(unit.interaction_id for unit in units),
        days=tuple(unit.day for unit in units),
        language=language,
        terms=packed.tobytes(),
    )
