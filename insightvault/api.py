"""The JSON API: the apps' routers behind one Bearer class, its errors, its document and its page.

Whatever is asked below these paths answers in JSON, errors included.
"""

import copy
import functools
import logging
from collections.abc import Sequence
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from chat.api.memory import router as memory_router
from chat.api.models import router as models_router
from chat.api.questions import router as chat_router
from chat.model_server.servers.stored import connected
from insightvault import api_page
from insightvault.api_auth import Bearer
from insightvault.api_calls import FILES, JSON, View, in_json, is_empty_form
from insightvault.api_refusals import AWAY, BROKEN, NO_TOKEN, NOTHING, RETRY_SECONDS, error_response, too_often
from insightvault.mcp.view import mcp
from insightvault.oauth import addresses, doors
from insightvault.oauth.cross_origin import open_to_pages
from insightvault.token_rights import need_of
from sessions_memory.api.areas import router as areas_router
from sessions_memory.api.attachments.calls import router as attachments_router
from sessions_memory.api.bulk.calls import router as bulk_router
from sessions_memory.api.growth import router as growth_router
from sessions_memory.api.imports import router as imports_router
from sessions_memory.api.schemas import Error
from sessions_memory.api.sessions import router as sessions_router
from sessions_memory.files.trouble import AWAY as FILES_AWAY
from sessions_memory.files.trouble import StorageAway

logger = logging.getLogger(__name__)

