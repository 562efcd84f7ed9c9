"""Django's own middleware without threads: each half of each would go to one and back, a third of what a turn costs.

What is named here reads headers, cookies and settings, and the database only
where `NEEDS_DATABASE` says so. Settings name Django's classes as ever, for its
checks look for them there; the synchronous handler, which tests use, is as it was.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers import asgi
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware

Method = Callable[..., Any]

MIDDLEWARE = (
    SecurityMiddleware,
    SessionMiddleware,
    CommonMiddleware,
    CsrfViewMiddleware,
    AuthenticationMiddleware,
    MessageMiddleware,
    XFrameOptionsMiddleware,
)
# On the way back: a session that changed is saved, and messages may be kept in it.
NEEDS_DATABASE: dict[type, Callable[[Any], bool]] = {
    SessionMiddleware: lambda request: request.session.modified,
    MessageMiddleware: lambda request: request._messages.used or request._messages.added_new,
}
# A form that is read in less time than the way to a thread and back takes.
SMALL_FORM_BYTES = 20_000


def install() -> None:
    for middleware in MIDDLEWARE:
        setattr(middleware, "__acall__", _respond)  # noqa: B010 (a method assigned is an error to the type checker)

    # Its one use there is to close a response.
    vars(asgi)["sync_to_async"] = _closing


def hook(method: Method, threaded: Method) -> Method:
    """A middleware's `process_view` and the like, on the loop unless a large form must be read for it."""
    if not isinstance(getattr(method, "__self__", None), MIDDLEWARE):
        return threaded

    async def on_the_loop(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return method(request, *args, **kwargs) if _is_small(request) else await threaded(request, *args, **kwargs)

    return on_the_loop


def _is_small(request: HttpRequest) -> bool:
    # Without a length it may be anything.
    return request.method == "GET" or 0 < int(request.META.get("CONTENT_LENGTH") or 0) <= SMALL_FORM_BYTES


def _closing(close: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    """At once, for it only frees what the response held; but an export's iterator holds rows of a thread's database."""
    response: HttpResponseBase = close.__self__  # type: ignore[attr-defined]
    if isinstance(response, StreamingHttpResponse) and not response.is_async:
        return sync_to_async(close)

    async def closed() -> None:
        close()

    return closed


async def _respond(self: Any, request: HttpRequest) -> HttpResponseBase:
    response = self.process_request(request) if hasattr(self, "process_request") else None
    response = response or await self.get_response(request)
    if not hasattr(self, "process_response"):
        return response  # type: ignore[no-any-return]
    if (needs_database := NEEDS_DATABASE.get(type(self))) and needs_database(request):
        return await sync_to_async(self.process_response)(request, response)  # type: ignore[no-any-return]

    return self.process_response(request, response)  # type: ignore[no-any-return]
