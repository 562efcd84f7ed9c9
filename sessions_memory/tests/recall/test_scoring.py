"""One history ranks alike on SQLite and PostgreSQL: on each as it does without any database."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from insightvault.accounts.models import User
from sessions_memory.models import RecallIndex, UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.documents import speaker_number
from sessions_memory.recall.language.words import asked_words
from sessions_memory.recall.scoring import Asked, score
from sessions_memory.states import Status
from sessions_memory.tests.recall.ranking import in_memory

WORDS = (
    "garden quinces river boat winter market letter uncle violin bread lantern harbour meadow sparrow copper".split()
)
QUESTIONS = ["What did I say of the garden and the river?", "my uncle's violin", "Where did I buy bread and copper?"]


def history(user: User, count: int) -> list[UserInteraction]:
    rng, begin = random.Random(5), datetime(2026, 1, 1, tzinfo=UTC)
    sessions = [UserSession.objects.create(user=user, session_end=begin) for _ in range(count // 9 + 1)]
    rows = UserInteraction.objects.bulk_create(
        UserInteraction(
            user=user,
            session=rng.choice(sessions),
            user_question=f"Entry {number} about {' '.join(rng.choices(WORDS, k=rng.randint(2, 6)))}",
            ai_response=" ".join(rng.choices(WORDS, k=rng.randint(1, 20))),
            status=Status.ANSWERED,
            created_at=begin + timedelta(hours=number),
        )
        for number in range(count)
    )

    writing.add(rows)
    return rows


@pytest.mark.parametrize("count", [60, writing.MERGED_AT + 60])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_first_ten_are_those_of_the_pure_scoring(ann: User, count: int, question: str) -> None:
    rows = history(ann, count)
    asked = asked_words(question, RecallIndex.objects.get(user=ann).languages.split())
    wanted = score(in_memory(rows, asked), Asked(speakers=tuple(speaker_number(word.word) for word in asked)))
    found = recall(user=ann, question=question, limit=10)
    # As many as the question needs.
    assert len(found) > 1
    assert [memory.interaction_id for memory in found] == wanted.interactions[: len(found)].tolist()

    assert [memory.score for memory in found] == pytest.approx(wanted.scores[: len(found)].tolist())
