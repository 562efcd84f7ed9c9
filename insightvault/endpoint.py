"""The addresses of the OpenAI-compatible endpoint, the token that opens them, and its refusals in the protocol's shape.

`/v1/` passes through and keeps nothing; `/memory/v1/` recalls, and keeps each question with its answer.
"""

import contextlib
import functools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, Throttled

from chat.api import completions
from chat.endpoint.refusals import Refused, error_body
from chat.endpoint.relaying import refusal_event
from insightvault.accounts.models import ApiToken
from insightvault.accounts.programs import keep_tally
from insightvault.accounts.still_open import ENDED, CutOff, watched, way_to
from insightvault.api_auth import admitted
from insightvault.api_refusals import AWAY, BROKEN, NO_TOKEN, RETRY_SECONDS, in_json, too_often
from sessions_memory.api.callers import tally_of
from sessions_memory.database.outages import DATABASE_OUTAGE

logger = logging.getLogger(__name__)

View = Callable[..., Coroutine[Any, Any, HttpResponseBase]]
CUT_OFF = Refused(401, ENDED, code="invalid_api_key")


def refusal(error: Refused, **headers: str) -> JsonResponse:
    told = error_body(error.status, error.sentence, code=error.code, param=error.param)
    return in_json(error.status, told, **headers)


def call(method: str, view: View) -> View:
    """Answers whoever has a token, and tells all that goes wrong as the clients of the protocol read it."""

    # A token is no cookie: no other site can make a browser send it.
    @csrf_exempt
    @functools.wraps(view)
    async def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != method:
            return refusal(Refused(405, f"{request.method} is not possible here."), Allow=method)

        try:
            token = await admitted(request)
            if not token:
                return refusal(Refused(401, NO_TOKEN, code="invalid_api_key"), WWW_Authenticate="Bearer")

            with way_to(request) as way:
                response = await _counted(way.wait(view(request, *args, **kwargs)), request, token)

            return watched(request, response, last=refusal_event(CUT_OFF))
        # The outer boundary of a call: beyond it Django answers with a page.
        except Exception as error:
            return _told(request, error)

    return respond


async def _counted(answering: Awaitable[HttpResponseBase], request: HttpRequest, token: ApiToken) -> HttpResponseBase:
    """An answer that has begun and reaches nobody, because its program left meanwhile, is closed."""
    with contextlib.ExitStack() as begun:
        try:
            response = await answering
            begun.callback(response.close)
        finally:
            await keep_tally(token, tally_of(request))

        begun.pop_all()
        return response


def _told(request: HttpRequest, error: Exception) -> HttpResponseBase:
    if isinstance(error, Refused):
        return refusal(error, **({"Retry_After": str(RETRY_SECONDS)} if error.status in (429, 503) else {}))
    if isinstance(error, CutOff):
        return refusal(CUT_OFF, WWW_Authenticate="Bearer")
    if isinstance(error, Throttled):
        return refusal(Refused(429, too_often(error), code="rate_limit_exceeded"), Retry_After=str(error.wait))
    if isinstance(error, HttpError):
        # Of a token that may not do this.
        return refusal(Refused(error.status_code, error.message, code="not_allowed"))
    if isinstance(error, DATABASE_OUTAGE):
        logger.error("%s: the database does not answer: %s", request.path, type(error).__name__)
        return refusal(Refused(503, AWAY), Retry_After=str(RETRY_SECONDS))

    # The message of the error is left out: it may hold words of the prompt.
    logger.error("%s failed: %s", request.path, type(error).__name__)
    return refusal(Refused(500, BROKEN))


async def nothing_here(request: HttpRequest) -> HttpResponseBase:
    return refusal(Refused(404, "There is nothing here."))


urlpatterns: list[URLPattern] = [
    path("v1/models", call("GET", completions.models), name="v1-models"),
    path("v1/models/<path:name>", call("GET", completions.model), name="v1-model"),
    path("v1/chat/completions", call("POST", completions.completions), name="v1-completions"),
    path("v1/embeddings", call("POST", completions.embeddings), name="v1-embeddings"),
    path("memory/v1/models", call("GET", completions.models), name="memory-v1-models"),
    path("memory/v1/models/<path:name>", call("GET", completions.model), name="memory-v1-model"),
    path("memory/v1/chat/completions", call("POST", completions.remembered), name="memory-v1-completions"),
    path("memory/v1/embeddings", call("POST", completions.embeddings), name="memory-v1-embeddings"),
    re_path(r"^(?:memory/)?v1/", csrf_exempt(nothing_here)),
]
