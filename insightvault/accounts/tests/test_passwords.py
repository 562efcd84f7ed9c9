"""Passwords are hashed where they hold nobody up: every form that takes one, found by a walk over all pages."""

import asyncio
import contextlib
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as project
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import resolve, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from insightvault.accounts.first_run import setup_token
from insightvault.accounts.models import User
from insightvault.accounts.passwords import MARK, PLACES, PLACES_OF_AN_ADDRESS, PLACES_OF_KNOWN, Busy, Queue
from insightvault.accounts.tests import hashers
from insightvault.accounts.tests.hashers import WatchedHasher
from insightvault.tests.asking import Answer, answer_to, posted
from insightvault.tests.routes import filled, routes

LOGIN = "/accounts/login/"
STRONG = "quince-jelly-1847"
STRANGERS = 64
# By the name of their address.
TAKING = {
    "login",
    "accounts:setup",
    "accounts:signup",
    "accounts:password-reset",
    "accounts:password-change",
    "accounts:delete",
    "admin:accounts_user_add",
    "admin:auth_user_password_change",
}


class Forms(HTMLParser):
    """The addresses of a page's forms that take a password; the key of a model server is none."""

    def __init__(self, page: str, there: str) -> None:
        super().__init__()
        self.actions: set[str] = set()
        self._there = self._action = there
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._action = urljoin(self._there, given.get("action") or "")
        elif tag == "input" and given.get("type") == "password" and not (given.get("name") or "").endswith("api_key"):
            self.actions.add(self._action)


def reset_page(person: User) -> tuple[Client, str]:
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    client = Client()
    return client, client.get(
        reverse("accounts:password-reset", args=[uid, default_token_generator.make_token(person)])
    )["Location"]


def test_every_form_that_takes_a_password_is_found_and_marked(
    settings: Settings, ann: User, as_ann: Client, as_owner: Client
) -> None:
    settings.SIGNUP_OPEN = True
    values = {"int": str(ann.pk), "str": str(ann.pk), "path": str(ann.pk), "uuid": str(uuid.uuid4()), "": str(ann.pk)}
    paths = [filled(route, values) for route in routes()]
    pages = [(client, path) for client in (Client(), as_ann, as_owner) for path in paths if "logout" not in path]

    actions = set()
    for client, path in [*pages, reset_page(ann)]:
        answer = client.get(path)
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            actions |= Forms(answer.content.decode(), path).actions
    # Open only while there is nobody.
    actions.add("/setup/token/")

    assert {resolve(action).view_name for action in actions} == TAKING
    assert [action for action in actions if not getattr(resolve(action).func, MARK, False)] == []


@pytest.fixture
def watched(settings: Settings) -> Iterator[None]:
    settings.PASSWORD_HASHERS = [hashers.PATH]
    WatchedHasher.begin()
    yield
    WatchedHasher.may_go.set()


@pytest.mark.django_db(transaction=True)
async def test_each_of_them_hashes_on_the_passwords_thread(watched: None, settings: Settings) -> None:
    settings.SIGNUP_OPEN = True
    two = {"password1": STRONG, "password2": STRONG}
    new = {"new_password1": STRONG, "new_password2": STRONG}
    first = await sync_to_async(setup_token)()
    await done_aside(f"/setup/{first}/", {"username": "owner", **two})
    owner = await User.objects.aget()
    await done_aside("/accounts/signup/", {"username": "ann", **two})
    ann = await User.objects.aget(username="ann")

    logged_in = await done_aside(LOGIN, {"username": "ann", "password": STRONG})
    await done_aside("/account/password/", {"old_password": STRONG, **new}, session=logged_in)
    await ann.arefresh_from_db()
    client, page = await sync_to_async(reset_page)(ann)
    await done_aside(page, new, session=client.cookies[project.SESSION_COOKIE_NAME].value)
    logged_in = await done_aside(LOGIN, {"username": "owner", "password": STRONG})
    await done_aside("/admin/accounts/user/add/", {"username": "bob", "usable_password": "true", **two}, logged_in)
    await done_aside(f"/admin/accounts/user/{ann.pk}/password/", {"usable_password": "true", **two}, logged_in)
    logged_in = await done_aside(LOGIN, {"username": "ann", "password": STRONG})
    await done_aside("/account/delete/", {"password": STRONG}, logged_in)
    assert owner.is_superuser and not await User.objects.filter(username="ann").aexists()


