"""Searching the history: every word, filters, pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.recall.search import SearchPage, search


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
