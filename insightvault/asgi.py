"""The ASGI application: static files, then Django, on a few shared threads; and the process's start and end."""

import asyncio
import contextlib
import gc
import os
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import django
import orjson
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.core.handlers.asgi import ASGIHandler  # noqa: E402 (Django must be set up first)
from django.core.signals import request_finished, request_started  # noqa: E402
from django.db import close_old_connections, reset_queries  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from django.utils.functional import Promise, lazy  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402

from chat import live, llm  # noqa: E402 (imports what is slow to import, before the first request)
from insightvault.accounts import passwords  # noqa: E402
from insightvault.api_auth import may_send_large  # noqa: E402
from insightvault.metrics import switching  # noqa: E402
from insightvault.server import csp, large_posts, on_the_loop, senders, with_files  # noqa: E402
from insightvault.server.languages import in_language_of  # noqa: E402
from insightvault.server.request_ids import id_of, request_id  # noqa: E402
from insightvault.server.staticfiles import StaticFiles  # noqa: E402
from sessions_memory import measures  # noqa: E402
from sessions_memory.database.threads import apart, in_database, next_thread  # noqa: E402
from sessions_memory.database.turns import sender  # noqa: E402
from sessions_memory.files.trouble import StorageAway, said_of  # noqa: E402
from sessions_memory.files.waiting import file_thread  # noqa: E402

# The database threads look after their connections; two signals of each request would go there on their own.
for signal in (request_started, request_finished):
    signal.disconnect(close_old_connections)
request_started.disconnect(reset_queries)

# How long a thread with much to do keeps the others waiting, above all the one that hears of everybody's requests. A
# turn asks the database forty times, and after each time waits for this long behind every busy thread.
SWITCH_SECONDS = 0.0002
# So many objects more than before, and the garbage collector looks for those that hold each other alive. After Python's
# 700 it looked nearly once in a turn, which cost a fiftieth of it; these are a few megabytes.
COLLECTED_AT = 10_000
# With the running answers' own limits this stays below gunicorn's 30 s.
LAST_REQUESTS_SECONDS = 3

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


# The largest question, as a form encodes it, and room.
BODY_MAX_BYTES = max(3_000_000, 12 * settings.QUESTION_MAX_CHARS)
# Django decodes a form in whatever encoding its sender names; Python has some that take minutes.
READABLE = re.compile(rb"^(?!.*charset)|charset\s*=\s*\"?utf-?8\"?\s*(;|$)", re.IGNORECASE | re.DOTALL)
NOT_UTF8 = _("Send text as UTF-8.")
TOO_LARGE = _("This is more than may be sent here.")
NO_ROOM = _("There is not enough room on the disk of this vault.")


class BodyTooLarge(Exception):
    pass


