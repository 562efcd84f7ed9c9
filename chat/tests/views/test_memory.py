"""The memory page: trying a question, what is known, what is always in mind, what is never recalled."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from chat.models import Preferences
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note, write_instructions
from sessions_memory.states import Source
from sessions_memory.tests.areas.made import area_of, said_in
from sessions_memory.tests.reading import as_read

pytestmark = pytest.mark.django_db(transaction=True)

HTMX = {"HX-Request": "true"}
BEGIN = datetime(2024, 3, 1, 12, tzinfo=UTC)


def said(user: User, question: str, *, days: int = 0, source: str = Source.CHAT) -> UserInteraction:
    start = BEGIN + timedelta(days=days)
    session = UserSession.objects.create(user=user, source=source, session_start=start, session_end=start)
    return lifecycle.store_interaction(session, question, "Well.", created_at=start)


def page(client: Client, **query: str) -> str:
    return as_read(client.get("/memory/", query).content.decode())


def test_a_question_is_tried_without_asking_a_model(as_ann: Client, ann: User, model_server: ModelServer) -> None:
    row = said(ann, "I sleep badly on <Sundays>", source=Source.CHATGPT)
    said(ann, "The marathon training goes well")
    shown = page(as_ann, q="When do I sleep badly?")
    assert "I <mark>sleep</mark> <mark>badly</mark> on &lt;Sundays&gt;" in shown and "ChatGPT import" in shown
    assert (
        "Mentions <bdi>“" in shown
        and re.search(r"1 recalled in \d+ ms", shown)
        and "marathon" not in shown.split("Notes")[0].split('id="tried"')[1]
    )

    assert f'/s/{row.session_id}/?at={row.pk}#interaction-{row.pk}"' in shown
    assert 'value="When do I sleep badly?"' in shown
    assert not model_server.requests and UserInteraction.objects.count() == 2


def test_a_fragment_s_request_gets_the_answer_alone(as_ann: Client, ann: User) -> None:
    said(ann, "I sleep badly on Sundays")
    fragment = as_ann.get("/memory/", {"q": "When do I sleep badly?"}, headers=HTMX).content.decode()
    assert fragment.startswith('<div class="tried" id="tried"') and "<mark>sleep</mark>" in fragment
    assert "Instructions" not in fragment


def test_a_question_is_tried_in_an_area(as_ann: Client, ann: User, bob: User) -> None:
    assert 'name="area"' not in page(as_ann)
    work, theirs = area_of(ann, is_closed=True), area_of(bob, "Play")
    said_in(work, ann, "I sleep badly on Sundays")
    query = {"q": "When do I sleep badly?"}

    shown = page(as_ann, **query, area=str(work.pk))
    assert "on Sundays" in shown and f'value="{work.pk}" selected' in shown and "Play" not in shown
    assert "on Sundays" not in page(as_ann, **query)

    refused = as_ann.get("/memory/", {**query, "area": str(theirs.pk)})
    assert refused.status_code == 422 and f"You have no area “{theirs.pk}”" in refused.content.decode()


def test_many_memories_open_on_demand(as_ann: Client, ann: User) -> None:
    for number in range(7):
        said(ann, f"I sleep badly in week {number} of {number * 31}", days=number)

    shown = page(as_ann, q="When do I sleep badly?")
    assert "7 recalled in" in shown and "Show the other 3" in shown


def test_it_says_when_nothing_would_be_recalled(as_ann: Client, ann: User, bob: User) -> None:
    said(bob, "Bob sleeps badly")
    said(ann, "I sleep badly on Sundays").keep_from_recall(never_recall=True)
    shown = page(as_ann, q="Who sleeps badly?")
    assert "Nothing would be recalled" in shown and "Bob" not in shown


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_too_long_a_question_is_told(as_ann: Client, headers: dict[str, str], settings: Settings) -> None:
    settings.QUESTION_MAX_CHARS = 100
    response = as_ann.get("/memory/", {"q": "x" * 130}, headers=headers)
    assert response.status_code == 422 and "30 characters over the 100" in response.content.decode()


@pytest.mark.parametrize("question", ["the", "🙂", "\x00", "a\x00b", " ", "* OR (", "ქართული"])
def test_odd_questions_are_answered(as_ann: Client, ann: User, question: str) -> None:
    said(ann, "I sleep badly on Sundays")
    assert as_ann.get("/memory/", {"q": question}).status_code == 200


def test_what_is_known_is_counted_by_source_and_year(as_ann: Client, ann: User, bob: User) -> None:
    said(ann, "A")
    said(ann, "B", days=400)
    said(ann, "C", source=Source.CLAUDE)
    said(bob, "Bob's", days=900, source=Source.GROK)
    temporary = lifecycle.start_temporary_session(ann)

    lifecycle.store_interaction(temporary, "Secret", "A")
    keep_note(ann, "Ines is my sister")
    shown = page(as_ann)
    assert "3 questions and 1 note, the earliest from 1 March 2024" in shown
    table = shown[shown.index('<table class="table known">') : shown.index("</table>")]

    years = re.findall(r'<th class="right" scope="col">([^<]+)</th>', table)
    counts = {
        name: dict(zip(years, re.findall(r"<td[^>]*>([\d,]+)</td>", row), strict=True))
        for name, row in re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table)
    }
    old = [year for year in years if year in ("2024", "before 2024") or year.startswith("before")]
    assert set(counts) == {"This vault", "Claude"}
    assert sum(int(count) for count in counts["This vault"].values()) == 2

    assert old and counts["Claude"][old[0]] == "1"


def test_the_page_of_somebody_new_says_so(as_ann: Client) -> None:
    assert "Nothing here yet" in page(as_ann) and "What’s in memory" not in page(as_ann)


def test_notes_and_instructions_stand_there_to_be_changed(as_ann: Client, ann: User, bob: User) -> None:
    note = keep_note(ann, "Ines is my sister")
    keep_note(bob, "Bob's note")
    write_instructions(ann, "Short answers.")
    shown = page(as_ann)
    assert "Ines is my sister" in shown and "Short answers.</textarea>" in shown and "Bob" not in shown

    assert as_ann.post(f"/notes/{note.pk}/switch/", {"active": "0"})["Location"] == "/memory/"
    assert "Switched off" in page(as_ann) and not Note.objects.get(pk=note.pk).is_active


def test_memory_off_for_the_account_is_told(as_ann: Client, ann: User) -> None:
    assert "Memory is off" not in page(as_ann)
    Preferences.objects.create(user=ann, uses_memory=False)
    assert "Memory is off for your account." in page(as_ann)


def test_what_is_never_recalled_is_listed_and_taken_back(as_ann: Client, ann: User, bob: User) -> None:
    row = said(ann, "Never this <b>one</b>")
    said(bob, "Bob's").keep_from_recall(never_recall=True)
    assert "Nothing. What you mark" in page(as_ann)
    row.keep_from_recall(never_recall=True)
    assert "1 question." in page(as_ann)

    listing = as_ann.get("/memory/never/").content.decode()
    assert "Never this &lt;b&gt;one" in listing and "Bob" not in listing
    assert f'href="/s/{row.session_id}/?at={row.pk}#interaction-{row.pk}"' in listing
    action = re.search(r'<form method="post" action="(/interactions/\d+/never-recall/)"', listing)
    assert action
    undone = as_ann.post(action[1], {"never": "0", "next": "/memory/never/"}, follow=True)

    assert undone.redirect_chain[-1][0] == "/memory/never/" and "Nothing is excluded" in undone.content.decode()
    row.refresh_from_db()
    assert not row.never_recall


def test_what_is_never_recalled_comes_in_pages(as_ann: Client, ann: User) -> None:
    for number in range(65):
        said(ann, f"Number {number:02}!", days=number).keep_from_recall(never_recall=True)

    seen, url = [], "/memory/never/"
    for _ in range(4):
        listing = as_ann.get(url).content.decode()
        seen += re.findall(r'dir="auto">Number (\d\d)!</p>', listing)
        more = re.search(r'href="(\?cursor=[^"]+)"', listing)

        if not more:
            break

        url = "/memory/never/" + more[1]

    assert seen == [f"{number:02}" for number in reversed(range(65))]
    assert as_ann.get("/memory/never/?cursor=x").status_code == 302


def test_a_whole_session_is_never_recalled_and_taken_back(as_ann: Client, as_bob: Client, ann: User) -> None:
    row = said(ann, "I sleep badly on Sundays")
    said(ann, "Never this one").keep_from_recall(never_recall=True)
    url, session = f"/s/{row.session_id}/never-recall/", row.session
    assert as_bob.post(url, {"never": "1"}).status_code == 404
    assert as_ann.post(url, {"never": "1"})["Location"] == f"/s/{row.session_id}/"

    opened = as_ann.get(f"/s/{row.session_id}/").content.decode()
    assert "<b>Never recalled.</b>" in opened and "Include session in memory" in opened
    assert "Nothing would be recalled" in page(as_ann, q="When do I sleep badly?")
    assert "1 question and 1 session." in page(as_ann)
    listing = as_ann.get("/memory/never/").content.decode()

    assert "Whole sessions" in listing and session.get_absolute_url() in listing
    assert "Sundays" in as_ann.get("/history/", {"q": "Sundays"}).content.decode()
    as_ann.post(url, {"never": "0", "next": "/memory/never/"})
    assert "Whole sessions" not in as_ann.get("/memory/never/").content.decode()
    assert "<mark>sleep</mark>" in page(as_ann, q="When do I sleep badly?")


@pytest.mark.parametrize("query", [{}, {"q": "When do I sleep badly?"}])
def test_the_query_count_does_not_grow(
    as_ann: Client, ann: User, django_assert_num_queries: DjangoAssertNumQueries, query: dict[str, str]
) -> None:
    for number in range(2):
        keep_note(ann, f"Note {number}", from_interaction=said(ann, f"I sleep badly, {number}"))

    page(as_ann, **query)
    with CaptureQueriesContext(connection) as few:
        page(as_ann, **query)

    with_two = len(few)
    for number in range(2, 12):
        row = said(ann, f"I sleep badly in week {number} of {number * 31}", days=40 * number, source=Source.CLAUDE)
        keep_note(ann, f"Note {number}", from_interaction=row)

    with django_assert_num_queries(with_two):
        page(as_ann, **query)


@pytest.mark.parametrize("url", ["/memory/", "/memory/never/"])
def test_the_pages_need_a_login_and_take_no_post(as_ann: Client, url: str) -> None:
    assert Client().get(url)["Location"].startswith("/accounts/login/")
    assert as_ann.post(url).status_code == 405
