"""What a person chose, in cookies, so that the first page that a browser draws is right."""

from django.conf import settings
from django.http import HttpResponse

YEAR_SECONDS = 365 * 24 * 3600


def keep(response: HttpResponse, cookie: str, value: str) -> None:
    """Of no value, none."""
    if value:
        path = settings.SESSION_COOKIE_PATH
        response.set_cookie(cookie, value, max_age=YEAR_SECONDS, samesite="Lax", path=path)
    else:
        response.delete_cookie(cookie, path=settings.SESSION_COOKIE_PATH)
