"""What a browser lets a page of another site read (CORS): programs that run in one, such as MCP Inspector's.

Only where programs log in, and only what a token opens, never a cookie: browsers send none along here. So such a page
reads what the token in its own hands opens, as any other program would.
"""

import functools
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

View = Callable[..., Coroutine[Any, Any, HttpResponseBase]]

TOLD = ("WWW-Authenticate", "Retry-After")
READ = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(TOLD)}
# The star leaves Authorization out, and takes in what each revision of MCP adds.
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, *",
    "Access-Control-Max-Age": "600",
}


def open_to_pages(view: View) -> View:
    @functools.wraps(view)
    async def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.PUBLIC_URL:
            return await view(request, *args, **kwargs)

        is_asked_before = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        if is_asked_before:
            response: HttpResponseBase = HttpResponse(status=204, headers=ASKED_BEFORE)
        else:
            response = await view(request, *args, **kwargs)

        for name, value in READ.items():
            response[name] = value

        return response

    return respond


def forget_origin(request: HttpRequest) -> None:
    """Of one that showed a token: from which page it comes matters no more."""
    if settings.PUBLIC_URL:
        request.META.pop("HTTP_ORIGIN", None)
        vars(request).pop("headers", None)
