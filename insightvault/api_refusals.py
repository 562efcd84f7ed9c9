"""What every way in for programs says where it refuses, and how: the API, the MCP server and the endpoint."""

from typing import Any

from django.http import JsonResponse
from ninja.errors import Throttled

RETRY_SECONDS = 3
NO_TOKEN = "A valid token is needed, as Authorization: Bearer iv_…."  # noqa: S105 (a sentence)
NOTHING = "There is nothing here."
AWAY = f"The database does not answer at the moment. Try again in {RETRY_SECONDS} seconds."
BROKEN = "Something went wrong here. The server's log names the place."


def too_often(error: Throttled) -> str:
    return f"Too many calls. Try again in {error.wait} seconds."


def error_response(status: int, detail: str, **headers: str) -> JsonResponse:
    return in_json(status, {"detail": detail}, **headers)


def in_json(status: int, told: dict[str, Any], **headers: str) -> JsonResponse:
    """`headers`: with a _ for each -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store", **named})
