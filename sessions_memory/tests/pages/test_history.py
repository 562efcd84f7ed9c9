"""The history page: sessions in order, and what a search finds."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import IndexedInteraction, RecallIndex, UserInteraction, UserSession
from sessions_memory.pages.filters import models_of, sources_of
from sessions_memory.pages.search_results import is_being_indexed
from sessions_memory.states import Source
from sessions_memory.tests.reading import as_read
from sessions_memory.web import dates

BEGIN = datetime(2026, 3, 14, 18, tzinfo=UTC)


def said(
    user: User, question: str, answer: str = "Well.", *, days: float = 0, source: str = Source.CHAT, model: str = ""
) -> UserInteraction:
    """In an ended session of its own."""
    start = BEGIN + timedelta(days=days)
    session = UserSession.objects.create(
        user=user, source=source, session_start=start, session_end=start, last_activity_at=start
    )
    row = lifecycle.store_interaction(session, question, answer, created_at=start)
    UserInteraction.objects.filter(pk=row.pk).update(model=model)

    return row


def shown(client: Client, url: str = "/history/", **query: str) -> str:
    """The list of the page, without the sidebar."""
    page = as_read(client.get(url, query).content.decode())
    return page[page.index('id="history-list"') :]


def all_pages(client: Client, pattern: str, **query: str) -> list[str]:
    seen, listing = [], shown(client, **query)
    for _ in range(9):
        seen += re.findall(pattern, listing)
        more = re.search(r'class="history-older"><a class="[^"]+" href="([^"]+)"', listing)
        if not more:
            return seen
        listing = shown(client, html.unescape(more[1]))

    raise AssertionError("the pages do not end")


def test_all_sessions_are_listed_newest_first_page_by_page(as_ann: Client, ann: User) -> None:
    for number in range(65):
        said(ann, f"Session {number:02}.", days=number)

    assert all_pages(as_ann, r"Session (\d\d)\.</a>") == [f"{n:02}" for n in reversed(range(65))]


def test_each_month_stands_once_above_its_sessions_over_all_pages(as_ann: Client, ann: User) -> None:
    for number in range(65):
        said(ann, "Plums", days=number)
    said(ann, "Long ago")
    UserSession.objects.filter(title="Long ago").update(session_start=dates.UNDATED)

    listed = all_pages(as_ann, r"(?<=<h2>)[^<]+(?=</h2>)|Plums(?=</a>)|Long ago(?=</a>)")
    headings = [text for text in listed if text not in ("Plums", "Long ago")]
    assert headings == ["May 2026", "April 2026", "March 2026", "Unknown date"]
    # 14 March to 17 May.
    assert [listed.index(heading) for heading in headings] == [0, 18, 49, 68]
    assert "history-month" not in shown(as_ann, q="Plums")


def test_a_row_says_what_its_session_is_and_can_be_changed_from_there(as_ann: Client, ann: User) -> None:
    row = said(ann, "<script>x</script> {title}", source=Source.CLAUDE)
    said(ann, "Plums", days=1)
    UserSession.objects.filter(pk=row.session_id).update(is_pinned=True, never_recall=True)
    listing = shown(as_ann, source="claude")
    assert "&lt;script&gt;x&lt;/script&gt; {title}</a>" in listing and "<script>x" not in listing

    assert "1 question, Claude" in listing and 'title="14 March 2026, 18:00">14 Mar 2026<' in listing
    assert "Include session in memory" in listing and 'aria-pressed="true"' in listing
    assert listing.count('name="next" value="/history/?source=claude"') == 3
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann, settings.PERSON_BACKEND)

    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown(strict))
    assert token
    strict.post(f"/s/{row.session_id}/pin/", {"csrfmiddlewaretoken": token[1], "next": "/history/"})
    assert not UserSession.objects.get(pk=row.session_id).is_pinned


def test_the_first_page_is_the_person_s_own_without_temporary_sessions(as_ann: Client, ann: User, bob: User) -> None:
    said(bob, "Bob's")
    said(ann, "Ann's")
    lifecycle.store_interaction(lifecycle.start_temporary_session(ann), "Secret", "Yes.")
    assert re.findall(r'class="history-title"[^>]*>([^<]*)<', shown(as_ann)) == ["Ann&#x27;s"]


def test_it_says_so_when_there_is_nothing(as_ann: Client) -> None:
    assert "No session yet" in shown(as_ann)


def test_a_search_finds_words_in_questions_and_answers_and_marks_them(as_ann: Client, ann: User) -> None:
    row = said(ann, "Telling <b>Ines</b> of my notice", "You could tell Ines first.", source=Source.CHATGPT)
    said(ann, "Four runs and Spanish")
    listing = shown(as_ann, q="ines notice")
    assert "Telling &lt;b&gt;<mark>Ines</mark>&lt;/b&gt; of my <mark>notice</mark>" in listing
    assert "You could tell <mark>Ines</mark> first." in listing and "ChatGPT import" in listing

    assert f'href="/s/{row.session_id}/?at={row.pk}#interaction-{row.pk}"' in listing
    assert "Four runs" not in listing


def test_a_search_shows_nothing_of_another_person(as_bob: Client, ann: User, bob: User) -> None:
    said(ann, "Ann's quinces", source=Source.CLAUDE, model="ann-model")
    said(bob, "Plums")
    page = as_bob.get("/history/", {"q": "quinces"}).content.decode()
    assert "No results" in page and "Ann" not in page and "ann-model" not in page and "Claude" not in page


def test_results_come_in_pages_and_each_once(as_ann: Client, ann: User) -> None:
    for number in range(47):
        said(ann, f"Quince {number:02}!", days=number)

    numbers = all_pages(as_ann, r"</mark> (\d\d)!", q="quince")
    assert numbers == [f"{n:02}" for n in reversed(range(47))]


FILTERS = [
    ({"source": "claude"}, {"B"}),
    ({"model": "gpt-5"}, {"A", "C"}),
    ({"since": "2026-03-15"}, {"B", "C"}),
    ({"until": "2026-03-14"}, {"A"}),
    ({"since": "2026-03-15", "until": "2026-03-15"}, {"B"}),
    ({"source": "chat", "model": "gpt-5", "since": "2026-03-16"}, {"C"}),
    ({"source": "claude", "model": "gpt-5"}, set()),
    ({"source": "", "model": "", "since": "", "until": ""}, {"A", "B", "C"}),
]


@pytest.mark.parametrize(("given", "expected"), FILTERS)
def test_a_search_is_narrowed_by_source_model_and_days(
    as_ann: Client, ann: User, given: dict[str, str], expected: set[str]
) -> None:
    said(ann, "A quince", model="gpt-5")
    said(ann, "B quince", days=1, source=Source.CLAUDE, model="claude-4")
    said(ann, "C quince", days=2, model="gpt-5")
    assert set(re.findall(r"([ABC]) <mark>quince", shown(as_ann, q="quince", **given))) == expected


def test_sessions_are_narrowed_by_source_and_days(as_ann: Client, ann: User) -> None:
    said(ann, "Here")
    said(ann, "Elsewhere", days=3, source=Source.CLAUDE)
    assert "Elsewhere" in shown(as_ann, source="claude") and "Here<" not in shown(as_ann, source="claude")
    assert "Here<" in shown(as_ann, until="2026-03-14") and "Elsewhere" not in shown(as_ann, until="2026-03-14")
    assert "No sessions match these filters" in shown(as_ann, since="2027-01-01")


def test_days_are_those_of_the_person_s_zone(as_ann: Client, ann: User) -> None:
    said(ann, "A late quince", days=0.24)  # 23:46 in UTC, the next day in Berlin
    as_ann.cookies["timezone"] = "Europe/Berlin"
    assert "late" in shown(as_ann, q="quince", since="2026-03-15")
    assert "No results" in shown(as_ann, q="quince", until="2026-03-14")


def test_the_form_keeps_what_was_given_and_each_filter_can_be_taken_off(as_ann: Client, ann: User) -> None:
    said(ann, "A quince", source=Source.CLAUDE, model="gpt-5")
    given = {"q": "quince & jam", "source": "claude", "model": "gpt-5", "since": "2026-03-01"}
    page = as_read(as_ann.get("/history/", given).content.decode())
    assert 'value="quince &amp; jam"' in page and '<option value="claude" selected>Claude</option>' in page
    assert "Since March 2026" in page and '<option value="gpt-5" selected>' in page

    for rest in (
        "q=quince+%26+jam&amp;since=2026-03-01&amp;model=gpt-5",
        "q=quince+%26+jam&amp;source=claude&amp;model=gpt-5",
        "q=quince+%26+jam&amp;source=claude&amp;since=2026-03-01",
        "source=claude&amp;since=2026-03-01&amp;model=gpt-5",
    ):
        assert f'href="/history/?{rest}"' in page

    assert 'aria-label="Clear the search"' in page


BAD = [
    ({"since": "yesterday"}, "Write it like 2026-03-31."),
    ({"since": "2026-05-01", "until": "2026-04-01"}, "The last day lies before the first."),
    ({"q": "x" * 501}, "A search has at most 500 characters."),
    ({"source": "nowhere"}, "Nothing of yours comes from there."),
    ({"q": "quince", "model": "unknown"}, "Nothing of yours comes from there."),
]


@pytest.mark.parametrize(("given", "sentence"), BAD)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_bad_input_gets_a_sentence(
    as_ann: Client, ann: User, given: dict[str, str], sentence: str, headers: dict[str, str]
) -> None:
    said(ann, "A quince")
    response = as_ann.get("/history/", given, headers=headers)
    assert response.status_code == 422 and sentence in response.content.decode()


def test_a_wrong_day_stays_in_its_field_which_says_that_it_is_wrong(as_ann: Client) -> None:
    page = as_ann.get("/history/", {"since": 'the "1st"', "until": "2026-04-01"}).content.decode()
    since, until = re.findall(r'<input [^>]*type="date"[^>]*>', page)
    assert 'name="since"' in since and 'value="the &quot;1st&quot;"' in since and 'aria-invalid="true"' in since
    assert 'id="id_until"' in until and 'value="2026-04-01"' in until and "aria-invalid" not in until


ODD = [
    "the",
    "🙂",
    "\x00",
    "quince\x00",
    '"quince" OR (',
    "%",
    "_",
    "\ud800",
    "ქართული",
    "* NEAR/2 -a",
    "'; --",
    "京都",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_searches_are_answered(as_ann: Client, ann: User, query: str) -> None:
    said(ann, "A quince")
    address = "/history/?q=" + "".join(f"%{byte:02x}" for byte in query.encode("utf-8", "surrogatepass"))
    assert as_ann.get(address).status_code == 200


# A list in a list in a list, as deep as an address is long, among them.
@pytest.mark.parametrize("cursor", ["x", "AAAA", "MjAyNiAx", "é", "SW5maW5pdHk", "W0luZmluaXR5LDEsMV0", "W1tb" * 2000])
@pytest.mark.parametrize("query", ["", "quince"])
def test_a_cursor_nobody_gave_out_leads_to_the_first_page(as_ann: Client, ann: User, cursor: str, query: str) -> None:
    said(ann, "A quince")
    response = as_ann.get("/history/", {"q": query, "cursor": cursor})
    assert response.status_code == 302
    assert response["Location"] == ("/history/?q=quince" if query else "/history/")


def test_a_search_by_htmx_gives_the_page_its_address(as_ann: Client, ann: User) -> None:
    said(ann, "A quince")
    given = {"q": "quince", "source": "", "model": "", "since": "", "until": ""}
    response = as_ann.get("/history/", given, headers={"HX-Request": "true"})
    assert response["HX-Replace-Url"] == "/history/?q=quince"


def test_a_missing_index_is_built_and_the_search_answered(as_ann: Client, ann: User) -> None:
    said(ann, "A quince")
    IndexedInteraction.objects.all().delete()
    RecallIndex.objects.all().delete()
    assert "<mark>quince</mark>" in shown(as_ann, q="quince") and "being rebuilt" not in shown(as_ann, q="quince")
    RecallIndex.objects.update(is_complete=False)

    assert is_being_indexed(ann)


def test_temporary_sessions_and_old_versions_are_not_found(as_ann: Client, ann: User) -> None:
    temporary = lifecycle.start_temporary_session(ann)
    lifecycle.store_interaction(temporary, "A secret quince", "Yes.")
    old = said(ann, "An old quince")
    UserInteraction.objects.filter(pk=old.pk).update(is_superseded=True)
    UserSession.objects.update(title="Fruit")
    assert "No results" in shown(as_ann, q="quince")


@pytest.mark.parametrize("query", ["", "quince"])
def test_the_query_count_does_not_grow_with_rows(
    as_ann: Client, ann: User, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    said(ann, "A quince", model="m")
    said(ann, "Another quince", days=1, source=Source.CLAUDE, model="n")
    shown(as_ann, q=query)

    with CaptureQueriesContext(connection) as few:
        shown(as_ann, q=query)

    with_two = len(few)
    for number in range(15):
        said(ann, f"Quince {number}", days=number, model="m")

    with django_assert_num_queries(with_two):
        shown(as_ann, q=query)


def test_the_history_needs_a_login_and_takes_no_post(as_ann: Client) -> None:
    assert Client().get("/history/?q=x")["Location"].startswith("/accounts/login/")
    assert as_ann.post("/history/").status_code == 405


def test_the_models_and_sources_that_a_person_knows(ann: User, bob: User) -> None:
    assert (models_of(ann), sources_of(ann)) == ([], [])
    for model in ("m2", "m1", "m2", ""):
        said(ann, "Q", model=model, source=Source.CLAUDE)

    said(ann, "Q", model="m3")
    said(bob, "Q", model="bob's", source=Source.GROK)
    assert models_of(ann) == ["m1", "m2", "m3"]
    assert sources_of(ann) == [Source.CHAT, Source.CLAUDE]
