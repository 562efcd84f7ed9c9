"""On the event loop, middleware does what it does in a thread; asked by a client that takes the asynchronous path."""

import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import AsyncClient
from django.test.client import AsyncClientHandler

from insightvault.accounts.models import User
from insightvault.asgi import Handler
from insightvault.server.on_the_loop import _closing
from sessions_memory import lifecycle

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "quince-jelly-1847"


class ServedHandler(AsyncClientHandler, Handler):  # type: ignore[misc]  # each is called in its own way
    """The server's own, asked without a server."""


@pytest.fixture
def browser() -> AsyncClient:
    client = AsyncClient(enforce_csrf_checks=True)
    client.handler = ServedHandler(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32

    return client


def form(browser: AsyncClient, **fields: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, **fields}


async def test_a_login_is_kept_and_a_message_is_shown_once(browser: AsyncClient) -> None:
    ann = await User.objects.acreate_user("ann", password=PASSWORD)
    session = await sync_to_async(lifecycle.start_session)(ann)
    answered = await browser.post("/accounts/login/", form(browser, username="ann", password=PASSWORD))
    assert answered.status_code == 302 and browser.cookies["sessionid"].value
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


async def test_a_question_sent_with_an_old_form_by_somebody_logged_in_comes_back(browser: AsyncClient) -> None:
    ann = await User.objects.acreate_user("ann", password=PASSWORD)
    await browser.aforce_login(ann, backend=settings.PERSON_BACKEND)
    refused = await browser.post("/ask/", {"question": "What I typed"})
    assert refused.status_code == 403 and "What I typed</textarea>" in refused.content.decode()


@pytest.mark.parametrize("is_async", [True, False])
async def test_an_export_is_closed_in_the_thread_that_holds_its_rows(is_async: bool) -> None:
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
    assert content.closed_in and (content.closed_in == threading.get_ident()) is is_async


@pytest.mark.parametrize(("length", "on_the_loop_thread"), [("900", True), ("5000000", False), ("", False)])
async def test_a_large_form_is_read_beside_the_loop(length: str, on_the_loop_thread: bool) -> None:
    threads: list[int] = []

    class Probe(CsrfViewMiddleware):
        def process_view(self, request: HttpRequest, *args: Any) -> None:
            threads.append(threading.get_ident())

    request = HttpRequest()
    request.method, request.META["CONTENT_LENGTH"] = "POST", length
    hook = Handler().adapt_method_mode(True, Probe(lambda request: HttpResponse()).process_view)

    await hook(request, None, (), {})
    assert (threads == [threading.get_ident()]) is on_the_loop_thread
