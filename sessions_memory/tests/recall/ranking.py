"""Turns that stand in no database, ranked by the pure scoring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from sessions_memory.models import UserInteraction
from sessions_memory.recall.index import packing
from sessions_memory.recall.index.documents import document, microseconds, speaker_number
from sessions_memory.recall.index.places import Candidates, Places
from sessions_memory.recall.language.cues import asks_date, asks_overview
from sessions_memory.recall.language.dates import named_spans
from sessions_memory.recall.language.words import AskedWord, asked_words
from sessions_memory.recall.meaning.similarity import Similarity, Vectors
from sessions_memory.recall.scoring import WEIGHTS, Asked, gather, idfs, score, signals
from sessions_memory.states import Status

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
# Cosines are kept in bytes: one whole is 127 of them.
WHOLE = 127


@dataclass(frozen=True, eq=False)
class Told:
    """One turn, equal to itself alone. `like`: its cosine with the question, in a history that has vectors."""

    question: str
    answer: str = ""
    at: datetime = NOW - timedelta(days=100)
    like: float = 0.0


@dataclass(frozen=True)
class History:
    """`sessions`: each with its turns, oldest first; an interaction's id is its place in all, from 1 on."""

    sessions: Sequence[Sequence[Told]]
    has_vectors: bool = False

    @property
    def turns(self) -> list[Told]:
        return [told for session in self.sessions for told in session]

    def place(self, told: Told) -> int:
        return self.turns.index(told) + 1

    def rows(self) -> list[UserInteraction]:
        numbered = [(number, told) for number, session in enumerate(self.sessions, 1) for told in session]
        return [
            UserInteraction(
                pk=pk,
                session_id=session,
                user_question=told.question,
                ai_response=told.answer,
                created_at=told.at,
                status=Status.ANSWERED,
            )
            for pk, (session, told) in enumerate(numbered, 1)
        ]

    def candidates(self, words: list[AskedWord]) -> Candidates:
        return in_memory(self.rows(), words)

    def asked(self, question: str, words: list[AskedWord]) -> Asked:
        spans = named_spans(question, NOW)
        return Asked(
            speakers=tuple(speaker_number(word.word) for word in words),
            wants_date=asks_date(question),
            wants_overview=asks_overview(question),
            spans=tuple((microseconds(span.start), microseconds(span.end)) for span in spans),
            similarity=self._similarity() if self.has_vectors else None,
        )

    def ranked(self, question: str) -> list[Told]:
        words = asked_words(question, ["en"])
        turns = self.turns
        scored = score(self.candidates(words), self.asked(question, words))
        return [turns[pk - 1] for pk in scored.interactions.tolist()]

    def shares(self, question: str, one: Told, other: Told) -> Mapping[str, float]:
        """By how much each weight sets `one` before `other`."""
        words = asked_words(question, ["en"])
        candidates, asked = self.candidates(words), self.asked(question, words)
        idf = idfs(candidates)
        gathered = gather(candidates, asked, idf)
        found = signals(gathered, asked, idf)
        first, second = (
            int(np.flatnonzero(gathered.facts["interaction"] == self.place(told))[0]) for told in (one, other)
        )

        return {
            name: weight * (float(found[name][first]) - float(found[name][second])) for name, weight in WEIGHTS.items()
        }

    def _similarity(self) -> Similarity:
        likes = np.array([told.like for told in self.turns])
        numbers = np.stack([likes, np.sqrt(1 - likes**2)], axis=1) * WHOLE
        both = np.repeat(numbers.round().astype(np.int8)[:, None, :], 2, axis=1)
        ids = np.arange(1, len(likes) + 1)

        return Similarity((Vectors.of(ids, both),), np.array([1.0, 0.0], np.float32))


def in_memory(rows: list[UserInteraction], asked: list[AskedWord]) -> Candidates:
    documents = [document(row) for row in rows]
    facts = packing.read([each.facts for each in documents], packing.FACTS)
    terms = [packing.read(each.terms, packing.TERMS) for each in documents]
    lengths = facts["question_length"].mean(), facts["answer_length"].mean()

    return Candidates(
        facts, tuple(_places(terms, word) for word in asked), tuple(word.weight for word in asked), len(rows), *lengths
    )


def _places(terms: list[packing.Array], word: AskedWord) -> Places:
    held = [packed[np.isin(packed["term"], list(word.indexed))] for packed in terms]
    where = np.array([place for place, packed in enumerate(held) if len(packed)], np.int64)
    counts = [[float(held[place][side].sum()) for place in where] for side in ("question", "answer")]

    return Places(where, np.array(counts[0], np.float32), np.array(counts[1], np.float32))
