"""The browsers in which a person is logged in, and logging one out from another."""

import re
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from insightvault.accounts.browsers import SHOWN_MAX, browser_name
from insightvault.accounts.models import SEEN_EVERY, Browser, User
from sessions_memory.tests.reading import as_read

PAGE = "/account/access/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Safari/537.36 Edg/126.0"
)


def logged_in(name: str, user_agent: str) -> Client:
    browser = Client(headers={"user-agent": user_agent})
    browser.post("/accounts/login/", {"username": name, "password": f"{name}-password-1"})
    return browser


def ways_out(browser: Client) -> list[str]:
    return re.findall(r'action="(/account/browsers/\w+/log-out/)"', browser.get(PAGE).content.decode())


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        *((FIREFOX, "Firefox on Linux"), (PHONE, "Safari on iPhone"), (EDGE, "Edge on Windows")),
        *(("curl/8.5", "A browser"), ("", "A browser"), ("x" * 600 + "Firefox", "A browser")),
    ],
)
def test_a_browser_has_a_name_in_plain_words(sent: str, name: str) -> None:
    assert browser_name(sent) == name


def test_a_browser_is_logged_out_from_another_at_once(ann: User) -> None:
    desk, phone = logged_in("ann", FIREFOX), logged_in("ann", PHONE)
    page = as_read(desk.get(PAGE).content.decode())
    assert page.index("Firefox on Linux") < page.index("This one") < page.index("Safari on iPhone")

    [there] = ways_out(desk)
    assert desk.post(there)["Location"] == PAGE
    assert phone.get("/")["Location"].startswith("/accounts/login/")
    assert desk.get("/").status_code == 200 and ways_out(desk) == []


def test_browsers_of_others_are_neither_listed_nor_logged_out(ann: User, bob: User) -> None:
    anns, other, bobs = logged_in("ann", FIREFOX), logged_in("ann", FIREFOX), logged_in("bob", EDGE)
    [there] = ways_out(anns)
    assert "Firefox" not in bobs.get(PAGE).content.decode() and bobs.post(there).status_code == 404
    bobs.post("/account/browsers/log-out/")
    assert other.get("/").status_code == 200

    anns.post("/account/browsers/log-out/")
    assert other.get("/").status_code == 302 and anns.get("/").status_code == bobs.get("/").status_code == 200


def test_the_page_holds_no_key_of_a_session_and_so_many_rows(as_ann: Client, ann: User) -> None:
    for _ in range(SHOWN_MAX + 2):
        Client().force_login(ann, backend=settings.PERSON_BACKEND)
    page = as_ann.get(PAGE).content.decode()
    assert page.count("Log out there:") <= SHOWN_MAX
    assert not any(key in page for key in Browser.objects.values_list("session_key", flat=True))


def test_a_login_that_a_new_password_ended_is_not_listed(ann: User) -> None:
    desk, _ = logged_in("ann", FIREFOX), logged_in("ann", PHONE)
    new = {"new_password1": "quince-jelly-1847", "new_password2": "quince-jelly-1847"}
    desk.post("/account/password/", {"old_password": "ann-password-1", **new})
    page = desk.get(PAGE).content.decode()
    assert "Firefox on Linux" in page and "Safari" not in page


def test_when_a_browser_was_seen_is_written_now_and_then(as_ann: Client, ann: User) -> None:
    def seen() -> datetime:
        return Browser.objects.get().seen_at

    before = seen()
    as_ann.get("/history/")
    assert seen() == before
    Browser.objects.update(seen_at=before - SEEN_EVERY)
    as_ann.get("/history/")
    assert seen() >= before


def test_who_was_logged_in_before_the_table_stays_so(ann: User, bob: User) -> None:
    browser = Client()
    browser.force_login(ann, backend=settings.PERSON_BACKEND)
    kept = Browser.objects.get()
    row = {"session_key": kept.session_key, "session_data": kept.session_data, "expire_date": kept.expire_date}
    Browser.objects.all().delete()
    Session.objects.create(**row)
    Session.objects.create(**row | {"session_key": "over", "expire_date": timezone.now() - timedelta(days=1)})

    import_module("insightvault.accounts.migrations.0005_logins_know_whose_they_are").take_over(apps, None)
    assert browser.get("/").status_code == 200 and Browser.objects.get().user == ann
    assert not Session.objects.exists()
