"""The addresses of the login. Without a public address none is there, and nothing of what they need is loaded."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from insightvault.accounts.guarding.attempts import Limit, TooManyAttempts, count_one, network
from insightvault.api_refusals import AWAY, NOTHING, RETRY_SECONDS, error_response
from insightvault.oauth.addresses import resource_document, server_document
from insightvault.server.csp import OPENED_BY_OTHERS
from sessions_memory.database.outages import DATABASE_OUTAGE

FORM = "application/x-www-form-urlencoded"
FORM_MAX_BYTES = 10_000
# A service asks for all of its people from few addresses.
OF_ADDRESS = Limit("oauth-token", 60, timedelta(minutes=1))
OFTEN = "Too many calls. Try again in a minute."
# It is the same for everybody.
TOLD_TO_ALL = {"Cache-Control": "public, max-age=300"}


async def authorize(request: HttpRequest) -> HttpResponse:
    if not settings.PUBLIC_URL:
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])

    response: HttpResponse = await _loaded("consent").authorize(request)
    for name, value in OPENED_BY_OTHERS.items():
        response[name] = value

    return response


async def token(request: HttpRequest) -> HttpResponse:
    return await _answered(request, "give_token")


async def revoke(request: HttpRequest) -> HttpResponse:
    return await _answered(request, "revoke")


async def server(request: HttpRequest) -> HttpResponse:
    return _document(request, server_document)


async def resource(request: HttpRequest) -> HttpResponse:
    return _document(request, resource_document)


def _document(request: HttpRequest, made: Callable[[], dict[str, Any]]) -> HttpResponse:
    if not settings.PUBLIC_URL:
        return error_response(404, NOTHING)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])

    return JsonResponse(made(), headers=TOLD_TO_ALL)


async def _answered(request: HttpRequest, step: str) -> HttpResponse:
    if not settings.PUBLIC_URL:
        return error_response(404, NOTHING)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.content_type != FORM:
        return error_response(415, f"Send a form: Content-Type: {FORM}.")
    if len(request.body) > FORM_MAX_BYTES:
        return error_response(413, f"The form is larger than {FORM_MAX_BYTES:,} bytes.")

    try:
        return await sync_to_async(_step)(request, step)
    except TooManyAttempts:
        return error_response(429, OFTEN, Retry_After="60")
    except DATABASE_OUTAGE:
        return error_response(503, AWAY, Retry_After=str(RETRY_SECONDS))


def _step(request: HttpRequest, step: str) -> HttpResponse:
    count_one(OF_ADDRESS, network(request.META["REMOTE_ADDR"]))
    answer = getattr(_loaded("protocol"), step)(request.POST.urlencode())
    response = HttpResponse(answer.body, status=answer.status, headers=answer.headers)
    response["Content-Type"] = "application/json"

    return response


@cache
def _loaded(name: str) -> ModuleType:
    """With the first login: a vault that has none does without their memory."""
    return import_module(f"insightvault.oauth.{name}")
