"""How well each interaction answers to a question: pure, arrays in, scores out.

BM25 with the idf counted within the person (Robertson and Zaragoza, 2009), in
question and answer apart, for each interaction and for its neighbours in the
session; and a few plain signs beside the words. All are added with weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sessions_memory.recall.index.packing import ANSWER_DATED, IS_REPLY, IS_WISH, QUESTION_DATED, Array
from sessions_memory.recall.index.places import Candidates
from sessions_memory.recall.meaning.similarity import Similarity

K1, B = 0.9, 0.4
# The best by their own words, around which neighbours are looked at.
POOL = 200
# Among so many of the best it is looked how much of a question the past holds.
LOOKED_INTO = 60
# How far neighbours are looked at: three times, so that the nearer ones count more.
WINDOWS = (1, 2, 4)
# Among three interactions a word that one of them has is still a rare word of the language.
LEAST_DOCUMENTS = 50
# People tell of a day on that day or soon after.
TOLD_WITHIN_DAYS = 5
DAY = 86_400_000_000
# Cosines: of two texts that have nothing to do with each other, and of two that say the same.
FAR, NEAR = 0.25, 0.85
# The same of a mean over neighbours, of whom one may be about something else.
FAR_AROUND, NEAR_AROUND = 0.1, 0.6
# Found on conversations of both kinds by a smooth form of recall at 5, 10 and 20, each half checked on the other.
WEIGHTS: Mapping[str, float] = {
    "question": 1.0,
    "answer": 0.13,
    "both": 0.8,
    "window": 0.7,
    "session": 0.12,
    "date": 1.8,
    "wanted date": 0.65,
    "dated": 0.12,
    "speaker": 0.8,
    "speaker long": 0.5,
    "reply": -0.17,
    "question long": -0.18,
    "similarity": 1.2,
    "similarity around": 1.6,
    "wish": 0.6,
    "wish close": 1.1,
    "overview late": -0.3,
}


@dataclass(frozen=True)
class Asked:
    """The question's wishes beside its words. `spans`: [from, to) in microseconds since 1970."""

    speakers: tuple[int, ...] = ()  # for each asked word, its number, were it a speaker's name
    wants_date: bool = False
    wants_overview: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    similarity: Similarity | None = None


@dataclass(frozen=True)
class Scored:
    """Best first. `idf`: of each asked word. `told`: how much the best LOOKED_INTO say of what is asked."""

    interactions: Array
    scores: Array
    told: "Told"
    is_dated: Array
    idf: Array
    names_speaker: bool


@dataclass(frozen=True)
class Told:
    """A row for each interaction: which asked words stand in its question, and in its answer. `likeness`: of both."""

    in_question: Array
    in_answer: Array
    likeness: float


def score(candidates: Candidates, asked: Asked) -> Scored:
    idf = idfs(candidates)
    gathered = gather(candidates, asked, idf)
    found = signals(gathered, asked, idf)
    total = sum((weight * found[name] for name, weight in WEIGHTS.items()), np.zeros(len(gathered.facts)))
    is_matched = (gathered.question + gathered.answer).any(0)

    is_found = is_matched | (found["window"] > 0) | (found["date"] > 0) | (found["similarity"] > 0)
    order = np.lexsort((-gathered.facts["interaction"], -total))
    order = order[is_found[order]]
    facts, best = gathered.facts.take(order), order[:LOOKED_INTO]

    return Scored(
        interactions=facts["interaction"],
        scores=total[order],
        told=Told(gathered.question[:, best].T > 0, gathered.answer[:, best].T > 0, gathered.likeness),
        is_dated=_in_spans(facts["time"], asked.spans),
        idf=idf,
        names_speaker=not _speakers(gathered).isdisjoint(asked.speakers),
    )


def idfs(candidates: Candidates) -> Array:
    """BM25's idf of each asked word among the person's interactions; 0 for a word that they don't have."""
    counts = np.array([len(places.positions) for places in candidates.places], float)
    documents = max(candidates.documents, LEAST_DOCUMENTS)
    idf = np.log(1 + (documents - counts + 0.5).clip(0.5) / (counts + 0.5))

    return np.array(candidates.weights) * np.where(counts > 0, idf, 0.0)


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

    @property
    def likeness(self) -> float:
        """1 where questions are as long as answers, as between two people; near 0 where a model writes long."""
        return float(min(1.0, self.question_length / max(self.answer_length, 1e-9)) ** 2)


