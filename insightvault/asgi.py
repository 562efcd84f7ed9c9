"""The ASGI application: static files, then Django, on a few shared threads; and the process's start and end."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insightvault.settings")
django.setup(set_prefix=False)

from django.core.handlers.asgi import ASGIHandler  # noqa: E402 (Django must be set up first)

from chat import live, llm  # noqa: E402 (imports what is slow to import, before the first request)
from chat.threads import next_thread  # noqa: E402
from insightvault.staticfiles import StaticFiles  # noqa: E402

# With the running answers' own limits this stays below gunicorn's 30 s.
LAST_REQUESTS_SECONDS = 3

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Handler(ASGIHandler):
    """Django's handler, with the database threads shared instead of one made for each request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with next_thread():
            await self.handle(scope, receive, send)


handler = Handler()
static_files = StaticFiles()
# Each is done when its request is.
in_flight: set["asyncio.Future[None]"] = set()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    request = asyncio.get_running_loop().create_future()
    in_flight.add(request)
    try:
        await _answer(scope, receive, send)
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


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"].startswith(settings.STATIC_URL):
        await static_files(scope, receive, send)
    else:
        await handler(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    live.open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await live.close()
    await llm.close_clients()
    await send({"type": "lifespan.shutdown.complete"})
