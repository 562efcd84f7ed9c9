"""Fills a database with many people's interactions and times one person's questions.

    python -m insightvault.benchmarks.recall.timing ROWS

A program of its own, in the benchmark's database; prints its figures as JSON.
Texts are made of words that are as unevenly frequent as those of a language.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import accumulate
from statistics import mean, median, quantiles

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django is set up first)
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.base_user import AbstractBaseUser  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from chat.fusion import fuse  # noqa: E402
from chat.prompt_inputs import gather  # noqa: E402
from sessions_memory.areas.reading import reach_in  # noqa: E402
from sessions_memory.models import Area, UserInteraction, UserSession  # noqa: E402
from sessions_memory.recall import recall  # noqa: E402
from sessions_memory.recall.index import writing  # noqa: E402
from sessions_memory.states import Status  # noqa: E402

VOCABULARY = 30_000
QUESTION_WORDS, ANSWER_WORDS = 12, 60
IN_A_SESSION = 20
AT_ONCE = 2_000
OTHERS = 9
ASKED = 200
ALONE = 100
TURNS = 100


def main(rows: int) -> None:
    words = Words(random.Random(7))
    # A later run adds other texts than those that are there.
    words.rng.seed(UserInteraction.objects.count())
    people = [get_user_model().objects.get_or_create(username=f"timed{number}")[0] for number in range(1 + OTHERS)]
    bulk = [seconds for person in people for seconds in _fill(person, rows // len(people), words)]

    if not bulk:
        bulk = list(_fill(people[0], UserInteraction.objects.filter(user=people[0]).count() + AT_ONCE, words))

    timed = sorted(_timed(lambda: recall(user=people[0], question=words.question(), limit=8)) for _ in range(ASKED))
    print(
        json.dumps(
            {
                "rows": rows,
                "own": UserInteraction.objects.filter(user=people[0]).count(),
                "p50": 1000 * median(timed),
                "p95": 1000 * quantiles(timed, n=20)[-1],
                "bulk": 1000 * mean(bulk),
                "alone": 1000 * median(_alone(people[0], words)),
                "turn": 1000 * median(_turns(people[0], words)),
                "area": _in_an_area(people[0], words),
            }
        )
    )


class Words:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.all = ["".join(rng.choices(letters, k=rng.randint(4, 9))) for _ in range(VOCABULARY)]
        # Zipf's law, a little flattened: the first words of a language stand out of the index anyway.
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(VOCABULARY)))

    def text(self, count: int) -> str:
        return " ".join(self.rng.choices(self.all, cum_weights=self.weights, k=count))

    def question(self) -> str:
        return f"What did I say about {self.text(self.rng.randint(3, 8))}?"


def _fill(person: AbstractBaseUser, count: int, words: Words) -> Iterator[float]:
    """Stores and indexes what lacks of `count`; yields what indexing one took, a figure for each lot."""
    for start in range(UserInteraction.objects.filter(user=person.pk).count(), count, AT_ONCE):
        with transaction.atomic():
            rows = _stored(person, range(start, min(start + AT_ONCE, count)), words)
            yield _timed(lambda rows=rows: writing.add(rows)) / len(rows)  # type: ignore[misc]


def _stored(person: AbstractBaseUser, minutes: range, words: Words) -> list[UserInteraction]:
    begin = timezone.now() - timedelta(days=3000)
    sessions = UserSession.objects.bulk_create(
        UserSession(user_id=person.pk, session_end=begin) for _ in range(-(-len(minutes) // IN_A_SESSION))
    )
    return UserInteraction.objects.bulk_create(
        UserInteraction(
            user_id=person.pk,
            session=sessions[place // IN_A_SESSION],
            user_question=words.text(QUESTION_WORDS),
            ai_response=words.text(ANSWER_WORDS),
            status=Status.ANSWERED,
            created_at=begin + timedelta(minutes=minute),
        )
        for place, minute in enumerate(minutes)
    )


def _alone(person: AbstractBaseUser, words: Words) -> Iterator[float]:
    session = UserSession.objects.create(user_id=person.pk, session_end=timezone.now())
    for _ in range(ALONE):
        with transaction.atomic():
            row = UserInteraction.objects.create(
                user_id=person.pk,
                session=session,
                user_question=words.text(QUESTION_WORDS),
                ai_response=words.text(ANSWER_WORDS),
                status=Status.ANSWERED,
            )

            yield _timed(lambda row=row: writing.add([row]))  # type: ignore[misc]


def _turns(person: AbstractBaseUser, words: Words) -> Iterator[float]:
    """CPU seconds of all that makes a question's prompt."""
    session = UserSession.objects.create(user_id=person.pk, session_end=timezone.now())
    for _ in range(TURNS):
        row = UserInteraction(user_id=person.pk, session=session, user_question=words.question())
        row.user = person  # type: ignore[assignment]
        row.save()
        begun = time.process_time()
        fuse(gather(row, has_model=True, off=""), budget_tokens=settings.CONTEXT_TOKENS)

        yield time.process_time() - begun
        row.delete()


def _in_an_area(person: AbstractBaseUser, words: Words) -> float:
    """Recall in an area of a tenth of the sessions, in times of the same outside of it; asked in turns."""
    area = Area.objects.create(user_id=person.pk, name="timed")
    ids = list(UserSession.objects.filter(user=person.pk, area=None).values_list("pk", flat=True))
    UserSession.objects.filter(pk__in=ids[::10]).update(area=area)
    times: dict[int | None, list[float]] = {None: [], area.pk: []}

    for _ in range(ASKED):
        question = words.question()
        for area_id, seconds in times.items():
            asked = partial(recall, user=person, question=question, limit=8, reach=reach_in(person, area_id))
            seconds.append(_timed(asked))

    area.delete()
    return median(times[area.pk]) / median(times[None])


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]))
