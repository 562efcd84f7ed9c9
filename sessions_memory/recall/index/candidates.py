"""Reads from the index what a question needs: where its words stand, and the facts of all interactions."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.db.models import QuerySet

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.models import IndexBlock, IndexedInteraction, Posting, RecallIndex
from sessions_memory.recall.index.packing import BLOCK, FACTS, PLACES, TERMS, Array, Bytes, lengthened, read
from sessions_memory.recall.index.places import Candidates, Places
from sessions_memory.recall.language.words import AskedWord

# For the facts of all people that a process keeps.
CACHE_BYTES = 64_000_000
_cache: OrderedDict[int, tuple[int, Array]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class _Tail:
    """The interactions that wait to be merged: TERMS of all of them, and the position of each."""

    terms: Array
    positions: Array

    def of(self, asked: Sequence[AskedWord]) -> "_Tail":
        """Only the terms that are asked for."""
        here = np.isin(self.terms["term"], [term for word in asked for term in word.indexed])
        for first, end in _spans(asked):
            here |= (self.terms["term"] >= first) & (self.terms["term"] < end)

        return _Tail(self.terms[here], self.positions[here])


def read_candidates(state: RecallIndex, asked: Sequence[AskedWord]) -> Candidates:
    # In this order, without a transaction: an interaction that is merged meanwhile is read twice, never not at all.
    waiting = _waiting(state.user_id, state.merged)
    merged = _merged_facts(state)
    waiting = [row for row in waiting if row[0] >= len(merged)]
    positions = np.array([row[0] for row in waiting], np.int64)
    facts = lengthened(merged, positions[-1] + 1 if waiting else len(merged))

    facts[positions] = read((row[1] for row in waiting), FACTS)
    lengths = [len(row[2]) // TERMS.itemsize for row in waiting]
    tail = _Tail(read((row[2] for row in waiting), TERMS), np.repeat(positions, lengths)).of(asked)
    rows = _postings(state.user_id, len(merged), asked)
    documents = max(state.documents, 1)

    return Candidates(
        facts,
        tuple(_places(word, rows, tail) for word in asked),
        tuple(word.weight for word in asked),
        documents,
        state.question_terms / documents,
        state.answer_terms / documents,
    )


@compiled_query
def _waiting(user_id: int, merged: int) -> "QuerySet[IndexedInteraction, tuple[int, Bytes, Bytes]]":
    rows = IndexedInteraction.objects.filter(user=user_id, position__gte=merged).order_by("position")
    return rows.values_list("position", "facts", "terms")


def _merged_facts(state: RecallIndex) -> Array:
    """Four megabytes for 100,000 interactions: kept in this process until the blocks change."""
    with _lock:
        generation, facts = _cache.pop(state.user_id, (0, None))

    if facts is None or generation != state.generation:
        blocks = IndexBlock.objects.filter(user=state.user_id).order_by("block").values_list("facts", flat=True)
        facts = read(blocks, FACTS)

    with _lock:
        _cache[state.user_id] = (state.generation, facts)
        while sum(each.nbytes for _, each in _cache.values()) > CACHE_BYTES and len(_cache) > 1:
            _cache.popitem(last=False)

    return facts


def _postings(user_id: int, merged: int, asked: Sequence[AskedWord]) -> dict[int, list[Places]]:
    """By term, for positions below `merged` alone: a posting may be newer than the facts that were read before it."""
    terms = {term for word in asked for term in word.indexed}
    found: dict[int, list[Places]] = {}
    blocks = tuple(range(-(-merged // BLOCK)))
    rows = list(_rows(user_id, blocks, tuple(terms))) if terms else []
    for first, end in _spans(asked):
        rows += [row for row in _rows_between(user_id, blocks, first, end) if row[0] not in terms]

    for term, block, data in rows:
        places = read(data, PLACES)
        positions = places["place"] + np.int64(block * BLOCK)
        if positions[-1] >= merged:
            places, positions = places[positions < merged], positions[positions < merged]
        found.setdefault(term, []).append(Places(positions, places["question"], places["answer"]))

    return found


@compiled_query
def _rows(user_id: int, blocks: tuple[int, ...], terms: tuple[int, ...]) -> "QuerySet[Posting, tuple[int, int, Bytes]]":
    rows = Posting.objects.filter(user=user_id, block__in=blocks, term__in=terms)
    return rows.values_list("term", "block", "places")


@compiled_query
def _rows_between(
    user_id: int, blocks: tuple[int, ...], first: int, end: int
) -> "QuerySet[Posting, tuple[int, int, Bytes]]":
    rows = Posting.objects.filter(user=user_id, block__in=blocks, term__gte=first, term__lt=end)
    return rows.values_list("term", "block", "places")


def _spans(asked: Sequence[AskedWord]) -> set[tuple[int, int]]:
    return {word.span for word in asked if word.span[1]}


def _places(word: AskedWord, rows: dict[int, list[Places]], tail: _Tail) -> Places:
    first, end = word.span
    terms = {*word.indexed, *(term for term in rows if first <= term < end)}
    parts = [part for term in terms for part in rows.get(term, ())]
    waiting = np.isin(tail.terms["term"], list(word.indexed))
    if end:
        waiting |= (tail.terms["term"] >= first) & (tail.terms["term"] < end)

    parts.append(Places(tail.positions[waiting], tail.terms["question"][waiting], tail.terms["answer"][waiting]))
    positions = np.concatenate([part.positions for part in parts])
    question = np.concatenate([part.question for part in parts]).astype(np.float32)

    answer = np.concatenate([part.answer for part in parts]).astype(np.float32)
    if len(word.indexed) == 1 and not end:
        return Places(positions, question, answer)

    # Several stems may stand in one interaction.
    once, where = np.unique(positions, return_inverse=True)
    return Places(once, np.bincount(where, question, len(once)), np.bincount(where, answer, len(once)))
