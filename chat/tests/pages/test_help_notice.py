"""The quiet notice as a reader meets it, and that nothing else knows of it."""

import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from chat.help.lines import LINES
from chat.help.rules import Concern, Who
from chat.models import Preferences, RegionalHelp
from chat.pages.help_notice import help_notice
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.tests.reading import as_read

IN_BERLIN = {"timezone": "Europe/Berlin"}
HEAVY = "I want to die"
NUMBER = "0800 111 0 111"


def asked(user: User, question: str = HEAVY, answer: str = "I am listening.") -> UserSession:
    session = lifecycle.get_or_create_session(user)
    lifecycle.store_interaction(session, question, answer)
    return session


def page(client: Client, **headers: str) -> str:
    return as_read(client.get("/", headers=headers).content.decode())


def test_it_stands_beside_the_answer_with_the_number_of_the_person_s_region(as_ann: Client, ann: User) -> None:
    asked(ann)
    as_ann.cookies.load(IN_BERLIN)
    shown = page(as_ann)
    assert "You don’t have to carry this alone." in shown and "I am listening." in shown
    assert 'In Germany someone listens at <a class="help-number" href="tel:08001110111">0800 111 0 111</a>' in shown

    assert ", free, day and night. In danger right now: 112." in shown


def test_it_is_there_as_soon_as_the_question_is_asked_and_stays(as_ann: Client, ann: User) -> None:
    as_ann.cookies.load(IN_BERLIN)
    fragment = as_ann.post("/ask/", {"question": HEAVY}, headers={"HX-Request": "true"}).content.decode()
    assert NUMBER in fragment and "data-stream-url" in fragment
    row = UserInteraction.objects.get()
    again = as_ann.get(f"/interactions/{row.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert NUMBER in again


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Ich will nicht mehr leben", ["Du musst das nicht allein tragen.", "In Deutschland hört jemand zu: "]),
        ("My sister is suicidal", ["You don’t have to help alone.", "also there for those who worry about someone"]),
        ("Meine Tochter ritzt sich", ["Du musst nicht allein helfen.", "auch für Menschen da, die sich um jemanden"]),
    ],
)
def test_it_is_said_in_the_question_s_language_and_suits_whom_it_is_about(
    as_ann: Client, ann: User, question: str, sentences: list[str]
) -> None:
    asked(ann, question)
    as_ann.cookies.load(IN_BERLIN)
    assert all(sentence in page(as_ann) for sentence in sentences)


def test_where_the_region_is_unknown_a_directory_is_named(as_ann: Client, ann: User) -> None:
    asked(ann)
    shown = page(as_ann, accept_language="sw-KE")
    assert "https://findahelpline.com" in shown and "Find a help line" in shown and "tel:" not in shown


def test_an_ordinary_question_has_none(as_ann: Client, ann: User) -> None:
    asked(ann, "How do I kill a process?")
    assert "help-number" not in page(as_ann) and "findahelpline" not in page(as_ann)


def test_the_person_s_own_choice_wins(as_ann: Client, ann: User) -> None:
    asked(ann)
    as_ann.cookies.load(IN_BERLIN)
    assert as_ann.post("/account/help/", {"help_region": "AT"})["Location"] == "/account/"
    assert "In Austria someone listens at" in page(as_ann)
    assert '<option value="AT" selected>Austria</option>' in as_ann.get("/account/").content.decode()

    assert (
        "Choose one of the list." in as_ann.post("/account/help/", {"help_region": "XX"}, follow=True).content.decode()
    )
    assert Preferences.objects.get().help_region == "AT"


def test_countries_are_named_and_ordered_in_the_reader_s_language(as_ann: Client) -> None:
    account = as_ann.get("/account/", headers={"accept-language": "de"}).content.decode()
    options = re.findall(r'<option value="([A-Z]{2})">([^<]+)</option>', account)
    assert ("DE", "Deutschland") in options
    names = [name for _, name in options]
    assert names.index("Niederlande") < names.index("Österreich") < names.index("Portugal")
    assert {code for code, _ in options} == set(LINES)


def test_choosing_needs_a_login_and_a_post(as_ann: Client, db: None) -> None:
    assert Client().post("/account/help/", {"help_region": "AT"})["Location"].startswith("/accounts/login/")
    assert as_ann.get("/account/help/").status_code == 405
    assert not Preferences.objects.exists()


