"""The person's time zone, and a login that ended while a page was open."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from urllib.parse import unquote

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.decorators import sync_and_async_middleware

from insightvault.accounts.models import User
from insightvault.accounts.still_open import watched
from insightvault.server import senders
from sessions_memory.growth.keeping import marks
from sessions_memory.web.zones import known_zone

Respond = Callable[[HttpRequest], HttpResponseBase]
RespondAsync = Callable[[HttpRequest], Awaitable[HttpResponseBase]]
# A script tells the browser's own zone in a cookie of each page, which would undo the choice.
CHOSEN_ZONE = "chosen_zone"


@sync_and_async_middleware
def person_middleware(get_response: Respond | RespondAsync) -> Respond | RespondAsync:
    """Pages are shown in the person's time zone.

    A fragment's request without a login gets 401, not a login page in the fragment's place.
    """
    if iscoroutinefunction(get_response):

        async def respond_async(request: HttpRequest) -> HttpResponseBase:
            with _zone_of(request):
                response = await get_response(request)

            _learn(request)
            _renew_with_pages_only(request)
            # Programs are told in their own way.
            is_page = "auth" not in vars(request)
            return _told(request, watched(request, response) if is_page else response)

        return respond_async

    def respond(request: HttpRequest) -> HttpResponseBase:
        with _zone_of(request):
            response = get_response(request)

        _renew_with_pages_only(request)
        return _told(request, response)  # type: ignore[arg-type]

    return respond


def _renew_with_pages_only(request: HttpRequest) -> None:
    """Django sends its cookie against forgery anew with every form, so that it lasts; a page's fragments need not."""
    is_unchanged = request.META.get("CSRF_COOKIE") == request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if is_unchanged and "HTTP_HX_REQUEST" in request.META:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False


def _learn(request: HttpRequest) -> None:
    """Who sent it, if that was asked for; looked at, nobody is asked."""
    given = vars(request)
    # Programs are told by their token, views on the event loop ask for themselves.
    person = given.get("_acached_user") or given.get("_cached_user") or given["user"]
    # Not isinstance(), for which the row would be read.
    if isinstance(request, ASGIRequest) and type(person) in (User, AnonymousUser):
        senders.learn(request.scope, person.pk)  # type: ignore[arg-type]  # servers give a dict


def remember_zone(user: User, request: HttpRequest) -> None:
    """Keeps the browser's time zone for a person who has chosen none; recall and the worker need it too."""
    name = unquote(request.COOKIES.get("timezone", ""))
    if not user.time_zone and len(name) <= 64 and known_zone(name):
        user.time_zone = name
        user.save(update_fields=["time_zone"])
        marks.changed(user.pk)


def _zone_of(request: HttpRequest) -> AbstractContextManager[None]:
    # From cookies, which need no row; the account page keeps the chosen one and the row the same.
    told = (unquote(request.COOKIES.get(name, "")) for name in (CHOSEN_ZONE, "timezone"))
    zone = next(filter(None, map(known_zone, told)), None)
    return timezone.override(zone) if zone else nullcontext()


def _told(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    # The address is looked up last: most responses are no redirects.
    if response.status_code == 302 and request.headers.get("HX-Request"):
        login = resolve_url("login")
        if response["Location"].startswith(login):
            return HttpResponse(status=401, headers={"X-Login": login})

    return response
