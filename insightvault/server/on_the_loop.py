"""Django's own middleware without threads: each half of each would go to one and back, a third of what a turn costs.

What is named here reads headers, cookies and settings, and the database only
where `NEEDS_DATABASE` says so. Settings name Django's classes as ever, for its
checks look for them there; the synchronous handler, which tests use, is as it was. With `FAST_PATH` off, the
asynchronous one is, too.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
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
from django.utils.deprecation import MiddlewareMixin

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
    if not settings.FAST_PATH:
        return

    for middleware in MIDDLEWARE:
        setattr(middleware, "__acall__", _respond)  # noqa: B010 (a method assigned is an error to the type checker)

    # It closes responses there, and from Django 6.1 on writes what is large to the disk.
    vars(asgi)["sync_to_async"] = _closing


def hook(method: Method, threaded: Method) -> Method:
    """A middleware's `process_view` and the like, on the loop unless a large form must be read for it."""
    if not settings.FAST_PATH or not isinstance(getattr(method, "__self__", None), MIDDLEWARE):
        return threaded

    async def on_the_loop(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return method(request, *args, **kwargs) if _is_small(request) else await threaded(request, *args, **kwargs)

    return on_the_loop


def _is_small(request: HttpRequest) -> bool:
    # Without a length it may be anything.
    return request.method == "GET" or 0 < int(request.META.get("CONTENT_LENGTH") or 0) <= SMALL_FORM_BYTES


def _closing(work: Callable[..., Any], **options: Any) -> Callable[..., Awaitable[Any]]:
    """Closes a response at once, for that only frees what it held; but an export holds rows of a thread's database."""
    response = getattr(work, "__self__", None)
    is_light = isinstance(response, HttpResponseBase) and (
        not isinstance(response, StreamingHttpResponse) or response.is_async
    )
    if not (settings.FAST_PATH and is_light):
        return sync_to_async(work, **options)

    async def closed() -> None:
        work()

    return closed


async def _respond(self: Any, request: HttpRequest) -> HttpResponseBase:
    if not settings.FAST_PATH:
        return await MiddlewareMixin.__acall__(self, request)

    response = self.process_request(request) if hasattr(self, "process_request") else None
    response = response or await self.get_response(request)
    if not hasattr(self, "process_response"):
        return response  # type: ignore[no-any-return]
    if (needs_database := NEEDS_DATABASE.get(type(self))) and needs_database(request):
        return await sync_to_async(self.process_response)(request, response)  # type: ignore[no-any-return]

    return self.process_response(request, response)  # type: ignore[no-any-return]
