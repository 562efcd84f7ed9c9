"""The places of a question's words among a person's interactions: `candidates` reads them, `scoring` takes them."""

from dataclasses import dataclass

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
