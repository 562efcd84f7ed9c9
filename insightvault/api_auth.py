"""Lets the bearer of a token call the JSON API, and not too often."""

import time

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError, Throttled
from ninja.security import HttpBearer

from insightvault.accounts.models import ApiToken
from insightvault.token_rights import NEEDS, Need, Refused, needed_by

# A person's programs, however many tokens they have, call no more often than so many at their limit.
RATES_OF_A_PERSON = 3


class Bearer(HttpBearer):
    openapi_description = "A token of the account page or of `manage.py create_token`, as `Authorization: Bearer iv_…`."

    async def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        try:
            found = await sync_to_async(admit)(token.strip(), needed_by(request))
        except Refused as refusal:
            raise HttpError(403, str(refusal)) from refusal

        if found:
            request.user = found.user
        return found


bearer = Bearer()


async def admitted(request: HttpRequest) -> ApiToken | None:
    """The token that it shows, where Ninja doesn't ask for it; kept where it would. Raises HttpError, Throttled."""
    asked = bearer(request)
    token: ApiToken | None = await asked if asked else None
    if token:
        vars(request)["auth"] = token

    return token


def admit(text: str, need: Need) -> ApiToken | None:
    """The token with this text, None for what is none. Every way in for programs asks here.

    Raises Throttled for one call too many of the token, or of its person; Refused for a call that it may not make.
    """
    token = ApiToken.objects.find(text)
    if token is None:
        return None
    if settings.API_RATE_PER_MINUTE > 0 and not _is_counted(token):
        raise Throttled(wait=60 - int(time.time()) % 60)

    token.note_use()
    need.check(token)
    return token


def may_send_large(text: str, path: str) -> bool:
    """Asked before the body of an import or of a long prompt is taken in. `path`: without a prefix."""
    token = ApiToken.objects.find(text)
    return token is not None and not NEEDS[f"POST {path}"].refusal(token)


def _is_counted(token: ApiToken) -> bool:
    limit = settings.API_RATE_PER_MINUTE
    return token.count_call(limit, of_person=RATES_OF_A_PERSON * limit)