# By where ninja finds them.
BODIES = {"file": FILES, "body": JSON}
# At the addresses of pages, which end in a slash.
AREAS = ("areas", "areas/<int:area_id>")
# A route of ninja's, as Django names it.
BRACES = str.maketrans("{}", "<>")
HEADERS = {
    "WWW-Authenticate": {"description": "`Bearer`", "schema": {"type": "string"}},
    "Allow": {"description": "The methods that are possible.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
}
ERROR_HEADERS = {401: ["WWW-Authenticate"], 405: ["Allow"], 429: ["Retry-After"], 503: ["Retry-After"]}
ERROR_BODY = {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}
DESCRIPTION = """Sessions and questions, as a program of the person's reads and asks them.

Every call carries a token as `Authorization: Bearer iv_…`; it sees what its person owns, and somebody
else's number is 404. Each call names the scope that its token needs, `read` or `everything`; with less it is 403.
A token that is bound to an area sees what an answer asked in there may recall, and writes there alone. Times are UTC
with an offset. Errors are `{"detail": "one sentence"}`. Lists take `limit` and `cursor`, and name their next page in
the `Link` header. `429` (too many calls) and `503` (the database does not answer) say in `Retry-After` how many
seconds to wait."""


class BodyParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        # Some clients, Django's among them, send an empty form where they were given no body.
        return None if is_empty_form(request) else super().parse_body(request)


api = NinjaAPI(
    title="InsightVault",
    version="1.0.0",
    description=DESCRIPTION,
    auth=Bearer(),
    parser=BodyParser(),
    docs_url=None,
    openapi_url=None,
)
ROUTERS = (
    ("/sessions", sessions_router),
    ("/areas", areas_router),
    ("/sessions", bulk_router),
    ("/chat", chat_router),
    ("/models", models_router),
    ("/memory", memory_router),
    ("/growth", growth_router),
    ("/import", imports_router),
    ("/attachments", attachments_router),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return error_response(401, NO_TOKEN, WWW_Authenticate="Bearer")


@api.exception_handler(Throttled)
def asked_too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    return error_response(429, too_often(error), Retry_After=str(error.wait))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    headers = {"Retry_After": str(RETRY_SECONDS)} if error.status_code == 429 else {}
    return error_response(error.status_code, error.message, **headers)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return error_response(422, " ".join(_sentence(fault) for fault in error.errors))


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return error_response(404, NOTHING)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def database_away(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s: the database does not answer: %s", request.path, type(error).__name__)
    return error_response(503, AWAY, Retry_After=str(RETRY_SECONDS))


@api.exception_handler(StorageAway)
def files_away(request: HttpRequest, error: StorageAway) -> HttpResponse:
    return error_response(503, FILES_AWAY, Retry_After=str(RETRY_SECONDS))


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    # The outer boundary of a call: beyond it Django answers with a page.
    logger.error("%s failed", request.path, exc_info=error)
    return error_response(500, BROKEN)


def _sentence(fault: dict[str, Any]) -> str:
    names = [str(part) for part in fault["loc"][1:] if part not in ("page", "body", "asked")]
    said = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"{'.'.join(names)}: {said}." if names else f"{said}."


@functools.cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1. The body and the headers of errors are the same for all calls and stand here.

    It takes a while: it is not made before somebody asks for it, and on a thread.
    """
    whole = dict(api.get_openapi_schema(path_prefix="/"))
    whole["components"]["schemas"]["Error"] = Error.model_json_schema(mode="serialization")
    for place, called in whole["paths"].items():
        for method, call in called.items():
            for form in call.get("requestBody", {}).get("content", {}).values():
                if "$ref" not in form["schema"] and "anyOf" not in form["schema"]:
                    form["schema"]["additionalProperties"] = False

            for given in call.get("parameters", ()):
                # A parameter's own examples are no list, as those of its schema are.
                if examples := given.pop("examples", None):
                    given["example"] = examples[0]

            call["security"] = [{"Bearer": [need_of(method, place).scope.value]}]
            _tell_errors(call["responses"])

    if settings.URL_PREFIX:
        whole["servers"] = [{"url": settings.URL_PREFIX}]
    return whole


def _tell_errors(responses: dict[int, dict[str, Any]]) -> None:
    for status, told in responses.items():
        if status >= 400:
            told.setdefault("content", ERROR_BODY)
        if status in ERROR_HEADERS:
            told["headers"] = {name: HEADERS[name] for name in ERROR_HEADERS[status]}


async def openapi(request: HttpRequest) -> HttpResponse:
    """With the names of the models that can be asked at the moment."""
    servers = await sync_to_async(connected)()
    written = await sync_to_async(_written)(tuple(servers.values()) if servers.connections else ())
    return HttpResponse(written, content_type=JSON, headers={"Cache-Control": "no-cache"})


@functools.lru_cache(maxsize=2)
def _written(models: tuple[str, ...]) -> bytes:
    whole = copy.deepcopy(document())
    if models:
        question = whole["components"]["schemas"]["Question"]["properties"]
        question["model"] |= {"enum": [*models, "", None]}

    return orjson.dumps(whole, option=orjson.OPT_NON_STR_KEYS)


async def docs(request: HttpRequest) -> HttpResponse:
    return await sync_to_async(_docs)(request)


def _docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api.html", _described())


@functools.cache
def _described() -> dict[str, Any]:
    return {"groups": api_page.groups(document()), "shapes": api_page.shapes(document())}


async def nothing_here(request: HttpRequest) -> HttpResponse:
    return error_response(404, NOTHING)


def _calls() -> list[URLPattern]:
    operations = _operations()
    # Ninja adds a root of its own, which would stand in the chat page's place.
    patterns = [found for found in api.urls[0] if isinstance(found, URLPattern) and str(found.pattern)]
    return [path(str(found.pattern), _strict(found, operations[str(found.pattern)])) for found in patterns]


def _operations() -> dict[str, list[Operation]]:
    """By their route."""
    found: dict[str, list[Operation]] = {}
    for prefix, router in ROUTERS:
        for place, view in router.path_operations.items():
            route = f"{prefix}{place}".strip("/").translate(BRACES)
            found.setdefault(route, []).extend(view.operations)

    return found


def _strict(pattern: URLPattern, operations: Sequence[Operation]) -> View:
    """The call takes the parameters and the body that its document names, and no others.

    They are looked up in what the document is made of: to make all of it at each start would take 0.15 s and 7 MB.
    """
    parts = [part for operation in operations for part in operation.models]
    known = frozenset(
        name for part in parts if part.__ninja_param_source__ == "query" for name in part.__ninja_flatten_map__
    )

    sources = {part.__ninja_param_source__ for part in parts}
    body = next((kind for source, kind in BODIES.items() if source in sources), "")
    is_read = any("GET" in operation.methods for operation in operations)
    has_page = (body == FILES and not is_read) or str(pattern.pattern) in AREAS
    return in_json(pattern.callback, known, body=body, has_page=has_page)


urlpatterns = [
    *_calls(),
    path("mcp", open_to_pages(in_json(mcp)), name="mcp"),
    # Programs look here for a way to log in.
    path(addresses.SERVER_DOCUMENT, open_to_pages(in_json(doors.server))),
    path(addresses.RESOURCE_DOCUMENT, open_to_pages(in_json(doors.resource))),
    path(f"{addresses.RESOURCE_DOCUMENT}/mcp", open_to_pages(in_json(doors.resource))),
    path(addresses.TOKEN, open_to_pages(in_json(doors.token))),
    path(addresses.REVOKE, open_to_pages(in_json(doors.revoke))),
    # Told that there is none, they use the token that they were given.
    re_path(r"^\.well-known/(?:.*)$", in_json(nothing_here)),
    path("api/openapi.json", in_json(require_safe(openapi)), name="api-document"),
    path("api/docs", in_json(require_safe(docs)), name="api-docs"),
    re_path(r"^(?:sessions|chat|models|memory|growth|api)/", in_json(nothing_here)),
    # The pages of imports, attachments and areas end in a slash.
    re_path(r"^(?:import|attachments|areas)/(?:.*[^/])$", in_json(nothing_here)),
]
