"""Lists that find, and stay quick."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sessions_memory import lifecycle
from sessions_memory.admin import lists
from sessions_memory.admin.audit import readings_of
from sessions_memory.admin.content import ContentAdmin
from sessions_memory.models import UserInteraction, UserSession

SESSIONS = "/admin/sessions_memory/usersession/"
INTERACTIONS = "/admin/sessions_memory/userinteraction/"


def test_lists_do_not_load_content(viewer: Client, interaction: UserInteraction) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        viewer.get(SESSIONS)
        viewer.get(INTERACTIONS)

    sql = " ".join(query["sql"] for query in queries)
    for column in ("user_question", "ai_response", "context_used", "interaction_metadata", "response_html"):
        assert f'"{column}"' not in sql

    assert '"context_summary"' not in sql


def found(client: Client, url: str, query: dict[str, str]) -> list[int]:
    return [row.pk for row in client.get(url, query).context["cl"].result_list]


def test_interactions_are_filtered_and_searched(
    viewer: Client, two_people: tuple[UserInteraction, UserInteraction]
) -> None:
    ours, theirs = two_people
    queries = (
        {"user": "bob"},
        {"session": str(theirs.session_id)},
        {"status__exact": "failed"},
        {"model": "claude-3"},
        {"source": "claude"},
        {"q": "bo"},
        {"q": "BOB"},
    )

    assert [found(viewer, INTERACTIONS, query) for query in queries] == [[theirs.pk]] * len(queries)
    assert found(viewer, INTERACTIONS, {"q": "ann bob"}) == []
    assert found(viewer, INTERACTIONS, {}) == [theirs.pk, ours.pk]
    UserInteraction.objects.filter(pk=theirs.pk).update(created_at="2024-05-01T23:59:59Z")
    assert found(viewer, INTERACTIONS, {"day": "2024-05-01"}) == [theirs.pk]
    assert found(viewer, INTERACTIONS, {"day": "2024-05-02"}) == found(viewer, INTERACTIONS, {"day": "soon"}) == []


def test_sessions_are_filtered_and_searched(
    viewer: Client, two_people: tuple[UserInteraction, UserInteraction]
) -> None:
    ours, theirs = two_people
    for query in ({"user": "bob"}, {"source": "claude"}, {"state": "ended"}, {"q": "bob"}):
        assert found(viewer, SESSIONS, query) == [theirs.session_id]

    assert found(viewer, SESSIONS, {"state": "open"}) == [ours.session_id]


@pytest.mark.parametrize("query", [{"user": "no\0body"}, {"session": "x"}, {"session": "9" * 30}, {"session": "²"}])
def test_a_filter_that_fits_nothing_shows_nothing(
    viewer: Client, interaction: UserInteraction, query: dict[str, str]
) -> None:
    assert found(viewer, INTERACTIONS, query) == []


def test_words_are_searched_in_one_chosen_person_and_logged(
    viewer: Client, interaction: UserInteraction, ann: Any, bob: Any
) -> None:
    other = lifecycle.store_interaction(lifecycle.get_or_create_session(bob), "Whose umbrella is it?", "Bob's.")
    assert found(viewer, INTERACTIONS, {"q": "umbrella"}) == []
    assert not LogEntry.objects.exists()

    assert found(viewer, INTERACTIONS, {"user": "ann", "q": "umbrella"}) == [interaction.pk]
    assert [reading.what for reading in readings_of(ann)] == ["a search of the whole history"]
    assert readings_of(bob) == []
    assert "umbrella" not in "".join(LogEntry.objects.values_list("change_message", flat=True))
    assert found(viewer, INTERACTIONS, {"user": "bob", "q": "umbrella"}) == [other.pk]


def test_words_are_not_searched_where_content_may_not_be_read(
    viewer: Client, interaction: UserInteraction, settings: Settings
) -> None:
    settings.ADMIN_CONTENT = "off"
    assert found(viewer, INTERACTIONS, {"user": "ann", "q": "umbrella"}) == []
    assert not LogEntry.objects.exists()


def test_titles_are_neither_shown_nor_found(viewer: Client, interaction: UserInteraction) -> None:
    assert found(viewer, SESSIONS, {"q": "Lost"}) == []
    assert found(viewer, SESSIONS, {"user": "ann", "q": "Lost"}) == []
    for url in (SESSIONS, INTERACTIONS, f"{SESSIONS}{interaction.session_id}/change/"):
        assert "Lost things" not in viewer.get(url).content.decode()
    assert viewer.get(SESSIONS, {"title__contains": "Lost"}).status_code == 400


@pytest.mark.parametrize("lookup", ["ai_response__icontains", "user_question__contains", "context_used__memories"])
def test_content_is_not_guessed_by_filtering(viewer: Client, interaction: UserInteraction, lookup: str) -> None:
    assert viewer.get(INTERACTIONS, {lookup: "umbrella"}).status_code == 400
    assert viewer.get(SESSIONS, {"context_summary__contains": "umbrella"}).status_code == 400
    assert viewer.get(SESSIONS, {f"interactions__{lookup}": "umbrella"}).status_code == 400


def test_every_link_of_a_filter_works(viewer: Client, two_people: tuple[UserInteraction, UserInteraction]) -> None:
    for url in (SESSIONS, INTERACTIONS):
        links = [
            choice["query_string"]
            for spec in viewer.get(url).context["cl"].filter_specs
            for choice in spec.choices(viewer.get(url).context["cl"])
            if "query_string" in choice
        ]

        assert len(links) > 5
        assert {viewer.get(url + link).status_code for link in links} == {200}


def test_a_typed_filter_keeps_the_others(viewer: Client, interaction: UserInteraction) -> None:
    page = viewer.get(INTERACTIONS, {"user": "ann", "model": "gpt-4o"}).content.decode()
    assert '<input type="hidden" name="model" value="gpt-4o">' in page
    assert '<input type="hidden" name="user" value="ann">' in page


def test_models_are_listed_by_steps_in_the_index(two_people: tuple[UserInteraction, UserInteraction]) -> None:
    assert lists.models_used() == ["claude-3", "gpt-4o"]


def test_a_count_stops_and_says_so(viewer: Client, ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED", 3)
    session = lifecycle.get_or_create_session(ann)

    for number in range(3):
        lifecycle.store_interaction(session, str(number), "a")

    assert "3 interactions" in viewer.get(INTERACTIONS).content.decode()
    lifecycle.store_interaction(session, "one more", "a")
    assert "3+ interactions" in viewer.get(INTERACTIONS).content.decode()
    chosen = {"action": "export_content", "select_across": "1", "_selected_action": [1]}
    assert "Too many rows" in viewer.post(INTERACTIONS, chosen, follow=True).content.decode()

    assert not LogEntry.objects.exists()


def test_pages_follow_each_other_in_order(viewer: Client, ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContentAdmin, "list_per_page", 3)
    session = lifecycle.get_or_create_session(ann)
    rows = [lifecycle.store_interaction(session, str(number), "a").pk for number in range(8)]
    pages = [found(viewer, INTERACTIONS, {"p": str(number), "user": "ann"}) for number in (1, 2, 3)]
    assert [pk for page in pages for pk in page] == rows[::-1]
    assert len(pages[2]) == 2


def test_query_counts_do_not_grow_with_rows(viewer: Client, ann: Any, bob: Any, interaction: UserInteraction) -> None:
    urls = (
        SESSIONS,
        INTERACTIONS,
        f"{SESSIONS}{interaction.session_id}/change/",
        f"{SESSIONS}?q=a",
        f"{INTERACTIONS}?q=a",
    )

    def counts() -> list[int]:
        counted = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                viewer.get(url)
            counted.append(len(queries))

        return counted

    counts()
    few = counts()

    for person in (ann, bob):
        for number in range(10):
            ended = UserSession.objects.create(user=person, session_end="2024-05-01T10:00:00Z")
            for session in (ended, interaction.session):
                row = lifecycle.store_interaction(session, str(number), "a")
                UserInteraction.objects.filter(pk=row.pk).update(model="gpt-4o")

    assert counts() == few
