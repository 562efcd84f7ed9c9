"""No statement on a person's path reads rows that are not theirs: each plan enters a table by the person or session."""

import functools
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from chat.answering import _begin
from chat.asking import stored
from chat.views import _row
from insightvault.accounts.models import ApiToken, User
from insightvault.benchmarks.filling import fill
from sessions_memory import claims, lifecycle
from sessions_memory.models import Status, UserInteraction, UserSession
from sessions_memory.recall import index

PERSONAL = re.compile(
    r"\b(user_sessions|user_interactions|notes|instructions|chat_preferences|memory_uses"
    r"|recall_(index|interactions|blocks|postings|vectors))\b"
)
# What a table may be entered by: the person, the session, or rows known by their ids.
ENTRANCE = re.compile(
    r"\(+(user_id|session_id|id|rowid|replaces_id|continues_id|from_interaction_id|interaction_id|answer_id)"
    r"\s*(=|IN|ANY)"
)
ROWS = 400
QUINCE = ("My quince tree lost its leaves in March.", "Was it the frost?")
PAGES = ["/", "/history/", "/history/?q=garden", "/history/?q=garden&source=chat", "/sidebar/", "/memory/", "/account/"]
CALLS = ["/sessions/recent", "/sessions/current", "/sessions/history"]


@pytest.fixture
def two_people(ann: User, bob: User) -> User:
    fill(ann, ROWS)
    fill(bob, ROWS)
    for person in (ann, bob):
        index.rebuild(person)
        lifecycle.store_interaction(lifecycle.get_or_create_session(person), *QUINCE)
    return ann


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_only_the_person_s_rows(as_ann: Client, two_people: User, path: str) -> None:
    assert foreign_reads(lambda: as_ann.get(path)) == []


@pytest.mark.parametrize("path", CALLS)
def test_a_call_reads_only_the_person_s_rows(client: Client, two_people: User, path: str) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.objects.create_for(two_people, 'plans')[1]}"}
    assert foreign_reads(lambda: client.get(path, headers=headers)) == []


def test_a_turn_reads_only_the_person_s_rows(as_ann: Client, two_people: User) -> None:
    htmx = {"HX-Request": "true"}
    assert foreign_reads(lambda: as_ann.post("/ask/", {"question": "What was open?"}, headers=htmx)) == []
    row = UserInteraction.objects.owned_by(two_people).recent_first().first()
    assert row
    assert foreign_reads(lambda: as_ann.get(f"/interactions/{row.pk}/", headers=htmx)) == []
    assert foreign_reads(lambda: as_ann.get(row.get_absolute_url())) == []


def test_an_answer_that_is_written_reads_only_the_person_s_rows(two_people: User, settings: Settings) -> None:
    settings.CHAT_MODELS = ["a-model"]
    lifecycle.start_session(two_people)
    asked = lifecycle.store_question(two_people, "What did I say about my quince tree?")
    answer = claims.claim(asked.pk)
    assert answer
    assert foreign_reads(lambda: _row(two_people.pk, asked.pk)) == []
    assert foreign_reads(lambda: _begin(answer)) == []
    assert answer.interaction_metadata["memory"]["used"]
    point = claims.Checkpoint(answer, "The beds", {})
    assert foreign_reads(lambda: claims.keep([point])) == []
    end = functools.partial(claims.finish, answer, status=Status.ANSWERED, text="The beds at the wall.", metadata={})
    assert foreign_reads(end) == []
    assert foreign_reads(lambda: stored(asked.pk)) == []


def test_a_statement_without_its_person_is_found(two_people: User) -> None:
    assert foreign_reads(lambda: list(UserSession.objects.filter(title="Garden"))) != []


def foreign_reads(ask: Callable[[], object]) -> list[str]:
    """The parts of plans that go through a table of people's rows."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    read = [query["sql"] for query in captured.captured_queries]
    looked = [sql for sql in read if sql.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE"))]
    assert looked
    return [line for sql in looked for line in _foreign(sql)]


def _foreign(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows are read fastest whole; of many they would not be.
            for way in ("seqscan", "bitmapscan", "mergejoin", "hashjoin", "material", "memoize"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN {sql}")
            yield from _foreign_in_postgres([str(line) for (line,) in cursor.fetchall()])
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            lines = [str(row[-1]) for row in cursor.fetchall()]
            read = [line for line in lines if line.startswith(("SCAN", "SEARCH")) and PERSONAL.search(line)]
            yield from (line for line in read if not ENTRANCE.search(line))


def _foreign_in_postgres(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        # The index of what is being answered at this moment is the shortest way to one of its rows.
        is_unfinished = "interactions_unfinished" in line
        if "Scan" in line and PERSONAL.search(line.partition(" on ")[2]) and not is_unfinished:
            condition = next((one for one in lines[number + 1 : number + 3] if "Index Cond" in one), "")
            if not ENTRANCE.search(condition):
                yield f"{line.strip()} {condition.strip()}"
