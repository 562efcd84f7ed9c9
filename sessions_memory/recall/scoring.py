"""How well each interaction answers to a question: pure, arrays in, scores out.

BM25 with rarity counted within the person (Robertson and Zaragoza, 2009), in
question and answer apart, for each interaction and for its neighbours in the
session; and a few plain signs beside the words. All are added with weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sessions_memory.recall.packing import (
    ANSWER_ASKS,
    ANSWER_DATED,
    IS_ANSWERED,
    QUESTION_ASKS,
    QUESTION_DATED,
    Array,
)
from sessions_memory.recall.places import Candidates

K1, B = 0.9, 0.4
# The best by their own words, around which neighbours are looked at.
POOL = 200
WINDOWS = {"window 1": 1, "window 2": 2, "window 4": 4}
# Found in cross-validation over conversations of both kinds; see `benchmark recall`.
WEIGHTS: Mapping[str, float] = {
    "question": 1.0,
    "answer": 0.5,
    "both": 1.0,
    "window 1": 0.6,
    "window 2": 0.4,
    "window 4": 0.2,
    "session": 0.3,
    "covered": 0.5,
    "speaker": 0.3,
    "date": 0.8,
    "wanted date": 0.2,
}


@dataclass(frozen=True)
class Asked:
    """What a question asks for beside its words. `spans`: [from, to) in microseconds since 1970."""

    speakers: tuple[int, ...] = ()  # for each asked word, its number, were it a speaker's name
    wants_date: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    closeness: Mapping[int, float] = field(default_factory=dict)  # interaction -> cosine of its vector


@dataclass(frozen=True)
class Scored:
    """Best first. `told`: which asked words stand in each one's question or answer; `rarity`: of each asked word."""

    interactions: Array
    scores: Array
    told: Array
    is_dated: Array
    rarity: Array


def score(candidates: Candidates, asked: Asked) -> Scored:
    rarity = rarities(candidates)
    gathered = gather(candidates, asked, rarity)
    found = signals(gathered, asked, rarity)
    total = sum((weight * found[name] for name, weight in WEIGHTS.items()), np.zeros(len(gathered.facts)))
    told = (gathered.question + gathered.answer > 0).T
    is_found = (gathered.facts["flags"] & IS_ANSWERED > 0) & (total > 0)
    order = np.lexsort((-gathered.facts["interaction"], -total))
    order = order[is_found[order]]
    facts = gathered.facts[order]
    return Scored(facts["interaction"], total[order], told[order], found["date"][order] > 0, rarity)


def rarities(candidates: Candidates) -> Array:
    """Of each asked word among the person's interactions (BM25's idf); 0 for one that they don't have."""
    counts = np.array([len(places.positions) for places in candidates.places], float)
    rarity = np.log(1 + (candidates.documents - counts + 0.5).clip(0.5) / (counts + 0.5))
    return np.where(counts > 0, rarity, 0.0)


@dataclass(frozen=True)
class Gathered:
    """The sessions of the best, whole: interactions in order, `question` and `answer` a row for each asked word.

    `first` and `last`: where an interaction's session begins and ends.
    """

    facts: Array
    question: Array
    answer: Array
    first: Array
    last: Array
    question_length: float
    answer_length: float


def gather(candidates: Candidates, asked: Asked, rarity: Array) -> Gathered:
    facts = candidates.facts
    pool = _pool(candidates, asked, rarity)
    near = np.flatnonzero(np.isin(facts["session"], np.unique(facts["session"][pool])) & (facts["interaction"] > 0))
    near = near[np.lexsort((facts["interaction"][near], facts["time"][near], facts["session"][near]))]
    column = np.full(len(facts), -1, np.int32)
    column[near] = np.arange(len(near))
    question = np.zeros((len(candidates.places), len(near)), np.float32)
    answer = np.zeros_like(question)
    for row, places in enumerate(candidates.places):
        columns = column[places.positions]
        is_near = columns >= 0
        question[row, columns[is_near]] = places.question[is_near]
        answer[row, columns[is_near]] = places.answer[is_near]
    sessions = facts["session"][near]
    return Gathered(
        facts[near],
        question,
        answer,
        np.searchsorted(sessions, sessions, "left"),
        np.searchsorted(sessions, sessions, "right"),
        candidates.question_length,
        candidates.answer_length,
    )


