"""`python -m insightvault.benchmarks.programs.reviewing ROWS PEOPLE TIMES` fills a vault and times its admin's pages.

A tenth of the interactions are one person's, whose history can be searched and who has one session of thousands.
Prints for each page the statements of one call and the milliseconds of the slowest of TIMES, as JSON. A vault that is
filled already is measured as it is.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.contrib import admin  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from insightvault.accounts.models import ApiToken, User  # noqa: E402
from insightvault.benchmarks.filling import CROWD, fill, fill_for_many  # noqa: E402
from insightvault.benchmarks.filling_growth import fill_growth  # noqa: E402
from insightvault.benchmarks.programs.area_pages import fill_areas, pages_of_areas  # noqa: E402
from insightvault.benchmarks.programs.growth_pages import Page, last_page, pages_of_growth  # noqa: E402
from sessions_memory.admin.audit import log_readings  # noqa: E402
from sessions_memory.models import Area, Theme, UserInteraction, UserSession  # noqa: E402
from sessions_memory.recall.index import writing  # noqa: E402
from sessions_memory.recall.search import READS  # noqa: E402

OWNER, MUCH = "owner", "person-with-much"
SHARE_OF_ONE = 10
LONG_SESSION_SHARE = 5
READINGS_SHARE = 10
AT_ONCE = 5_000
SELECTED = 50
SESSIONS = "/admin/sessions_memory/usersession/"
INTERACTIONS = "/admin/sessions_memory/userinteraction/"
REGIONAL_HELP = "/admin/chat/regionalhelp/"
PEOPLE, TOKENS = "/admin/accounts/user/", "/admin/accounts/apitoken/"


def filled(rows: int, people: int) -> User:
    owner = User.objects.filter(username=OWNER).first() or _filled(rows, people)
    much = User.objects.get(username=MUCH)
    if not Theme.objects.exists():
        fill_growth(much, CROWD)
    if not Area.objects.exists():
        fill_areas(much, CROWD)

    return owner


def _filled(rows: int, people: int) -> User:
    much = User.objects.create_user(MUCH)
    fill(much, rows // SHARE_OF_ONE)
    _make_long(UserSession.objects.owned_by(much).filter(session_end=None).get())
    writing.rebuild(much)
    fill_for_many(people, rows - rows // SHARE_OF_ONE)

    owner = User.objects.create_superuser(OWNER)
    _read(owner, rows // READINGS_SHARE)
    return owner


def _make_long(session: UserSession) -> None:
    others = UserInteraction.objects.owned_by(session.user).exclude(session=session)
    moved = list(others.recent_first().values_list("pk", flat=True)[: others.count() // LONG_SESSION_SHARE])
    for start in range(0, len(moved), AT_ONCE):
        UserInteraction.objects.filter(pk__in=moved[start : start + AT_ONCE]).update(session=session)

    UserSession.objects.filter(pk=session.pk).update(interaction_count=session.interactions.count())


def _read(owner: User, times: int) -> None:
    """A log of readings, as years of reviewing leave it."""
    rows = UserInteraction.objects.only("pk", "user_id").order_by("pk")
    for start in range(0, times, AT_ONCE):
        log_readings(owner, rows[start : min(start + AT_ONCE, times)])


def pages() -> list[Page]:
    return [
        Page("administration", "/admin/"),
        *_of_interactions(),
        *_of_sessions(),
        *pages_of_areas(MUCH),
        *pages_of_growth(MUCH),
        *_of_people(),
        *_of_the_rest(),
    ]


def unmeasured(paths: Iterable[str], lists: Iterable[str]) -> list[str]:
    """Of the lists of the admin those without a page of their own among `paths`, but for the list itself."""
    known = {path.partition("?")[0] for path in paths}
    return [there for there in lists if not any(path.startswith(there) and path != there for path in known)]


def _lists() -> list[str]:
    """Of all that is registered."""
    options = [model._meta for model in admin.site._registry]
    return [reverse(f"admin:{one.app_label}_{one.model_name}_changelist") for one in options]


def _of_interactions() -> list[Page]:
    rows = UserInteraction.objects.filter(user__username=MUCH).recent_first()
    newest = rows[0]
    day = UserInteraction.objects.recent_first()[0].created_at.date()
    selected = [str(pk) for pk in rows.values_list("pk", flat=True)[:SELECTED]]
    queries = {
        "": "",
        "last page": last_page(UserInteraction, 50),
        "of one person": f"user={MUCH}",
        "of nobody": "user=nobody",
        "of one session": f"session={newest.session_id}",
        "answered": "status__exact=answered",
        "failed": "status__exact=failed",
        "pending": "status__exact=pending",
        "of one model": "model=model-7",
        "of a model that nobody has": "model=none",
        "of a source": "source=claude",
        "of a rare source": "source=gemini",
        "of a day": f"day={day}",
        "of a day without any": "day=1999-01-01",
        "of a person, failed": f"user={MUCH}&status__exact=failed",
        "of a model, failed": "model=model-7&status__exact=failed",
        "of a model, stopped, of a day": f"model=model-7&status__exact=stopped&day={day}",
        "of a source, failed": "source=claude&status__exact=failed",
        "of a source and a model": "source=claude&model=model-7",
        "of a person and a model": f"user={MUCH}&model=model-7",
        "of a person and a day": f"user={MUCH}&day={day}",
        "of people found by name": "q=crowd-77",
        "of people with a common name": "q=crowd",
        "of people with a common name, failed": "q=crowd&status__exact=failed",
        "of nobody's name": "q=zzz",
        "words in one history": f"user={MUCH}&q=garden",
        "rare words in one history": f"user={MUCH}&q=zebra",
    }

    return [
        *(Page(f"interactions {name}".strip(), f"{INTERACTIONS}?{query}") for name, query in queries.items()),
        Page("interactions words read in vain", f"{INTERACTIONS}?user={MUCH}&q=gardenworld", reads=len(READS)),
        *_of_row("interaction", INTERACTIONS, newest.pk),
        *_actions("interactions", INTERACTIONS, selected),
    ]


def _of_sessions() -> list[Page]:
    long = UserSession.objects.filter(user__username=MUCH, session_end=None).get()
    short = UserSession.objects.exclude(user__username=MUCH).order_by("-pk")[0]
    selected = [str(pk) for pk in UserSession.objects.order_by("-pk").values_list("pk", flat=True)[:SELECTED]]
    queries = {
        "": "",
        "last page": last_page(UserSession, 50),
        "of one person": f"user={MUCH}",
        "of a source": "source=claude",
        "of a rare source": "source=gemini",
        "open": "state=open",
        "ended": "state=ended",
        "open, of a source": "state=open&source=claude",
        "of a person, of a source": f"user={MUCH}&source=gemini",
        "of people found by name": "q=crowd-77",
        "of people with a common name": "q=crowd",
        "of people with a common name, open": "q=crowd&state=open",
    }

    return [
        *(Page(f"sessions {name}".strip(), f"{SESSIONS}?{query}") for name, query in queries.items()),
        *_of_row("session", SESSIONS, short.pk),
        Page("a long session", f"{SESSIONS}{long.pk}/change/"),
        Page("a long session, page 20", f"{SESSIONS}{long.pk}/change/?page=20"),
        Page("a long session, read", f"{SESSIONS}{long.pk}/read/", {"page": "20"}),
        Page("a long session, delete", f"{SESSIONS}{long.pk}/delete/"),
        *_actions("sessions", SESSIONS, selected),
    ]


def _of_people() -> list[Page]:
    much = User.objects.get(username=MUCH)
    queries = {
        "": "",
        "last page": last_page(User, 100),
        "inactive": "is_active__exact=0",
        "staff": "is_staff__exact=1",
        "found by name": "q=crowd-77",
        "found by a common name": "q=crowd+example",
        "by last login": "o=-7",
    }
    selected = [str(pk) for pk in User.objects.order_by("-pk").values_list("pk", flat=True)[:SELECTED]]

    return [
        *(Page(f"people {name}".strip(), f"{PEOPLE}?{query}") for name, query in queries.items()),
        *(page for page in _of_row("person", PEOPLE, much.pk) if "read" not in page.name),
        Page("people, add", f"{PEOPLE}add/"),
        Page("a person's password", f"{PEOPLE}{much.pk}/password/"),
        *_actions("people", PEOPLE, selected)[:1],
    ]


def _of_the_rest() -> list[Page]:
    token = ApiToken.objects.order_by("-pk")[0]
    queries = {"": "", "last page": last_page(ApiToken, 100), "found": "q=crowd-77"}

    return [
        *(Page(f"tokens {name}".strip(), f"{TOKENS}?{query}") for name, query in queries.items()),
        Page("a token", f"{TOKENS}{token.pk}/change/"),
        Page("groups", "/admin/auth/group/"),
        Page("groups, add", "/admin/auth/group/add/"),
        Page("regional help", REGIONAL_HELP),
        Page("regional help, add", f"{REGIONAL_HELP}add/"),
        Page("the owner's account", "/account/"),
        Page("the owner's access", "/account/access/"),
    ]


def _of_row(name: str, there: str, pk: int) -> list[Page]:
    return [
        Page(f"one {name}", f"{there}{pk}/change/"),
        # First: the history then has it.
        Page(f"one {name}, read", f"{there}{pk}/read/", {}),
        Page(f"one {name}, history", f"{there}{pk}/history/"),
        Page(f"one {name}, delete", f"{there}{pk}/delete/"),
    ]


def _actions(name: str, there: str, selected: list[str]) -> list[Page]:
    return [
        Page(f"{name} selected, delete", there, {"action": "delete_selected", "_selected_action": selected}),
        Page(f"{name} selected, export", there, {"action": "export_content", "_selected_action": selected}),
        Page(
            f"{name} all selected",
            there,
            {"action": "export_content", "_selected_action": selected[:1], "select_across": "1"},
        ),
    ]


def measure(owner: User, times: int) -> dict[str, dict[str, float]]:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(owner, settings.PERSON_BACKEND)
    measured = {}
    asked = pages()
    lacking = unmeasured([page.path for page in asked], _lists())
    assert not lacking, f"no page of these is measured: {lacking}"

    for page in asked:
        # The first call also asks for what is then remembered.
        _ask(client, page)
        with CaptureQueriesContext(connection) as captured:
            _ask(client, page)

        # Counted at once: each further request empties the record.
        queries = len(captured)
        taken = [_timed(client, page) for _ in range(times)]
        measured[page.name] = {"queries": queries, "reads": page.reads, "ms": max(taken)}

    return measured


def _timed(client: Client, page: Page) -> float:
    began = time.perf_counter()
    _ask(client, page)
    return 1000 * (time.perf_counter() - began)


def _ask(client: Client, page: Page) -> None:
    """A download until it begins."""
    secure = settings.BEHIND_TLS
    if page.form is None:
        answer: Any = client.get(page.path, secure=secure)
    else:
        answer = client.post(page.path, page.form, secure=secure)

    assert answer.status_code in (200, 302), (page, answer.status_code)
    answer.close()


if __name__ == "__main__":
    of_rows, of_people, of_times = map(int, sys.argv[1:])
    reader = filled(of_rows, of_people)
    print(json.dumps(measure(reader, of_times) if of_times else {}))