def gather(candidates: Candidates, asked: Asked, idf: Array) -> Gathered:
    facts = candidates.facts
    pool = _pool(candidates, asked, idf)
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
        # Of records, a twentieth of what an index takes.
        facts.take(near),
        question,
        answer,
        np.searchsorted(sessions, sessions, "left"),
        np.searchsorted(sessions, sessions, "right"),
        candidates.question_length,
        candidates.answer_length,
    )


def _pool(candidates: Candidates, asked: Asked, idf: Array) -> Array:
    """Positions of the best by their own words, their time or their vector."""
    facts = candidates.facts
    base = np.zeros(len(facts), np.float32)
    share = _answer_share(candidates.question_length, candidates.answer_length)
    length = facts["question_length"] + share * facts["answer_length"]
    average = candidates.question_length + share * candidates.answer_length

    norm = (K1 * (1 - B + B * length / max(average, 1e-9))).astype(np.float32)
    for weight, places in zip(idf, candidates.places, strict=True):
        tf = places.question + share * places.answer
        base[places.positions] += weight * (K1 + 1) * tf / (tf + norm[places.positions])

    if asked.spans:
        base += (0.25 * idf.sum() + 0.01) * _in_spans(facts["time"], asked.spans)
    if asked.similarity:
        base += (idf.sum() + 1) * np.isin(facts["interaction"], asked.similarity.nearest)

    best = np.argpartition(-base, POOL)[:POOL] if len(base) > POOL else np.arange(len(base))
    return best[base[best] > 0]


def signals(gathered: Gathered, asked: Asked, idf: Array) -> dict[str, Array]:
    """Each about 0 to 1, one value an interaction."""
    facts, likeness = gathered.facts, gathered.likeness
    whole = max(idf.sum(), 1e-9)
    share = _answer_share(gathered.question_length, gathered.answer_length)
    question_length, answer_length = facts["question_length"].astype(float), facts["answer_length"].astype(float)
    tf = gathered.question + share * gathered.answer

    length = question_length + share * answer_length
    average = gathered.question_length + share * gathered.answer_length
    summed = _summed(tf, length)
    is_dated = facts["flags"] & (QUESTION_DATED | ANSWER_DATED) > 0
    in_question = _bm25(gathered.question, question_length, gathered.question_length, idf)
    in_answer = _bm25(gathered.answer, answer_length, gathered.answer_length, idf)

    found = {
        "question": in_question / whole,
        "answer": in_answer / whole,
        "both": _bm25(tf, length, average, idf) / whole,
        "session": _bm25(*_window(gathered, *summed, len(facts)), idf) / whole,
        "date": _told_of(facts["time"], asked.spans),
        "wanted date": asked.wants_date * is_dated,
        # Between two people: what has a day or a number tells of something, and much else is courtesy.
        "dated": likeness * is_dated,
        "reply": (1 - likeness) * (facts["flags"] & IS_REPLY > 0),
        "window": _around(gathered, summed, idf) / whole,
        **_overview_signals(gathered, asked),
        **_similarity_signals(gathered, asked.similarity),
        **_speaker_signals(gathered, asked, idf),
    }

    return found | _wish_signals(gathered, found)


def _around(gathered: Gathered, summed: tuple[Array, Array], idf: Array) -> Array:
    """Between two people one turn hangs on the last; a model's long answers drown their neighbours."""
    scores: Array = np.sum([_bm25(*_window(gathered, *summed, reach), idf) for reach in WINDOWS], 0)
    return gathered.likeness * scores


def _similarity_signals(gathered: Gathered, similarity: Similarity | None) -> dict[str, Array]:
    """0 for what is hardly alike, 1 for what says the same; around: with the turns before and after."""
    count = len(gathered.facts)
    if similarity is None:
        return dict.fromkeys(("similarity", "similarity around"), np.zeros(count))

    cosines = similarity.of(gathered.facts["interaction"]).astype(float)
    start = np.maximum(gathered.first, np.arange(count) - 1)
    end = np.minimum(gathered.last, np.arange(count) + 2)
    sums = np.concatenate([[0.0], cosines.cumsum()])
    around = (sums[end] - sums[start]) / (end - start)

    return {
        "similarity": ((cosines - FAR) / (NEAR - FAR)).clip(0, 1),
        "similarity around": gathered.likeness * ((around - FAR_AROUND) / (NEAR_AROUND - FAR_AROUND)).clip(0, 1),
    }


