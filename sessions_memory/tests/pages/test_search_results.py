"""Searching the history: every word, filters, pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.recall.search import SearchPage, found_ids, search


def ids(page: SearchPage) -> list[int]:
    return [hit.interaction_id for hit in page.hits]


@pytest.fixture
def history(ann: User, bob: User) -> list[UserInteraction]:
    session = lifecycle.get_or_create_session(ann)
    begin = timezone.now() - timedelta(days=9)
    rows = [
        lifecycle.store_interaction(session, question, answer, created_at=begin + timedelta(days=day))
        for day, (question, answer) in enumerate(
            [("Quinces in the garden", "Plant them."), ("Jam", "Of quinces."), ("Garden chairs", "Wood.")]
        )
    ]

    lifecycle.store_interaction(lifecycle.get_or_create_session(bob), "Quinces of bob", "His.")
    return rows


def test_words_are_found_in_questions_and_answers_of_their_person_alone(
    ann: User, history: list[UserInteraction]
) -> None:
    assert set(ids(search(user=ann, query="quinces", limit=9))) == {history[0].pk, history[1].pk}
    assert ids(search(user=ann, query="garden quinces", limit=9)) == [history[0].pk]
    assert ids(search(user=ann, query="   ", limit=9)) == []


def test_pages_follow_each_other_without_loss(ann: User, history: list[UserInteraction]) -> None:
    first = search(user=ann, query="garden", limit=1)
    second = search(user=ann, query="garden", limit=1, after=first.following)
    assert {*ids(first), *ids(second)} == {history[0].pk, history[2].pk}
    assert second.following == ""


def test_dates_source_and_model_narrow_it(ann: User, history: list[UserInteraction]) -> None:
    since = history[1].created_at
    assert ids(search(user=ann, query="garden", limit=9, since=since)) == [history[2].pk]
    assert ids(search(user=ann, query="garden", limit=9, until=since)) == [history[0].pk]
    assert ids(search(user=ann, query="garden", limit=9, source="claude")) == []
    UserInteraction.objects.filter(pk=history[0].pk).update(model="qwen3")

    assert ids(search(user=ann, query="garden", limit=9, model="qwen3")) == [history[0].pk]


@pytest.fixture
def few_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page looks at six matches, in three reads."""
    monkeypatch.setattr("sessions_memory.recall.search.READS", (1, 2, 3))


def statements(ann: User, query: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        search(user=ann, query=query, limit=1)

    return len(asked)


def test_a_search_asks_a_fixed_number_of_times(ann: User, few_reads: None) -> None:
    session = lifecycle.get_or_create_session(ann)
    counted = []
    for _ in range(3):
        for _ in range(10):
            lifecycle.store_interaction(session, "The gardeners came.", "Good.")
        # A process remembers of the index what it reads with the first search.
        statements(ann, "gardeners")
        # The index knows six letters alone: each of these texts is read in vain.
        counted.append([statements(ann, "gardeners"), statements(ann, "gardenworld")])

    assert counted[0] == counted[1] == counted[2]
    assert counted[0][1] == counted[0][0] + 1


def test_pages_that_look_in_vain_lead_on_to_what_is_there(ann: User, few_reads: None) -> None:
    session = lifecycle.get_or_create_session(ann)
    hidden = lifecycle.store_interaction(session, "At gardenworld", "", created_at=timezone.now() - timedelta(days=1))
    for _ in range(15):
        lifecycle.store_interaction(session, "The gardeners came.", "Good.")

    pages = [search(user=ann, query="gardenwor", limit=5)]
    while pages[-1].following:
        pages.append(search(user=ann, query="gardenwor", limit=5, after=pages[-1].following))

    assert [ids(page) for page in pages] == [[], [], [hidden.pk]]


def test_a_page_says_where_it_looked_in_vain_and_leads_on(as_ann: Client, ann: User, few_reads: None) -> None:
    session = lifecycle.get_or_create_session(ann)
    for _ in range(15):
        lifecycle.store_interaction(session, "The gardeners came.", "Good.")

    page = as_ann.get(reverse("sessions_memory:history"), {"q": "gardenwor"})
    following = page.context["next_url"]
    assert "Nothing in the likeliest places. Look further" in page.content.decode()
    assert "No results" in as_ann.get(as_ann.get(following).context["next_url"]).content.decode()


def test_long_texts_end_a_page_sooner(ann: User, few_reads: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions_memory.recall.search.LOOKED_AT_CHARS", 10)
    session = lifecycle.get_or_create_session(ann)
    for _ in range(9):
        lifecycle.store_interaction(session, "The gardeners came.", "Good.")

    with CaptureQueriesContext(connection) as asked:
        page = search(user=ann, query="gardenworld", limit=5)

    assert page.following and sum("user_question" in query["sql"] for query in asked) == 1


def test_ids_alone_are_those_of_the_first_page(ann: User, history: list[UserInteraction]) -> None:
    for query in ("quinces", "garden", "quin", ""):
        assert found_ids(user=ann, query=query, limit=9) == ids(search(user=ann, query=query, limit=9))
