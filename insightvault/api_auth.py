"""Lets the bearer of a token call the JSON API, and not too often."""

import time

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer

from insightvault.accounts.models import ApiToken

# A person's programs, however many tokens they have, call no more often than so many at their limit.
RATES_OF_A_PERSON = 3


class Bearer(HttpBearer):
    openapi_description = "A token of the account page or of `manage.py create_token`, as `Authorization: Bearer iv_…`."

    async def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = await sync_to_async(_admit)(token.strip())
        if found:
            request.user = found.user

        return found


def _is_counted(token: ApiToken) -> bool:
    limit = settings.API_RATE_PER_MINUTE
    return token.count_call(limit, of_person=RATES_OF_A_PERSON * limit)


def _admit(text: str) -> ApiToken | None:
    """Raises Throttled for one call too many of the token, or of its person."""
    token = ApiToken.objects.find(text)
    if token is None:
        return None
    if settings.API_RATE_PER_MINUTE > 0 and not _is_counted(token):
        raise Throttled(wait=60 - int(time.time()) % 60)

    token.note_use()
    return token
