"""`python -m insightvault.benchmarks.programs.listing INTERACTIONS OTHERS TIMES` fills a vault and times its lists.

Of one with a thousand interactions and of one with INTERACTIONS, beside OTHERS
of a hundred more people. Prints milliseconds, medians of TIMES, as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.test import Client  # noqa: E402

from insightvault.accounts.models import ApiToken, User  # noqa: E402
from insightvault.benchmarks.filling import fill  # noqa: E402
from insightvault.benchmarks.harness.load import median  # noqa: E402
from sessions_memory.pages.history_rows import first_listed, history_rows  # noqa: E402
from sessions_memory.pages.sidebar import sidebar_of  # noqa: E402

FEW = 1_000
OTHER_PEOPLE = 100
WARM_UP = 20


def lists_of(person: User) -> dict[str, Callable[[], object]]:
    """Whole calls, with the person's authentication and the answer's text; only the network is left out."""
    program = Client(headers={"Authorization": f"Bearer {ApiToken.objects.create_for(person, 'lists')[1]}"})
    browser = Client()
    browser.force_login(person, settings.PERSON_BACKEND)

    return {
        "recent": lambda: _got(program, "/sessions/recent"),
        "current": lambda: _got(program, "/sessions/current"),
        "history": lambda: _got(program, "/sessions/history"),
        "sidebar": lambda: sidebar_of(person),
        "first history page, rows": lambda: history_rows(first_listed(person.pk)),
        "first history page, whole": lambda: _got(browser, "/history/"),
    }


def timed(people: dict[str, User], times: int) -> dict[str, dict[str, float]]:
    """By turns, so that what else the machine does falls on all alike."""
    asks = {name: lists_of(person) for name, person in people.items()}
    taken: dict[str, dict[str, list[float]]] = {name: {} for name in people}

    for called in asks["few"]:
        for number in range(WARM_UP + times):
            for name in people:
                began = time.perf_counter()
                asks[name][called]()
                if number >= WARM_UP:
                    taken[name].setdefault(called, []).append(1000 * (time.perf_counter() - began))

    return {name: {called: median(values) for called, values in lists.items()} for name, lists in taken.items()}


def _got(client: Client, path: str) -> None:
    assert client.get(path, secure=settings.BEHIND_TLS, HTTP_HOST="127.0.0.1").status_code == 200


def measure(interactions: int, others: int, times: int) -> dict[str, dict[str, float]]:
    people = {"few": User.objects.create_user("few"), "many": User.objects.create_user("many")}
    fill(people["few"], FEW)

    for number in range(OTHER_PEOPLE):
        fill(User.objects.create_user(f"other-{number}"), others // OTHER_PEOPLE)

    fill(people["many"], interactions)
    return timed(people, times)


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
