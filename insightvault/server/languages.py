"""The language in which somebody is answered: the one they chose, else their browser's, else English.

The choice stands in a cookie, which needs no row; logging in sets it from the person's row, and the account page keeps
the two the same. Programs are answered in English, whatever they say.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, parse_cookie
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_and_async_middleware

Respond = Callable[[HttpRequest], HttpResponseBase]
RespondAsync = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def language_middleware(get_response: Respond | RespondAsync) -> Respond | RespondAsync:
    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            # It holds for what is streamed after this, too, and ends with the request's context.
            translation.activate(language_of(request))
            return _marked(await get_response(request))

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            return _marked(get_response(request))  # type: ignore[arg-type]

    return respond


def language_of(request: HttpRequest) -> str:
    if "HTTP_AUTHORIZATION" in request.META:
        return settings.LANGUAGE_CODE

    return translation.get_language_from_request(request)


def in_language_of(scope: Mapping[str, Any]) -> translation.override:
    """Around what is answered before there is a request."""
    headers = dict(scope["headers"])
    request = HttpRequest()
    request.COOKIES = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get(b"accept-language", b"").decode("latin-1")

    return translation.override(translation.get_language_from_request(request))


def _marked(response: HttpResponseBase) -> HttpResponseBase:
    # What may be kept is another for each language.
    patch_vary_headers(response, ("Accept-Language",))
    response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
    return response
