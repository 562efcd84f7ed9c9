"""The way in over HTTP: `POST /mcp`, with a Bearer token. `insightvault.api` bounds the body and keeps the counts."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from ninja.errors import Throttled

from insightvault.accounts.models import ApiToken
from insightvault.api_auth import admit
from insightvault.mcp.serving import answer
from insightvault.token_rights import NEEDS, Refused
from sessions_memory.database.outages import DATABASE_OUTAGE

BEARER = "bearer "
NO_TOKEN = "A valid token is needed, as Authorization: Bearer iv_…."  # noqa: S105 (a sentence)
AWAY = "The database does not answer at the moment. Try again in 3 seconds."


async def mcp(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    try:
        token = await sync_to_async(_admitted)(request)
    except Throttled as error:
        return _refusal(429, f"Too many calls. Try again in {error.wait} seconds.", Retry_After=str(error.wait))
    except Refused as refusal:
        return _refusal(403, str(refusal))
    except DATABASE_OUTAGE:
        return _refusal(503, AWAY, Retry_After="3")

    if token is None:
        return _refusal(401, NO_TOKEN, WWW_Authenticate="Bearer")

    request.user = token.user
    vars(request)["auth"] = token
    return await answer(request, token, request.build_absolute_uri("/")[:-1])


def _admitted(request: HttpRequest) -> ApiToken | None:
    given = request.headers.get("Authorization", "")
    if not given.lower().startswith(BEARER):
        return None

    return admit(given[len(BEARER) :].strip(), NEEDS["POST /mcp"])


def _refusal(status: int, detail: str, **headers: str) -> JsonResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse({"detail": detail}, status=status, headers=named)
