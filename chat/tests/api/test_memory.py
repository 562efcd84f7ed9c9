"""A program asks which memories would be recalled."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.states import Source

Headers = dict[str, str]


def said(user: User, question: str, answer: str = "Well.", source: str = Source.CHAT) -> UserInteraction:
    session = UserSession.objects.create(user=user, source=source, title="Sleep", session_end="2026-01-01T00:00Z")
    return lifecycle.store_interaction(session, question, answer)


def search(client: Client, headers: Headers, **query: Any) -> Any:
    return client.get("/memory/search", query, headers=headers)


@pytest.mark.django_db(transaction=True)
def test_it_gives_what_recall_gives_in_its_order(client: Client, ann: User, ann_token: Headers) -> None:
    said(ann, "I sleep badly on Sundays", source=Source.CLAUDE)
    said(ann, "The marathon training goes well")
    said(ann, "Sleep is better after a run")
    found = search(client, ann_token, q="When do I sleep badly?").json()
    expected = recall(user=ann, question="When do I sleep badly?", limit=10)

    assert [item["interaction"]["id"] for item in found] == [memory.interaction_id for memory in expected]
    first = found[0]
    assert first["interaction"]["user_question"] == "I sleep badly on Sundays"
    assert first["session"]["source"] == "claude" and first["session"]["title"] == "Sleep"
    assert first["source_id"] == first["interaction"]["source_id"]

    assert first["score"] == expected[0].score and first["reasons"] == list(expected[0].reasons)
    assert len(search(client, ann_token, q="When do I sleep badly?", limit=1).json()) == 1


def found_in(text: str, told: list[str]) -> list[str]:
    return sorted((one for one in told if one in text), key=text.index)


@pytest.mark.django_db(transaction=True)
def test_the_page_the_terminal_and_the_api_give_one_order(as_ann: Client, ann: User, ann_token: Headers) -> None:
    told = ["Sleep well after a run", "I sleep badly on Sundays", "Badly slept: coffee", "Naps, and sleep at noon"]
    for question in told:
        said(ann, question)

    asked, out = "When do I sleep badly?", StringIO()
    call_command("recall", asked, "--user", "ann", stdout=out)
    page = as_ann.get("/memory/", {"q": asked}, headers={"HX-Request": "true"}).content.decode()
    page = page.replace("<mark>", "").replace("</mark>", "")
    by_api = [item["interaction"]["user_question"] for item in search(as_ann, ann_token, q=asked).json()]

    # As many as the question needs, and not one more anywhere.
    assert len(by_api) > 1
    assert by_api == found_in(out.getvalue(), told) == found_in(page, told)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_another_person_is_found(client: Client, ann: User, bob_token: Headers) -> None:
    said(ann, "I sleep badly on Sundays")
    assert search(client, bob_token, q="When do I sleep badly?").json() == []


@pytest.mark.django_db(transaction=True)
def test_what_must_not_be_recalled_is_not_found(client: Client, ann: User, ann_token: Headers) -> None:
    said(ann, "I sleep badly on Sundays").keep_from_recall(never_recall=True)
    temporary = lifecycle.start_temporary_session(ann)
    lifecycle.store_interaction(temporary, "I sleep badly in secret", "A.")
    assert search(client, ann_token, q="When do I sleep badly?").json() == []


BAD = [
    ({}, "q: field required."),
    ({"q": ""}, "q: Write a question first."),
    ({"q": " \n"}, "q: Write a question first."),
    ({"q": "x", "limit": 0}, "limit"),
    ({"q": "x", "limit": 101}, "limit"),
    ({"q": "x", "limit": "many"}, "limit"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("query", "sentence"), BAD)
def test_bad_input_is_422_with_a_sentence(
    client: Client, ann_token: Headers, query: dict[str, Any], sentence: str
) -> None:
    response = search(client, ann_token, **query)
    assert response.status_code == 422 and sentence.lower() in response.json()["detail"].lower()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("question", ["the", "🙂", "a\x00b", "hi", "(NEAR OR *", "昨日"])
def test_odd_questions_are_answered(client: Client, ann: User, ann_token: Headers, question: str) -> None:
    said(ann, "I sleep badly on Sundays")
    assert search(client, ann_token, q=question).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_it_needs_a_token_and_a_get(client: Client, ann_token: Headers) -> None:
    assert search(client, {}, q="x").status_code == 401
    assert client.post("/memory/search", {"q": "x"}, headers=ann_token).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_query_count_does_not_grow_with_memories(
    client: Client, ann: User, ann_token: Headers, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    said(ann, "I sleep badly on Sundays")
    search(client, ann_token, q="When do I sleep badly?")

    with CaptureQueriesContext(connection) as one:
        search(client, ann_token, q="When do I sleep badly?")

    with_one = len(one)
    for number in range(12):
        said(ann, f"I sleep badly in week {number} of {number * 7}")

    with django_assert_num_queries(with_one):
        assert len(search(client, ann_token, q="When do I sleep badly?").json()) > 1
