"""On the event loop, middleware does what it does in a thread; asked by a client that takes the asynchronous path."""

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.middleware.security import SecurityMiddleware
from django.test import AsyncClient, AsyncRequestFactory
from django.test.client import AsyncClientHandler
from django.utils.module_loading import import_string
from pytest_django import Settings

from insightvault.accounts.models import Browser, User
from insightvault.asgi import Handler
from insightvault.server import on_the_loop
from insightvault.server.on_the_loop import _closing
from sessions_memory import lifecycle

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "quince-jelly-1847"


@pytest.fixture(autouse=True, params=[True, False], ids=["fast", "plain"])
def fast_path(request: pytest.FixtureRequest, settings: Settings) -> bool:
    """Each test here holds with plain Django, too."""
    is_fast = bool(request.param)
    settings.FAST_PATH = is_fast

    return is_fast


class ServedHandler(AsyncClientHandler, Handler):  # type: ignore[misc]  # each is called in its own way
    """The server's own, asked without a server."""


@pytest.fixture
def browser() -> AsyncClient:
    client = AsyncClient(enforce_csrf_checks=True)
    client.handler = ServedHandler(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    return client


def form(browser: AsyncClient, **fields: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies[settings.CSRF_COOKIE_NAME].value, **fields}


async def test_a_login_is_kept_and_a_message_is_shown_once(browser: AsyncClient) -> None:
    ann = await User.objects.acreate_user("ann", password=PASSWORD)
    session = await sync_to_async(lifecycle.start_session)(ann)
    answered = await browser.post("/accounts/login/", form(browser, username="ann", password=PASSWORD))
    assert answered.status_code == 302 and browser.cookies[settings.SESSION_COOKIE_NAME].value
    await browser.post(f"/s/{session.pk}/end/", form(browser))

    assert "Session ended." in (await browser.get("/history/")).content.decode()
    assert "Session ended." not in (await browser.get("/history/")).content.decode()
    await browser.post("/accounts/logout/", form(browser))
    assert (await browser.get("/history/")).status_code == 302


async def test_the_answer_carries_what_protects_the_page(browser: AsyncClient) -> None:
    page = await browser.get("/accounts/login/")
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert (page["X-Frame-Options"], page["X-Content-Type-Options"]) == ("DENY", "nosniff")


async def test_a_post_without_its_token_is_refused(browser: AsyncClient) -> None:
    assert (await browser.post("/accounts/login/", {"username": "ann"})).status_code == 403


async def test_a_page_renews_the_cookie_against_forgery_and_a_fragment_only_a_missing_one(browser: AsyncClient) -> None:
    ann = await User.objects.acreate_user("ann", password=PASSWORD)
    row = await sync_to_async(lifecycle.store_question)(ann, "Why?")
    await browser.aforce_login(ann, backend=settings.PERSON_BACKEND)
    turn, htmx = f"/interactions/{row.pk}/", {"HX-Request": "true"}

    assert settings.CSRF_COOKIE_NAME in (await browser.get("/")).cookies
    fragment = await browser.get(turn, headers=htmx)
    assert "csrfmiddlewaretoken" in fragment.content.decode() and not fragment.cookies

    del browser.cookies[settings.CSRF_COOKIE_NAME]
    assert settings.CSRF_COOKIE_NAME in (await browser.get(turn, headers=htmx)).cookies


async def test_a_question_sent_with_an_old_form_by_somebody_logged_in_comes_back(browser: AsyncClient) -> None:
    ann = await User.objects.acreate_user("ann", password=PASSWORD)
    await browser.aforce_login(ann, backend=settings.PERSON_BACKEND)
    refused = await browser.post("/ask/", {"question": "What I typed"})
    assert refused.status_code == 403 and "What I typed</textarea>" in refused.content.decode()


@pytest.mark.parametrize("is_async", [True, False])
async def test_an_export_is_closed_in_the_thread_that_holds_its_rows(is_async: bool, fast_path: bool) -> None:
    class Content:
        closed_in = 0

        def close(self) -> None:
            self.closed_in = threading.get_ident()

        def __iter__(self) -> Iterator[bytes]:
            return iter([b""])

    class AsyncContent(Content):
        __iter__ = None  # type: ignore[assignment]

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b""

    content = AsyncContent() if is_async else Content()
    await _closing(StreamingHttpResponse(content).close)()
    assert content.closed_in and (content.closed_in == threading.get_ident()) is (is_async and fast_path)


@pytest.mark.parametrize(("length", "is_small"), [("900", True), ("5000000", False), ("", False)])
async def test_a_large_form_is_read_beside_the_loop(length: str, is_small: bool, fast_path: bool) -> None:
    threads: list[int] = []

    class Probe(CsrfViewMiddleware):
        def process_view(self, request: HttpRequest, *args: Any) -> None:
            threads.append(threading.get_ident())

    request = HttpRequest()
    request.method, request.META["CONTENT_LENGTH"] = "POST", length
    hook = Handler().adapt_method_mode(True, Probe(lambda request: HttpResponse()).process_view)

    await hook(request, None, (), {})
    assert (threads == [threading.get_ident()]) is (is_small and fast_path)


async def test_a_file_is_written_by_a_thread_that_is_told_which(fast_path: bool) -> None:
    """Django does so from 6.1 on with a body that is too large for memory."""
    assert await _closing(threading.get_ident, thread_sensitive=False)() != threading.get_ident()


View = Callable[[HttpRequest], object]
Case = tuple[type, str, View]


def keep_something(request: HttpRequest) -> None:
    request.session["asked"] = 3


def look(request: HttpRequest) -> object:
    return request.session.get("asked")


def tell_something(request: HttpRequest) -> None:
    messages.success(request, "Session ended.")


def read_messages(request: HttpRequest) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]


