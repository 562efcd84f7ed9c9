"""The search of every page: a few sessions by their titles, and questions, of one person."""

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.pages.finding import QUESTIONS, SESSIONS
from sessions_memory.tests.pages.test_titled import session_called
from sessions_memory.tests.reading import as_read


def finds(client: Client, query: str = "") -> str:
    return as_read(client.get("/find/", {"q": query}).content.decode())


@pytest.mark.parametrize("query", ["", "rutab", "sow", "rutabaga sow"])
def test_one_finds_one_s_own_alone(ann: User, as_ann: Client, as_bob: Client, query: str) -> None:
    session = session_called(ann, "Rutabaga for winter")
    lifecycle.store_interaction(session, "Is rutabaga slow to sow?", "No.")

    assert f'href="/s/{session.pk}/' in as_ann.get("/find/", {"q": query}).content.decode()
    said = finds(as_bob, query)
    assert "Rutabaga" not in said and "sow?" not in said
    assert ("No results." if query else "Nothing here yet.") in said


def test_it_shows_a_few_and_leads_to_all_of_them(ann: User, as_ann: Client) -> None:
    session = session_called(ann, "Rutabaga")
    for number in range(QUESTIONS + 3):
        session_called(ann, f"Rutabaga {number}")
        lifecycle.store_interaction(session, f"Rutabaga {number}?", "Yes.")

    page = as_ann.get("/find/", {"q": "rutabaga & <b>"}).content.decode()
    assert page.count('class="find-row') == SESSIONS + QUESTIONS + 1
    assert 'href="/history/?q=rutabaga%20%26%20%3Cb%3E"' in page
    assert as_ann.get("/find/").content.decode().count('class="find-row') == SESSIONS


def test_a_query_of_any_kind_is_read(as_ann: Client) -> None:
    for query in ("\0", "x" * 5_000, "'\"<script>", "\u202e"):
        assert as_ann.get("/find/", {"q": query}).status_code == 200
