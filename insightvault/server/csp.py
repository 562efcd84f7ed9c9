"""The Content-Security-Policy, the same for every page: its text is made once, and not twice for each response."""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

Respond = Callable[[HttpRequest], HttpResponseBase]
RespondAsync = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

# With DEBUG, Django's own pages for these have their style in them.
DEBUG_PAGES = (404, 500)


def protected(response: HttpResponse) -> HttpResponse:
    """A page that is made ahead of the middleware."""
    response.headers[HEADER] = build_policy()
    return response


@sync_and_async_middleware
def policy_middleware(get_response: Respond | RespondAsync) -> Respond | RespondAsync:
    policy = build_policy()

    def with_policy(response: HttpResponseBase) -> HttpResponseBase:
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers[HEADER] = policy

        return response

    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            return with_policy(await get_response(request))

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        return with_policy(get_response(request))  # type: ignore[arg-type]

    return respond
