"""The way in over HTTP: `POST /mcp`, with a Bearer token. `insightvault.api_calls` bounds the body and counts."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja.errors import HttpError, Throttled

from insightvault.api_auth import admitted
from insightvault.api_refusals import AWAY, NO_TOKEN, RETRY_SECONDS, error_response, too_often
from insightvault.mcp.serving import answer
from insightvault.oauth.addresses import challenge
from insightvault.oauth.cross_origin import forget_origin
from sessions_memory.database.outages import DATABASE_OUTAGE


async def mcp(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    try:
        token = await admitted(request)
    except Throttled as error:
        return error_response(429, too_often(error), Retry_After=str(error.wait))
    except HttpError as error:
        return error_response(error.status_code, error.message)
    except DATABASE_OUTAGE:
        return error_response(503, AWAY, Retry_After=str(RETRY_SECONDS))

    if token is None:
        return error_response(401, NO_TOKEN, WWW_Authenticate=challenge())

    forget_origin(request)
    return await answer(request, token, request.build_absolute_uri("/")[:-1])