async def done_aside(path: str, fields: dict[str, str], session: str = "") -> str:
    """Sends a form; the login that came of it, if any."""
    WatchedHasher.begin()
    answer = await posted(path, fields, session=session)
    assert answer.status == 302, (path, answer.body)
    assert WatchedHasher.threads and {name.split("_")[0] for name in WatchedHasher.threads} == {"passwords"}
    return answer.headers.get("set-cookie", "").partition(f"{project.SESSION_COOKIE_NAME}=")[2].partition(";")[0]


@pytest.mark.django_db(transaction=True)
async def test_strangers_with_made_up_names_hold_nobody_up(watched: None) -> None:
    WatchedHasher.begin(waiting=True)
    flood = [
        asyncio.create_task(posted(LOGIN, wrong(f"nobody-{number}"), client=f"10.0.0.{number}"))
        for number in range(STRANGERS)
    ]
    assert await asyncio.to_thread(WatchedHasher.is_hashing.wait, 20)
    refused = await first_done(flood, STRANGERS - PLACES)
    others = await asyncio.gather(*(answer_to(LOGIN) for _ in range(8)))
    assert {answer.status for answer in others} == {200}
    assert {answer.status for answer in refused} == {429}
    assert refused[0].headers["retry-after"] and "Try again in a few seconds" in refused[0].body
    assert "default-src 'self'" in refused[0].headers["content-security-policy"]

    WatchedHasher.may_go.set()
    answers = await asyncio.gather(*flood)
    assert [answer.status for answer in answers].count(200) == PLACES == len(WatchedHasher.threads)
    assert WatchedHasher.most_at_once == 1


@pytest.mark.django_db(transaction=True)
async def test_one_address_leaves_places_for_others(watched: None) -> None:
    WatchedHasher.begin(waiting=True)
    flood = [asyncio.create_task(posted(LOGIN, wrong("nobody"), client="10.0.0.1")) for _ in range(PLACES)]
    await first_done(flood, PLACES - PLACES_OF_AN_ADDRESS)
    other = asyncio.create_task(posted(LOGIN, wrong("ann"), client="10.0.0.2"))
    WatchedHasher.may_go.set()
    assert (await other).status == 200
    await asyncio.gather(*flood)


@pytest.mark.django_db(transaction=True)
async def test_a_question_of_who_finds_no_place_is_not_lost(watched: None) -> None:
    WatchedHasher.begin(waiting=True)
    flood = [asyncio.create_task(posted(LOGIN, wrong("nobody"), client="10.0.0.1")) for _ in range(PLACES)]
    await first_done(flood, PLACES - PLACES_OF_AN_ADDRESS)
    refused = await posted(LOGIN, {**wrong("ann"), "question": "Where <is> it?"}, client="10.0.0.1")
    assert "Where &lt;is&gt; it?</textarea>" in refused.body
    WatchedHasher.may_go.set()
    await asyncio.gather(*flood)


def test_a_flood_leaves_places_to_browsers_that_were_here_before() -> None:
    queue = Queue()
    with contextlib.ExitStack() as held:
        for number in range(PLACES):
            held.enter_context(queue.place(f"10.0.0.{number}"))
        for _ in range(PLACES_OF_KNOWN):
            held.enter_context(queue.place("10.0.1.1", browser="ann's"))
        with pytest.raises(Busy), queue.place("10.0.1.1", browser="ann's"):
            pass
        with pytest.raises(Busy), queue.place("10.0.1.1"):
            pass
    assert not queue._places


def test_a_place_is_given_back_and_nothing_stays_of_who_had_it() -> None:
    queue = Queue()
    for number in range(3 * PLACES):
        with queue.place(f"10.0.0.{number}"):
            pass
    assert not queue._places


@pytest.mark.parametrize("name", ["ann", "nobody", "left"])
def test_a_known_name_costs_what_an_unknown_one_does(db: None, watched: None, name: str) -> None:
    User.objects.create_user("ann", password=STRONG)
    User.objects.create_user("left", password=STRONG, is_active=False)
    WatchedHasher.begin()
    Client().post(LOGIN, wrong(name))
    assert len(WatchedHasher.threads) == 1


def wrong(name: str) -> dict[str, str]:
    return {"username": name, "password": "wrong"}


async def first_done(tasks: "list[asyncio.Task[Answer]]", number: int) -> list[Answer]:
    """The answers of the first `number` to be done."""
    async with asyncio.timeout(60):
        while len(done := [task for task in tasks if task.done()]) < number:
            await asyncio.wait([task for task in tasks if not task.done()], return_when=asyncio.FIRST_COMPLETED)
    return [task.result() for task in done]