def _pool(candidates: Candidates, asked: Asked, rarity: Array) -> Array:
    """Positions of the best by their own words, their time or their vector."""
    facts = candidates.facts
    base = np.zeros(len(facts), np.float32)
    share = _answer_share(candidates.question_length, candidates.answer_length)
    length = facts["question_length"] + share * facts["answer_length"]
    average = candidates.question_length + share * candidates.answer_length
    norm = (K1 * (1 - B + B * length / max(average, 1e-9))).astype(np.float32)
    for weight, places in zip(rarity, candidates.places, strict=True):
        often = places.question + share * places.answer
        base[places.positions] += weight * (K1 + 1) * often / (often + norm[places.positions])
    if asked.spans:
        base += 0.1 * rarity.sum() * _in_spans(facts["time"], asked.spans) + 0.001
    if asked.closeness:
        ids = np.fromiter(asked.closeness, np.int64, len(asked.closeness))
        best = ids[np.argsort(-np.fromiter(asked.closeness.values(), float, len(ids)))[: POOL // 2]]
        base += rarity.sum() * np.isin(facts["interaction"], best)
    best = np.argpartition(-base, POOL)[:POOL] if len(base) > POOL else np.arange(len(base))
    return best[base[best] > 0]


def signals(gathered: Gathered, asked: Asked, rarity: Array) -> dict[str, Array]:
    """Each about 0 to 1, one value an interaction."""
    facts = gathered.facts
    whole = max(rarity.sum(), 1e-9)
    share = _answer_share(gathered.question_length, gathered.answer_length)
    # 1 where questions are as long as answers, as between two people; near 0 where a model writes long.
    alike = min(1.0, gathered.question_length / max(gathered.answer_length, 1e-9))
    question_length, answer_length = facts["question_length"].astype(float), facts["answer_length"].astype(float)
    often = gathered.question + share * gathered.answer
    length = question_length + share * answer_length
    average = gathered.question_length + share * gathered.answer_length
    in_question = _bm25(gathered.question, question_length, gathered.question_length, rarity)
    in_answer = _bm25(gathered.answer, answer_length, gathered.answer_length, rarity)
    found = {
        "question": in_question / whole,
        "answer": in_answer / whole,
        "both": _bm25(often, length, average, rarity) / whole,
        "covered": rarity @ (often > 0) / whole,
        "speaker": np.zeros(len(facts)),
        "date": _in_spans(facts["time"], asked.spans).astype(float),
        "wanted date": asked.wants_date * (facts["flags"] & (QUESTION_DATED | ANSWER_DATED) > 0),
        "question asks": (facts["flags"] & QUESTION_ASKS > 0).astype(float),
        "answer asks": (facts["flags"] & ANSWER_ASKS > 0).astype(float),
        "question long": np.log1p(question_length),
        "answer long": np.log1p(answer_length),
    }
    for name, reach in (*WINDOWS.items(), ("session", len(facts))):
        around = _bm25(*_window(gathered, often, length, reach), rarity) / whole
        found[name], found[f"{name} alike"] = around, alike * around
    return found


def _answer_share(question_length: float, answer_length: float) -> float:
    """What a word in an answer counts against one in a question: a long answer says much of everything."""
    return min(1.0, question_length / max(answer_length, 1e-9))


def _bm25(often: Array, length: Array, average: float, rarity: Array) -> Array:
    norm = K1 * (1 - B + B * length / max(average, 1e-9))
    return rarity @ (often * (K1 + 1) / (often + norm + 1e-9))


def _window(gathered: Gathered, often: Array, length: Array, reach: int) -> tuple[Array, Array, float]:
    """Counts and lengths summed over the neighbours up to `reach` away in the session, and the average length."""
    place = np.arange(len(length))
    start = np.maximum(gathered.first, place - reach)
    end = np.minimum(gathered.last, place + reach + 1)
    counts = np.concatenate([np.zeros((len(often), 1)), often.cumsum(1)], 1)
    lengths = np.concatenate([[0.0], length.cumsum()])
    around = lengths[end] - lengths[start]
    return counts[:, end] - counts[:, start], around, float(around.mean()) if len(around) else 0.0


def _in_spans(time: Array, spans: Sequence[tuple[int, int]]) -> Array:
    inside = np.zeros(len(time), bool)
    for start, end in spans:
        inside |= (time >= start) & (time < end)
    return inside