def who(request: HttpRequest) -> str:
    return str(request.user)


def nothing(request: HttpRequest) -> None:
    pass


# Each middleware, a path, and what its view does.
CASES: list[Case] = [
    (SecurityMiddleware, "/history/", nothing),
    (SecurityMiddleware, "/insecure/", nothing),
    (SessionMiddleware, "/history/", keep_something),
    (SessionMiddleware, "/history/", look),
    (SessionMiddleware, "/history/", nothing),
    (CommonMiddleware, "/history", nothing),
    (CommonMiddleware, "/history/", nothing),
    (CsrfViewMiddleware, "/history/", get_token),
    (CsrfViewMiddleware, "/history/", nothing),
    (AuthenticationMiddleware, "/history/", who),
    (MessageMiddleware, "/history/", tell_something),
    (MessageMiddleware, "/history/", read_messages),
    (MessageMiddleware, "/history/", nothing),
    (XFrameOptionsMiddleware, "/history/", nothing),
]


async def through(middleware: Any, path: str, view: View, cookies: dict[str, str]) -> tuple[Any, HttpResponseBase]:
    """The view's own response, and the one that comes out of the middleware around it."""
    given: list[Any] = []
    request = AsyncRequestFactory().get(path)
    request.COOKIES = cookies
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    request.user = await sync_to_async(User.objects.get)(username="ann")

    async def get_response(request: HttpRequest) -> HttpResponse:
        given.append(await sync_to_async(view)(request))
        return HttpResponse("here", status=404 if path == "/history" else 200)

    return given, await middleware(get_response)(request)


def described(response: HttpResponseBase) -> Any:
    """All of it; of what is made by chance, how long it is."""
    cookies = {name: (len(cookie.value), str(cookie["max-age"])) for name, cookie in response.cookies.items()}
    return response.status_code, sorted(response.items()), cookies


def test_each_middleware_has_a_case() -> None:
    ours = {import_string(name) for name in settings.MIDDLEWARE if name.startswith("django.")}
    assert {middleware for middleware, _, _ in CASES} == set(on_the_loop.MIDDLEWARE) == ours


@pytest.mark.parametrize(("middleware", "path", "view"), CASES)
async def test_a_middleware_does_both_ways_the_same(
    middleware: type, path: str, view: View, ann: User, settings: Settings
) -> None:
    settings.FAST_PATH = True
    on_the_loop.install()
    settings.SECURE_SSL_REDIRECT = path == "/insecure/"
    kept: dict[str, Any] = {}
    both = []

    for settings.FAST_PATH in (True, False):
        browser = AsyncClient()
        await browser.aforce_login(ann, backend=settings.PERSON_BACKEND)
        cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value, "messages": ""}
        given, response = await through(middleware, path, view, cookies)
        stored = await sync_to_async(Browser.objects.get)(session_key=cookies[settings.SESSION_COOKIE_NAME])
        kept = stored.get_decoded()
        both.append((given if view is not get_token else len(given), described(response), sorted(kept)))

    assert both[0] == both[1]
    assert (view is keep_something) == ("asked" in kept)
