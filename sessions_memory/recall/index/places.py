"""The places of a question's words among a person's interactions: `candidates` reads them, `scoring` takes them."""

from dataclasses import dataclass

import numpy as np

from sessions_memory.recall.index.packing import Array


@dataclass(frozen=True)
class Places:
    """The places of one asked word: positions in `Candidates.facts`, each once, and how often it stands there."""

    positions: Array
    question: Array
    answer: Array


@dataclass(frozen=True)
class Candidates:
    """`facts`: FACTS of every position; those of removed ones are zero. `places` and `weights`: of each asked word."""

    facts: Array
    places: tuple[Places, ...]
    weights: tuple[float, ...]
    documents: int
    question_length: float  # the average, in terms
    answer_length: float


def narrowed(candidates: Candidates, sessions: Array, *, is_only: bool) -> Candidates:
    """As if nothing else had been indexed: `is_only` than these sessions, or else than all others."""
    facts = candidates.facts
    is_kept = (np.isin(facts["session"], sessions) == is_only) & (facts["interaction"] > 0)
    new_position = np.cumsum(is_kept) - 1
    # A tenth of what an index of truths takes for records.
    kept = facts.compress(is_kept)
    count = max(len(kept), 1)

    return Candidates(
        kept,
        tuple(_kept(places, is_kept, new_position) for places in candidates.places),
        candidates.weights,
        len(kept),
        int(kept["question_length"].sum()) / count,
        int(kept["answer_length"].sum()) / count,
    )


def _kept(places: Places, is_kept: Array, new_position: Array) -> Places:
    here = is_kept[places.positions]
    return Places(new_position[places.positions[here]], places.question[here], places.answer[here])