class Handler(ASGIHandler):
    """Django's handler, with the database threads shared instead of one made for each request."""

    def load_middleware(self, is_async: bool = False) -> None:
        on_the_loop.install()
        super().load_middleware(is_async)

    def adapt_method_mode(self, is_async: bool, method: Any, *args: Any, **kwargs: Any) -> Any:
        adapted = super().adapt_method_mode(is_async, method, *args, **kwargs)
        return on_the_loop.hook(method, adapted) if is_async else adapted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not READABLE.search(headers.get(b"content-type", b"")):
            await _refuse(scope, send, 400, NOT_UTF8)
            return

        if settings.BEHIND_TLS and (forwarded := headers.get(b"x-forwarded-for")):
            # The last one is what our own proxy saw; those before it are whatever the sender wrote.
            scope["client"] = (forwarded.rpartition(b",")[2].strip().decode("latin-1"), 0)

        is_large = large_posts.is_large(scope, BODY_MAX_BYTES)
        if passwords.are_taken(scope):
            await self._with_password(scope, receive, send)
            return

        sender.set(senders.sender_of(scope))
        try:
            with senders.one_more(scope):
                await self._on_a_thread(scope, receive, send, is_large=is_large)
        except StorageAway as error:
            # No thread is free for those who wait for it.
            await _refuse(scope, send, 503, lazy(said_of, str)(error))
        except senders.TooMany:
            await senders.refused()
            with in_language_of(scope):
                refusal = senders.too_many(scope)

            await self.send_response(csp.protected(refusal), send)

    async def _on_a_thread(self, scope: Scope, receive: Receive, send: Send, *, is_large: bool) -> None:
        async with _thread_for(scope, is_large=is_large):
            try:
                allowed = (
                    await in_database(large_posts.allowed_bytes, scope, BODY_MAX_BYTES, may_send_large)
                    if is_large
                    else BODY_MAX_BYTES
                )
                await self.handle(scope, _limited(receive, allowed), send)
            except BodyTooLarge:
                await _refuse(scope, send, 413, TOO_LARGE)
            except large_posts.NoRoom:
                await _refuse(scope, send, 507, NO_ROOM)

    async def _with_password(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs on the passwords' thread once the form has arrived: a slow sender holds no place."""
        form = bytearray()
        address = (scope.get("client") or ("",))[0]
        browser = passwords.browser_of(scope)

        with contextlib.ExitStack() as held:

            async def receive_form() -> Mapping[str, Any]:
                message = await receive()
                form.extend(message.get("body", b""))
                if message["type"] == "http.request" and not message.get("more_body"):
                    held.enter_context(passwords.queue.place(address, browser=browser))

                return message

            async def send_back(message: Mapping[str, Any]) -> None:
                if message.get("status") == 429:
                    held.close()
                    await passwords.queue.refused()

                await send(message)

            async with passwords.on_its_thread():
                try:
                    await self.handle(scope, _limited(receive_form, BODY_MAX_BYTES), send_back)
                except BodyTooLarge:
                    await _refuse(scope, send, 413, TOO_LARGE)
                except passwords.Busy:
                    with in_language_of(scope):
                        refusal = passwords.busy(scope, bytes(form))

                    await self.send_response(csp.protected(refusal), send_back)


def _thread_for(scope: Scope, *, is_large: bool) -> contextlib.AbstractAsyncContextManager[None]:
    """Raises StorageAway when it is entered."""
    if is_large:
        # Reading a form of gigabytes takes minutes: nobody's page stands behind it.
        return apart()

    return file_thread() if with_files.may_ask_bucket(scope) else next_thread()


def _limited(receive: Receive, allowed_bytes: int) -> Receive:
    """Django spools a body to disk before anybody asks how large it may be."""
    received = 0

    async def receive_some() -> Mapping[str, Any]:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > allowed_bytes:
            raise BodyTooLarge

        return message

    return receive_some


async def _refuse(scope: Scope, send: Send, status: int, sentence: Promise | str) -> None:
    is_call = senders.is_program(scope) or large_posts.is_call(scope)
    with translation.override(settings.LANGUAGE_CODE) if is_call else in_language_of(scope):
        said = str(sentence)

    kind, body = b"text/plain", said.encode()
    if is_call:
        kind, body = b"application/json", orjson.dumps(senders.told(scope, status, said))

    headers = [(b"content-type", kind + b"; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


handler = Handler()
static_files = StaticFiles()
# Each is done when its request is.
in_flight: set["asyncio.Future[None]"] = set()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return

    if scope["type"] != "http":
        # There is none here; the server answers the handshake with 403.
        await send({"type": "websocket.close"})
        return

    request = asyncio.get_running_loop().create_future()
    in_flight.add(request)
    if settings.LOG_FORMAT == "json":
        request_id.set(id_of(scope))

    try:
        await answer(_placed(scope), receive, send)
    finally:
        in_flight.discard(request)
        request.set_result(None)


async def leave() -> None:
    """Running answers end first, then, for a moment, what else is being answered."""
    await live.shut()
    if in_flight:
        await asyncio.wait(in_flight, timeout=LAST_REQUESTS_SECONDS)

    await live.close()
    await llm.close_clients()


def _placed(scope: Scope) -> Scope:
    """Its path as pages know it, whether the proxy passed it on whole or without what stands before ours."""
    prefix, path = settings.URL_PREFIX, scope["path"]
    return scope if f"{path}/".startswith(f"{prefix}/") else {**scope, "path": prefix + path}


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"].startswith(settings.STATIC_URL):
        await static_files(scope, receive, send)
    else:
        await handler(scope, receive, send)


answer: Callable[[Scope, Receive, Send], Awaitable[None]] = _answer
if switching.is_on():
    # Only there is the library that counts them loaded.
    from insightvault.metrics.requests import ROUTE, counted

    class CountedHandler(Handler):
        def resolve_request(self, request: Any) -> Any:
            found = super().resolve_request(request)
            request.scope[ROUTE] = f"/{found.route}"
            return found

    handler, answer = CountedHandler(), counted(_answer)


def _warm_up() -> None:
    """Does what the first turn would wait for: half a second in which no other moves."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # Naming one imports all of them.
    reverse("chat:home")
    for name in ("chat/_update.html", "chat/_memory_line.html"):
        get_template(name)

    # All objects made so far stay: the garbage collector need not look through them again, 0.2 s each time.
    gc.freeze()
    gc.set_threshold(COLLECTED_AT)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    _warm_up()
    live.open()
    measures.listener.process_began(measures.WEB)
    await send({"type": "lifespan.startup.complete"})
    await receive()

    await live.close()
    await llm.close_clients()
    await send({"type": "lifespan.shutdown.complete"})