def test_the_owner_changes_the_words_in_the_admin(as_owner: Client, as_ann: Client, ann: User) -> None:
    asked(ann)
    as_ann.cookies.load(IN_BERLIN)
    assert NUMBER in as_owner.get("/admin/chat/regionalhelp/add/").content.decode()
    words = {
        "region": "DE",
        "text": "Our own line 030 <1> is here.",
        "number": "030 <1>",
        "link": "https://help.example/x",
    }

    assert as_owner.post("/admin/chat/regionalhelp/add/", words).status_code == 302
    shown = page(as_ann)
    assert 'Our own line <a class="help-number" href="tel:0301">030 &lt;1&gt;</a> is here.' in shown
    assert NUMBER not in shown and 'href="https://help.example/x"' in shown
    RegionalHelp.objects.all().delete()

    assert NUMBER in page(as_ann)


def test_who_does_not_own_the_vault_cannot_change_them(as_bob: Client) -> None:
    assert as_bob.post("/admin/chat/regionalhelp/add/", {"region": "DE", "text": "x"}).status_code != 200
    assert not RegionalHelp.objects.exists()


@pytest.mark.parametrize("region", LINES)
@pytest.mark.parametrize("who", Who)
@pytest.mark.parametrize("language", ["en", "de"])
def test_each_region_s_sentence_holds_its_number_once(region: str, who: Who, language: str) -> None:
    notice = help_notice(Concern(who, language), region, None)
    assert notice.number == LINES[region].number and notice.after.endswith(".")
    assert notice.number not in notice.before + notice.after and LINES[region].emergency in notice.danger


async def test_it_is_stored_and_logged_nowhere(
    answers: None, ann: User, model_server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = AsyncClient()
    await client.aforce_login(ann, backend=settings.PERSON_BACKEND)
    await client.post("/ask/", {"question": HEAVY}, headers={"HX-Request": "true", "Accept-Language": "de-DE"})
    row = await UserInteraction.objects.aget()

    response = await client.get(f"/interactions/{row.pk}/stream/")
    stream = b"".join([chunk async for chunk in response.streaming_content]).decode()  # type: ignore[attr-defined]
    await row.arefresh_from_db()
    kept = [f"{getattr(row, field.attname)}" for field in UserInteraction._meta.concrete_fields]
    assert row.ai_response and not any(NUMBER in text or "carry this alone" in text for text in kept)

    assert NUMBER not in stream and NUMBER not in str(model_server.requests)
    assert HEAVY not in caplog.text and NUMBER not in caplog.text


def test_no_row_is_written_for_it(as_ann: Client, ann: User) -> None:
    asked(ann)
    as_ann.cookies.load(IN_BERLIN)
    page(as_ann)
    before = {model: model._base_manager.count() for model in apps.get_models()}
    assert NUMBER in page(as_ann)

    assert {model: model._base_manager.count() for model in apps.get_models()} == before


def test_its_query_count_does_not_grow_with_questions(
    as_ann: Client, ann: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    as_ann.cookies.load(IN_BERLIN)
    asked(ann)
    page(as_ann)

    with CaptureQueriesContext(connection) as one:
        page(as_ann)

    with_one = len(one)
    for number in range(8):
        asked(ann, f"{HEAVY} {number}")

    page(as_ann)
    with django_assert_num_queries(with_one):
        assert page(as_ann).count("help-number") == 9


def test_the_list_of_questions_and_the_history_do_not_show_it(as_ann: Client, ann: User) -> None:
    asked(ann)
    as_ann.cookies.load(IN_BERLIN)

    for url in ("/history/", "/sidebar/"):
        assert NUMBER not in as_ann.get(url).content.decode()


@pytest.mark.parametrize("url", ["/", "/?temporary=1"])
def test_the_thread_page_says_that_this_is_no_therapy(as_ann: Client, url: str) -> None:
    assert "A model can be wrong. This is no therapy." in as_ann.get(url).content.decode()


def test_the_line_is_not_hidden_on_a_phone() -> None:
    css = (Path(__file__).parents[3] / "static/css/thread.css").read_text(encoding="utf-8")
    assert ".dock-foot { display: none; }" not in css
