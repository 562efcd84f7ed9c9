"""Headers of every response that tell browsers what a page may load and use, and to keep no copy of it.

The policy's text is made once, and not twice for each response.
"""

import functools
from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

Respond = Callable[[HttpRequest], HttpResponseBase]
RespondAsync = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

# Nothing here asks for any of these; what runs in a page by mistake gets none of them, either.
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
FIXED = {"Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED)}
# For a page that another site opens in a window and waits for: otherwise the site would take the window for closed.
OPENED_BY_OTHERS = {"Cross-Origin-Opener-Policy": "unsafe-none"}
# With DEBUG, Django's own pages for these have their style in them.
DEBUG_PAGES = (404, 500)


@functools.cache
def _policy() -> str:
    return str(build_policy())


def protected(response: HttpResponse) -> HttpResponse:
    """A page that is made ahead of the middleware."""
    for name, value in {HEADER: _policy(), **FIXED}.items():
        response.headers[name] = value

    return response


@sync_and_async_middleware
def policy_middleware(get_response: Respond | RespondAsync) -> Respond | RespondAsync:
    policy = _policy()

    def with_policy(response: HttpResponseBase) -> HttpResponseBase:
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            # What somebody uploaded says a stricter one itself.
            response.headers.setdefault(HEADER, policy)

        for name, value in FIXED.items():
            response.headers[name] = value

        # Nearly every page carries words; what may be kept says so itself.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            return with_policy(await get_response(request))

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        return with_policy(get_response(request))  # type: ignore[arg-type]

    return respond
