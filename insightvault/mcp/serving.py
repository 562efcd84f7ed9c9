"""One message of the protocol, from whichever way it came: the vector of what is searched for, then the tool."""

from typing import Any

import orjson
from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse

from chat.embedding import question_vector
from insightvault.accounts.models import ApiToken
from insightvault.mcp.shapes import QUERY_MAX_CHARS
from insightvault.mcp.tools import SERVER
from insightvault.mcp.visits import Visit

UNREADABLE = {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "Invalid JSON"}}


async def answer(request: HttpRequest, token: ApiToken, address: str) -> HttpResponse:
    """The model server is waited for on the loop; tools run on a database thread."""
    query = searched_for(request.body)
    vector = await question_vector(token.user, query) if query else None
    vars(request)["visit"] = Visit(token, address, vector)
    return await sync_to_async(_serve)(request)


def _serve(request: HttpRequest) -> HttpResponse:
    try:
        return SERVER(request)
    except RecursionError:
        return JsonResponse(UNREADABLE, status=400)


def searched_for(body: bytes) -> str:
    """ "" for every other message."""
    params = message_of(body).get("params")
    if not isinstance(params, dict) or params.get("name") != "search":
        return ""

    arguments = params.get("arguments")
    query = arguments.get("query") if isinstance(arguments, dict) else None
    return query.strip() if isinstance(query, str) and len(query) <= QUERY_MAX_CHARS else ""


def message_of(body: bytes) -> dict[str, Any]:
    """Empty for what is none: the protocol says what is wrong with it."""
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}

    return message if isinstance(message, dict) else {}
