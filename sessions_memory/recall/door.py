"""Recall among a person's latest answered questions, by the rare words they share with the question."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import UserInteraction

# How far back it looks: read whole, about ten milliseconds.
LATEST = 500
WORD = re.compile(r"\w{3,}")
# An answer repeats the words of its question: it counts, but less.
ANSWER_WEIGHT = 0.5


@dataclass(frozen=True)
class RecalledMemory:
    """`score`: higher is closer, comparable within one call. `reasons`: in words, for the reader.

    `text` is the person's question, whole. `answer` is the telling passage of
    the answer, "" where only the question tells. `matched`: words as they
    stand in both, to mark. `times_asked`: how many near-duplicates stand for it.
    """

    interaction_id: int
    session_id: int
    session_title: str
    source: str
    time: datetime
    text: str
    answer: str
    score: float
    reasons: tuple[str, ...]
    matched: tuple[str, ...]
    times_asked: int


def recall(
    *,
    user: AbstractBaseUser,
    question: str,
    limit: int,
    now: datetime | None = None,
    exclude: frozenset[int] = frozenset(),
    question_vector: list[float] | None = None,
) -> list[RecalledMemory]:
    """The best first; empty if no past question or answer shares a telling word."""
    rows = list(
        UserInteraction.objects.owned_by(user)
        .recallable()
        .recent_first()
        .exclude(pk__in=exclude)
        .select_related("session")
        .only("user_question", "ai_response", "created_at", "session__title", "session__source")[:LATEST]
    )
    texts = [(_words(row.user_question), _words(row.ai_response)) for row in rows]
    counts = Counter(word for asked, answered in texts for word in asked | answered)
    # A word in more than a third of what was said tells nothing, unless there is hardly anything.
    common = max(3, len(rows) // 3)
    rarity = {word: math.log(1 + len(rows) / counts[word]) for word in _words(question) if 0 < counts[word] <= common}
    found = []
    for row, (asked, answered) in zip(rows, texts, strict=True):
        shared = [word for word in rarity if word in asked or word in answered]
        score = sum(rarity[word] * (1 if word in asked else ANSWER_WEIGHT) for word in shared)
        if score:
            found.append(_memory(row, score, shared))
    return sorted(found, key=lambda memory: (-memory.score, -memory.interaction_id))[:limit]


def _memory(row: UserInteraction, score: float, shared: list[str]) -> RecalledMemory:
    said = ", ".join(f"“{word}”" for word in sorted(shared))
    return RecalledMemory(
        interaction_id=row.pk,
        session_id=row.session_id,
        session_title=row.session.title,
        source=row.session.source,
        time=row.created_at,
        text=row.user_question,
        answer="",
        score=score,
        reasons=(f"says {said}",),
        matched=tuple(sorted(shared)),
        times_asked=1,
    )


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
