"""`python -m insightvault.benchmarks.programs.history NAME COUNT` gives a person interactions, ten to a session."""

import itertools
import os
import random
import sys
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.db import transaction  # noqa: E402 (Django must be set up first)

from insightvault.accounts.models import User  # noqa: E402
from insightvault.benchmarks.words import answer  # noqa: E402
from sessions_memory.models import UserInteraction, UserSession  # noqa: E402
from sessions_memory.states import Status  # noqa: E402

IN_SESSION = 10
SESSIONS_AT_ONCE = 200
ANSWERS = 500
ANSWER_CHARS = 1200
START = datetime(2023, 1, 1, tzinfo=UTC)


def fill(person: User, interactions: int) -> None:
    rng = random.Random(person.pk)
    answers = [answer(rng, rng.randint(100, 2 * ANSWER_CHARS)) for _ in range(min(ANSWERS, interactions))]
    numbers = range(max(1, interactions // IN_SESSION))

    for first in range(0, len(numbers), SESSIONS_AT_ONCE):
        with transaction.atomic():
            sessions = UserSession.objects.bulk_create(
                [_session(person, number) for number in numbers[first : first + SESSIONS_AT_ONCE]]
            )
            rows = [_interaction(session, n, rng.choice(answers)) for session in sessions for n in range(IN_SESSION)]
            earlier = [row.pk for row in UserInteraction.objects.bulk_create(rows)]
            # Every fifth answer used what was said before.
            used = [row for row in rows if rng.random() < 0.2]

            for row in used:
                row.context_used = _receipt(rng.sample(earlier, 5), row.ai_response)

            UserInteraction.objects.bulk_update(used, ["context_used"], batch_size=200)


def _session(person: User, number: int) -> UserSession:
    start = START + timedelta(hours=3 * number)
    end = start + timedelta(minutes=2 * IN_SESSION)
    return UserSession(
        user=person,
        title=f"Session {number}",
        session_start=start,
        session_end=end,
        last_activity_at=end,
        interaction_count=IN_SESSION,
    )


def _interaction(session: UserSession, number: int, text: str) -> UserInteraction:
    moment = session.session_start + timedelta(minutes=2 * number)
    return UserInteraction(
        user_id=session.user_id,
        session=session,
        user_question=f"Question {number} of {session.title}?",
        ai_response=text,
        status=Status.ANSWERED,
        created_at=moment,
        answered_at=moment,
        model="benchmark-model",
        interaction_metadata={"prompt_tokens": 900, "duration_ms": 2300},
    )


def _receipt(ids: list[int], text: str) -> dict[str, object]:
    words = itertools.islice(itertools.cycle(text.split() or ["word"]), 60)
    quoted = " ".join(words)
    items = [{"kind": "memory", "id": pk, "text": quoted, "answer": quoted, "score": 0.5} for pk in ids]

    return {"version": 2, "items": items, "turns": [], "continued": [], "left_out": []}


if __name__ == "__main__":
    fill(User.objects.get(username=sys.argv[1]), int(sys.argv[2]))