def _wish_signals(gathered: Gathered, found: Mapping[str, Array]) -> dict[str, Array]:
    """A wish like "Always name the source when I ask about history" holds for every question about the same."""
    is_wish = (1 - gathered.likeness) * (gathered.facts["flags"] & IS_WISH > 0)
    return {"wish": is_wish * found["both"], "wish close": is_wish * found["similarity"]}


def _overview_signals(gathered: Gathered, asked: Asked) -> dict[str, Array]:
    """What is short is to the point; but of how things went people tell at some length, early in a session."""
    count = len(gathered.facts)
    sought = asked.wants_overview * (1 - gathered.likeness)
    return {
        "question long": (1 - sought) * np.log1p(gathered.facts["question_length"].astype(float)),
        "overview late": sought * (np.arange(count) - gathered.first) / (gathered.last - gathered.first),
    }


def _speaker_signals(gathered: Gathered, asked: Asked, idf: Array) -> dict[str, Array]:
    """A speaker whom the question names: what they say of the other words, and how much they say."""
    facts = gathered.facts
    sides = (
        (
            facts["question_speaker"],
            gathered.question,
            facts["question_length"].astype(float),
            gathered.question_length,
        ),
        (facts["answer_speaker"], gathered.answer, facts["answer_length"].astype(float), gathered.answer_length),
    )

    known = _speakers(gathered)
    named = [number for number in asked.speakers if number in known]
    says, much = np.zeros(len(facts)), np.zeros(len(facts))
    others = np.array([weight * (number not in known) for weight, number in zip(idf, asked.speakers, strict=True)])

    for speakers, tf, length, average in sides if named else ():
        speaks = np.isin(speakers, named)
        says += speaks * _bm25(tf, length, average, others) / max(others.sum(), 1e-9)
        much += (len(named) == 1) * speaks * np.log1p(length)

    return {"speaker": says, "speaker long": much}


def _speakers(gathered: Gathered) -> set[int]:
    both = (gathered.facts["question_speaker"], gathered.facts["answer_speaker"])
    return {number for speakers in both for number in np.unique(speakers).tolist()} - {0}


def _answer_share(question_length: float, answer_length: float) -> float:
    """The weight of a word in an answer beside one in a question: a long answer says much of everything."""
    return min(1.0, question_length / max(answer_length, 1e-9))


def _bm25(tf: Array, length: Array, average: float, idf: Array) -> Array:
    # All of one kind: numbers of two kinds are multiplied in ten times the time.
    norm = (K1 * (1 - B + B * length / max(average, 1e-9)) + 1e-9).astype(np.float32)
    scores: Array = idf.astype(np.float32) @ (tf * (K1 + 1) / (tf + norm))
    return scores


def _summed(tf: Array, length: Array) -> tuple[Array, Array]:
    """Sums over all interactions before each."""
    counts = np.zeros((len(tf), len(length) + 1), np.float32)
    np.cumsum(tf, 1, out=counts[:, 1:])
    return counts, np.concatenate([[0.0], length.cumsum()])


def _window(gathered: Gathered, counts: Array, lengths: Array, reach: int) -> tuple[Array, Array, float]:
    """Counts and lengths over the neighbours up to `reach` away in the session, and the average length."""
    place = np.arange(len(gathered.facts))
    start = np.maximum(gathered.first, place - reach)
    end = np.minimum(gathered.last, place + reach + 1)
    around = lengths[end] - lengths[start]

    return counts[:, end] - counts[:, start], around, float(around.mean()) if len(around) else 0.0


def _in_spans(time: Array, spans: Sequence[tuple[int, int]]) -> Array:
    inside = np.zeros(len(time), bool)
    for start, end in spans:
        inside |= (time >= start) & (time < end)

    return inside


def _told_of(time: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """1 within a span, falling after its end, 0 before it."""
    matched = np.zeros(len(time))
    for start, end in spans:
        days = (time - end).clip(0) / DAY
        matched = np.maximum(matched, (time >= start) * np.exp(-days / TOLD_WITHIN_DAYS))

    return matched
