"""Each reader is answered in their language; nothing that is kept for all mixes two."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from insightvault.accounts.models import ApiToken, User
from insightvault.server import senders
from insightvault.server.languages import in_language_of
from insightvault.tests.asking import answer_to
from sessions_memory import lifecycle
from sessions_memory.web import dates
from sessions_memory.web.sizes import number

GERMAN = {"Accept-Language": "fr, de-AT;q=0.8, en;q=0.5"}
PASSWORD = "quince-jelly-1847"


@pytest.fixture(autouse=True)
def two_languages(settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]


def language_of(page: bytes) -> str:
    return page.decode().partition('lang="')[2].partition('"')[0]


def test_the_browser_s_first_language_that_is_offered_is_spoken(as_ann: Client) -> None:
    for accepted, language in ((GERMAN["Accept-Language"], "de"), ("fr", "en"), ("en, de", "en"), ("x" * 900, "en")):
        response = as_ann.get("/account/", headers={"Accept-Language": accepted})
        assert language_of(response.content) == response.headers["Content-Language"] == language
        assert "Accept-Language" in response.headers["Vary"]


def test_a_language_with_no_catalogue_is_not_offered(as_ann: Client, settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English")]
    page = as_ann.get("/account/", headers=GERMAN).content
    assert language_of(page) == "en" and b'name="language"' not in page


def test_the_chosen_language_holds_whatever_the_browser_says(as_ann: Client, ann: User) -> None:
    chosen = as_ann.post("/account/profile/", {"time_zone": "", "language": "de"})
    ann.refresh_from_db()
    assert ann.language == chosen.cookies["chosen_language"].value == "de"
    assert language_of(as_ann.get("/", headers={"Accept-Language": "en"}).content) == "de"

    as_ann.post("/account/profile/", {"time_zone": "", "language": ""})
    assert language_of(as_ann.get("/", headers={"Accept-Language": "en"}).content) == "en"
    assert as_ann.post("/account/profile/", {"language": "tlh"}).status_code == 422


def test_logging_in_brings_the_choice_along(ann: User, client: Client) -> None:
    ann.set_password(PASSWORD)
    ann.language = "de"
    ann.save()
    # Somebody else's, from before.
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    client.post(reverse("login"), {"username": "ann", "password": PASSWORD})

    assert language_of(client.get("/").content) == "de"


def test_pages_of_failures_are_in_it(client: Client) -> None:
    assert language_of(client.get("/none/", headers=GERMAN).content) == "de"
    assert language_of(client.get("/", headers=GERMAN | {"Host": "elsewhere.example"}).content) == "de"


def test_programs_are_answered_in_english(ann: User, client: Client) -> None:
    token = {"Authorization": f"Bearer {ApiToken.objects.create_for(ann, 'test')[1]}"}
    assert client.get("/sessions/recent", headers=GERMAN | token).headers["Content-Language"] == "en"


@pytest.mark.django_db(transaction=True)
async def test_the_event_loop_keeps_languages_apart() -> None:
    for accepted in ("de", "en", "de"):
        answer = await answer_to(reverse("login"), headers={"accept-language": accepted})
        assert language_of(answer.body.encode()) == answer.headers["content-language"] == accepted


def test_what_is_refused_before_there_is_a_request_is_in_it() -> None:
    for accepted in ("de", "en", "de"):
        scope = {"path": "/", "headers": [(b"accept-language", accepted.encode())]}
        with in_language_of(scope):
            assert language_of(senders.too_many(scope).content) == accepted


def test_rows_and_days_of_a_page_are_in_one_language(as_ann: Client, ann: User) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "Q", "A", created_at=datetime(2025, 3, 1, 12, 34, tzinfo=UTC))
    for accepted, month in (("de", "März"), ("en", "March"), ("de", "März")):
        page = as_ann.get("/", headers={"Accept-Language": accepted}).content.decode()
        assert ("März" in page, "March" in page) == (month == "März", month == "March")


def test_numbers_and_weekdays() -> None:
    with translation.override("de"):
        assert number(10_204) == "10.204" and dates.words().weekdays[0] == "Montag"

    assert number(10_204) == "10,204" and dates.words().weekdays[0] == "Monday"
