"""`python -m insightvault.benchmarks.programs.writers WRITERS TURNS`: many people write at once, in several processes.

Each writer takes its own questions through all the writes of a turn, without a
model. Prints, as JSON, the lock errors and what is missing afterwards; both must be 0.
"""

import json
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.db import DatabaseError, connection, connections  # noqa: E402 (Django must be set up first)

from insightvault.accounts.models import User  # noqa: E402
from sessions_memory import claims, lifecycle  # noqa: E402
from sessions_memory.models import UserInteraction, UserSession  # noqa: E402
from sessions_memory.states import Status  # noqa: E402

PROCESSES = 4
TEXT = "A sentence of an answer, as long as most. " * 20
# Question, claim, receipt, checkpoint, end: what one turn writes.
WRITES = 5


def write_at_once(writers: int, turns: int) -> dict[str, Any]:
    """Runs `writers` threads in a few processes, each with `turns` turns of its own person."""
    people = [User.objects.create_user(f"writer-{number}").pk for number in range(writers)]
    before = UserInteraction.objects.count()
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    began = time.monotonic()

    with context.Pool(PROCESSES) as pool:
        shares = [(people[number::PROCESSES], turns) for number in range(PROCESSES)]
        results = pool.starmap(_write_in_threads, shares)

    seconds = time.monotonic() - began
    errors = sum((Counter(result["errors"]) for result in results), Counter[str]())
    answered = UserInteraction.objects.filter(user__in=people, status=Status.ANSWERED, ai_response=TEXT).count()
    counted = sum(UserSession.objects.filter(user__in=people).values_list("interaction_count", flat=True))
    stored = UserInteraction.objects.count() - before

    asked = writers * turns
    return {
        "writers": writers,
        "questions": asked,
        "lock_errors": sum(count for name, count in errors.items() if "locked" in name),
        "other_errors": sum(count for name, count in errors.items() if "locked" not in name),
        "lost": max(asked - stored, asked - answered, asked - counted),
        "longest_turn_ms": round(1000 * max(result["longest_seconds"] for result in results)),
        "writes_a_second": round(asked * WRITES / max(result["seconds"] for result in results)),
        "seconds": round(seconds, 1),
    }


def _write_in_threads(people: list[int], turns: int) -> dict[str, Any]:
    errors: Counter[str] = Counter()
    longest: list[float] = [0]
    threads = [threading.Thread(target=_write, args=(person, turns, errors, longest)) for person in people]
    began = time.monotonic()

    for thread in threads:
        thread.start()

    for thread in threads:
        thread.join()

    return {"errors": dict(errors), "longest_seconds": max(longest), "seconds": time.monotonic() - began}


def _write(person: int, turns: int, errors: Counter[str], longest: list[float]) -> None:
    user = User.objects.get(pk=person)
    for number in range(turns):
        began = time.monotonic()
        try:
            _turn(user, f"Question {number}")
        except DatabaseError as error:
            errors[str(error)] += 1

        longest.append(time.monotonic() - began)

    connection.close()


def _turn(user: User, question: str) -> None:
    asked = lifecycle.store_question(user, question)
    claimed = claims.claim(asked.pk)
    assert claimed, "nobody else knows of this question"
    claims.store_receipt(claimed, context_used={"version": 1}, model="none")
    claims.keep([claims.Checkpoint(claimed, TEXT[: len(TEXT) // 2], {})])

    claims.finish(claimed, status=Status.ANSWERED, text=TEXT, metadata={})


if __name__ == "__main__":
    print(json.dumps(write_at_once(int(sys.argv[1]), int(sys.argv[2]))))
