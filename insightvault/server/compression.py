"""Pages are compressed, but for those that could be measured: an attack by length (BREACH) needs a page on which a
secret stands beside words that the attacker chose.

Such words come in by an address or a form. So a page is compressed only if it was asked for by GET and without a query;
Django's random bytes hide its length besides. Its form tokens are masked anew each time.
"""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_and_async_middleware
from django.utils.text import compress_string

Respond = Callable[[HttpRequest], HttpResponseBase]
RespondAsync = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

# Below it a network sends one packet either way; above it the event loop would wait for the work.
LEAST_BYTES, MOST_BYTES = 1_400, 400_000
RANDOM_BYTES = 100


@sync_and_async_middleware
def compression_middleware(get_response: Respond | RespondAsync) -> Respond | RespondAsync:
    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            return _compressed(request, await get_response(request))

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        return _compressed(request, get_response(request))  # type: ignore[arg-type]

    return respond


def _compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if not isinstance(response, HttpResponse) or not _may_be(request, response):
        return response

    patch_vary_headers(response, ("Accept-Encoding",))
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = compress_string(response.content, max_random_bytes=RANDOM_BYTES)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))

    return response


def _may_be(request: HttpRequest, response: HttpResponse) -> bool:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    is_chosen_by_others = request.method != "GET" or bool(request.META.get("QUERY_STRING"))
    is_fragment = "HX-Request" in request.headers
    if not is_page or is_chosen_by_others or is_fragment or response.has_header("Content-Encoding"):
        return False

    return LEAST_BYTES <= len(response.content) <= MOST_BYTES
