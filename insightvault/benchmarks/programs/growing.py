"""`python -m insightvault.benchmarks.programs.growing fill NAME FILE` gives a person the sessions of a file.

FILE has a session a line: `[[time, question, answer], …]`. `… growing refresh NAME` reads what is new for growth, and
`… growing pages NAME TIMES` asks for its pages; both print what that cost.
"""

import json
import os
import sys
import time
from datetime import datetime
from itertools import islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from insightvault.accounts.models import User  # noqa: E402
from insightvault.benchmarks.harness import machine  # noqa: E402
from insightvault.benchmarks.harness.load import median  # noqa: E402
from sessions_memory.growth.keeping.refreshing import refresh  # noqa: E402
from sessions_memory.models import Insight, Theme, UserInteraction, UserSession  # noqa: E402
from sessions_memory.recall.index import writing  # noqa: E402
from sessions_memory.states import Source, Status  # noqa: E402

SESSIONS_AT_ONCE = 200
# The first calls also read what is then remembered.
WARM_UP = 3

Said = tuple[str, str, str]


def fill(person: User, file: Path) -> dict[str, float]:
    with file.open(encoding="utf-8") as lines:
        while some := [json.loads(line) for line in islice(lines, SESSIONS_AT_ONCE)]:
            with transaction.atomic():
                _store(person, some)
            writing.catch_up(person)

    return {"interactions": UserInteraction.objects.owned_by(person).count()}


def _store(person: User, sessions: list[list[Said]]) -> None:
    rows = UserSession.objects.bulk_create([_session(person, said) for said in sessions])
    UserInteraction.objects.bulk_create(
        _interaction(row, *one) for row, said in zip(rows, sessions, strict=True) for one in said
    )


def _session(person: User, said: list[Said]) -> UserSession:
    first, last = _time(said[0][0]), _time(said[-1][0])
    return UserSession(
        user=person,
        source=Source.CHATGPT,
        session_start=first,
        session_end=last,
        last_activity_at=last,
        interaction_count=len(said),
    )


def _interaction(session: UserSession, at: str, question: str, answer: str) -> UserInteraction:
    said = {"user_question": question, "ai_response": answer, "created_at": _time(at)}
    return UserInteraction(user_id=session.user_id, session=session, status=Status.ANSWERED, is_listed=False, **said)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def read(person: User) -> dict[str, float]:
    began = time.process_time()
    if not refresh(person):
        raise SystemExit("Something changed meanwhile.")

    return {
        "cpu": time.process_time() - began,
        "peak": machine.peak_megabytes(os.getpid()),
        "themes": Theme.objects.owned_by(person).shown().count(),
        "insights": Insight.objects.owned_by(person).count(),
    }


def pages(person: User, times: int) -> dict[str, float]:
    """CPU seconds of a whole call, by the page's name; of the largest theme, where there is any."""
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(person, settings.PERSON_BACKEND)
    paths = {"the page of growth": reverse("sessions_memory:growth")}
    if largest := Theme.objects.owned_by(person).shown().order_by("-interactions", "pk").first():
        paths["the page of a theme"] = reverse("sessions_memory:theme", args=[largest.pk])

    taken = {name: [_cpu_seconds(browser, path) for _ in range(WARM_UP + times)] for name, path in paths.items()}
    return {name: median(seconds[WARM_UP:]) for name, seconds in taken.items()}


def _cpu_seconds(browser: Client, path: str) -> float:
    began = time.process_time()
    answer = browser.get(path, secure=settings.BEHIND_TLS)
    assert answer.status_code == 200, (path, answer.status_code)
    return time.process_time() - began


def main(verb: str, name: str, rest: list[str]) -> dict[str, float]:
    person, _ = User.objects.get_or_create(username=name)
    if verb == "pages":
        return pages(person, int(rest[0]))

    return read(person) if verb == "refresh" else fill(person, Path(rest[0]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])))
