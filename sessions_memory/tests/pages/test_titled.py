"""Sessions that a search finds by their titles."""

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserSession
from sessions_memory.pages.titled import titled

TITLES = ("Rutabaga for winter", "Wi-Fi and C++", "Café plans", "大蒜怎么种", "Why the who", "Notes 3.11.7")


@pytest.fixture
def sessions(ann: User, bob: User) -> dict[str, UserSession]:
    return {title: session_called(person, title) for person in (bob, ann) for title in TITLES}


def session_called(person: User, title: str) -> UserSession:
    session = lifecycle.get_or_create_session(person)
    lifecycle.store_interaction(session, "When do I sow it?", "In May.")
    UserSession.objects.filter(pk=session.pk).update(title=title)
    lifecycle.end_session(session)
    return session


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("rutabaga", TITLES[0]),
        ("Rutab", TITLES[0]),
        ("winter rutabaga", TITLES[0]),
        ("the rutabaga", TITLES[0]),
        ("wifi", TITLES[1]),
        ("wi-fi", TITLES[1]),
        ("c++", TITLES[1]),
        ("cafe", TITLES[2]),
        ("CAFÉ", TITLES[2]),
        ("大蒜", TITLES[3]),
        ("怎么", TITLES[3]),
        ("who", TITLES[4]),
        ("3.11", TITLES[5]),
    ],
)
def test_a_session_is_found_by_its_title(ann: User, sessions: dict[str, UserSession], query: str, title: str) -> None:
    assert [row.id for row in titled(ann.pk, query)] == [sessions[title].pk]


@pytest.mark.parametrize("query", ["abaga", "rutabaga spring", "", " ", "+", "'"])
def test_another_title_is_not_meant(ann: User, sessions: dict[str, UserSession], query: str) -> None:
    assert titled(ann.pk, query) == []


def listed(client: Client, query: str) -> str:
    return client.get(f"/history/?{query}").content.decode().partition('id="history-list"')[2]


def test_the_page_of_a_search_begins_with_them(ann: User, as_ann: Client, as_bob: Client) -> None:
    session_called(ann, "Rutabaga for winter")
    assert "Rutabaga for winter" in listed(as_ann, "q=rutab")
    assert "Rutabaga for winter" not in listed(as_bob, "q=rutab")
    assert "Rutabaga for winter" not in listed(as_ann, "q=rutab&since=2030-01-01")
