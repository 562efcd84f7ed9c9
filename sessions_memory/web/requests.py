"""Requests behind `login_required`: their user is a person, and they say whether htmx made them."""

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from sessions_memory.database.text import row_id
from sessions_memory.web.sent import chosen


class PersonRequest(HttpRequest):
    user: AbstractUser  # type: ignore[assignment]
    htmx: HtmxDetails

    async def auser(self) -> AbstractUser:  # type: ignore[override]
        raise NotImplementedError  # Django's middleware sets it on each request


def page_of_ours(request: HttpRequest, there: str, *, otherwise: str) -> str:
    """`there`, where a form says it came from, if that is a page of this vault."""
    is_ours = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Without its slash Django would take it for the name of a view.
    return there if is_ours and there.startswith("/") else otherwise


def reload_address(request: HttpRequest) -> str:
    """This page's own, with a number that goes up: a browser loads nothing for one that differs behind its # alone."""
    query = request.GET.copy()
    query["reload"] = str((row_id(chosen(query, "reload")) or 0) + 1)
    return f"{escape_leading_slashes(request.path)}?{query.urlencode()}"
