"""What every call of the API goes through: the bound of its body, its parameters, errors in JSON, and its end."""

import functools
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from chat.api.questions import error_event
from insightvault.accounts.programs import keep_tally
from insightvault.accounts.still_open import ENDED, CutOff, watched, way_to
from insightvault.api_refusals import error_response
from sessions_memory.api.callers import tally_of

View = Callable[..., Coroutine[Any, Any, HttpResponseBase]]

# A question of 100,000 characters, each escaped, has 600 KB.
BODY_MAX_BYTES = 1_000_000
NAME_SHOWN_CHARS = 60
JSON, FILES = "application/json", "multipart/form-data"


def in_json(view: View, known: frozenset[str] = frozenset(), *, body: str = "", has_page: bool = False) -> View:
    """Wraps every call: its body has a limit, a wrong method is told in JSON, no cache keeps the answer.

    `known`: the parameters of its query. A misspelt `cursor` would give the first page for ever. `body`: the kind that
    it takes. Files may be larger than other bodies: the server has looked at their size and sender before. `has_page`:
    with a slash at its end, it is the address of a page.
    """

    # A token is no cookie: no other site can make a browser send it.
    @csrf_exempt
    @functools.wraps(view)
    async def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_page and _is_typed(request, is_read_by_programs=body != FILES):
            return redirect(f"{request.path}/")
        if body != FILES and _is_too_large(request):
            return error_response(413, f"The body is larger than {BODY_MAX_BYTES:,} bytes.")

        unknown = [name for name in request.GET if name not in known]
        # The view itself answers a wrong method.
        if request.method == "POST" and (refusal := await _refusal(request, body, unknown)):
            return refusal

        response = await _while_open(request, view(request, *args, **kwargs))
        if done := tally_of(request):
            await keep_tally(vars(request)["auth"], done)
        if unknown and response.status_code < 400:
            return _refusal_of_parameter(unknown[0])
        if response.status_code == 405:
            return error_response(405, f"{request.method} is not possible here.", Allow=response["Allow"])
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"

        return watched(request, response, last=error_event(ENDED))

    return respond


async def _refusal(request: HttpRequest, body: str, unknown: Sequence[str]) -> JsonResponse | None:
    if body == JSON and (refusal := _refusal_of_body(request)):
        return refusal
    if body == FILES and (refusal := await sync_to_async(_refusal_of_files)(request)):
        return refusal

    # Nothing is written, and no question asked. Whoever shows no token hears first that one is needed.
    return _refusal_of_parameter(unknown[0]) if unknown and "Authorization" in request.headers else None


def _refusal_of_parameter(name: str) -> JsonResponse:
    return error_response(422, f"{name[:NAME_SHOWN_CHARS]}: not a parameter of this call.")


async def _while_open(request: HttpRequest, answering: Awaitable[HttpResponseBase]) -> HttpResponseBase:
    try:
        with way_to(request) as way:
            return await way.wait(answering)
    except CutOff:
        return error_response(401, ENDED, WWW_Authenticate="Bearer")


def _is_typed(request: HttpRequest, *, is_read_by_programs: bool) -> bool:
    """The address of a page, without its slash. A program that forgot its token hears that it needs one."""
    if request.method not in ("GET", "HEAD") or "Authorization" in request.headers:
        return False

    return not is_read_by_programs or "text/html" in request.headers.get("Accept", "")


def _refusal_of_body(request: HttpRequest) -> JsonResponse | None:
    """None for a JSON object and for no body; what can't be read at all is told by the call itself."""
    if not request.body or is_empty_form(request):
        return None
    if request.content_type != JSON:
        return error_response(415, "The body is JSON: send it with the header Content-Type: application/json.")
    if request.body.lstrip().startswith(b"{"):
        return None

    try:
        is_other = orjson.loads(request.body) is not None
    except orjson.JSONDecodeError:
        return None

    return error_response(422, "The body is a JSON object, such as {}.") if is_other else None


def _refusal_of_files(request: HttpRequest) -> JsonResponse | None:
    """Also reads the form, which takes its time. Whoever shows no token hears first that one is needed."""
    if "Authorization" not in request.headers:
        return None
    if request.content_type != FILES:
        return error_response(415, "Send the files as a form: Content-Type: multipart/form-data.")

    try:
        _ = request.FILES
    except (MultiPartParserError, SuspiciousOperation) as error:
        is_large = isinstance(error, RequestDataTooBig)
        sentence = "The fields of the form are too large." if is_large else "The form can't be read."
        return error_response(413 if is_large else 400, sentence)

    return None


def is_empty_form(request: HttpRequest) -> bool:
    try:
        return request.content_type == FILES and not request.POST and not request.FILES
    except MultiPartParserError:
        return False


def _is_too_large(request: HttpRequest) -> bool:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > BODY_MAX_BYTES or len(request.body) > BODY_MAX_BYTES
    except RequestDataTooBig:
        return True
