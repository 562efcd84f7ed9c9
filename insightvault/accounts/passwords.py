"""Every form that takes a password: a thread and a short queue of their own, and a count of the attempts.

On the threads that serve everybody, sixteen strangers with made-up names made all others wait for ten seconds. `asgi`
gives a post to a view that is marked here this thread, in a place of the queue; a person who finds no place, or has
tried too often, is told so with 429. `hashing` says what a hash costs, and where it is made.
"""

import asyncio
import contextlib
import functools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict, parse_cookie
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from insightvault.accounts.guarding import attempts, known_browsers
from sessions_memory.database.threads import DatabaseThread
from sessions_memory.web.sent import chosen, written

View = Callable[..., HttpResponseBase]

# The last of them waits about two seconds.
PLACES = 8
# Further places, for browsers in which somebody logged in before: a flood leaves them these.
PLACES_OF_KNOWN = 4
# One address leaves room for others.
PLACES_OF_AN_ADDRESS = 4
RETRY_SECONDS = 5
# A client that repeats a refused request at once gets no more of this process than one that waits for a second.
REFUSED_SECONDS = 1
REFUSED_WAITING = 200
APART_SECONDS = 0.01
PATH_MAX_CHARS = 200
MARK = "takes_password"
KNOWN = "known"
BUSY = _("Many people are logging in right now. Try again in a few seconds.")


class Busy(Exception):
    """No place is free."""


class Queue:
    def __init__(self) -> None:
        self._places: Counter[str] = Counter()
        self._refused = 0

    @contextlib.contextmanager
    def place(self, address: str, *, browser: str = "") -> Iterator[None]:
        """Raises Busy. For an event loop's thread alone. `browser`: the name of one that was here before, or ""."""
        origin = KNOWN if browser else attempts.network(address)
        of_known = self._places[KNOWN]
        if browser and of_known >= PLACES_OF_KNOWN:
            raise Busy
        if not browser and (self._places.total() - of_known >= PLACES or self._places[origin] >= PLACES_OF_AN_ADDRESS):
            raise Busy

        self._places[origin] += 1
        try:
            yield
        finally:
            self._places[origin] -= 1
            # Or a line stays for each address that ever came.
            self._places = +self._places

    async def refused(self) -> None:
        if self._refused >= REFUSED_WAITING:
            return

        self._refused += 1
        try:
            # One after the other: those that came together do not come back together.
            await asyncio.sleep(REFUSED_SECONDS + self._refused * APART_SECONDS)
        finally:
            self._refused -= 1


THREAD = DatabaseThread("passwords")
queue = Queue()


def on_its_thread() -> ThreadSensitiveContext:
    """A context whose synchronous work waits behind no page, and no page behind it."""
    return ThreadSensitiveContext(executor=THREAD)


def are_taken(scope: Mapping[str, Any]) -> bool:
    """Whether this request is a post to a marked view."""
    path: str = scope["path"]
    if scope["method"] != "POST":
        return False

    # Looking an address up costs a hundredth of a turn; what is remembered must stay small.
    return _is_marked(path) if len(path) <= PATH_MAX_CHARS else _is_marked.__wrapped__(path)


@functools.lru_cache(1024)
def _is_marked(path: str) -> bool:
    try:
        return getattr(resolve(path).func, MARK, False)
    except Resolver404:
        return False


def browser_of(scope: Mapping[str, Any]) -> str:
    """The browser's name, if somebody logged in there before."""
    cookies = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    return known_browsers.known(parse_cookie(cookies))


def takes_password(*, is_guess: bool = False) -> Callable[[View], View]:
    """Marks a view and counts the posts to it. `is_guess`: a right password proves something there."""

    def marked(view: View) -> View:
        @functools.wraps(view)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)

            is_known = request.user.is_authenticated
            name = request.user.get_username() or chosen(request.POST, "username")
            try:
                counted = attempts.count(
                    address=request.META["REMOTE_ADDR"],
                    name=name if is_guess else None,
                    browser=known_browsers.known_for(request.COOKIES, name) if is_guess else "",
                )
            except attempts.TooManyAttempts as error:
                return too_many(request.headers.get("Accept", ""), until=error.until, question=_question(request))

            response = view(request, *args, **kwargs)
            # Anybody can make accounts where that is open: these stay counted.
            if response.status_code == 302 and (is_guess or is_known):
                attempts.take_back(counted)
            if response.status_code == 302 and is_guess and request.user.is_authenticated:
                known_browsers.remember(response, request.user.get_username())
            return response

        setattr(respond, MARK, True)
        return respond

    return marked


def busy(scope: Mapping[str, Any], form: bytes) -> HttpResponse:
    """The answer when no place is free. A question that the form carries along is not lost."""
    accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
    try:
        question = QueryDict(form).get("question", "")
    except (RequestDataTooBig, TooManyFieldsSent, ValueError):
        # A form that can't be read has no question to save.
        question = ""
    return too_many(accept, question=str(question))


def too_many(accept: str, *, until: datetime | None = None, question: str = "") -> HttpResponse:
    """The answer to who tries too often or, without `until`, at the same time as too many others."""
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds())) if until else RETRY_SECONDS
    sentence = _later(seconds) if until else str(BUSY)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}

    if "application/json" in accept and "text/html" not in accept:
        return JsonResponse({"detail": sentence}, status=429, headers=headers)
    page = _page(sentence, question) if question else _page_without_question(sentence, get_language())
    return HttpResponse(page, status=429, headers=headers)


def _page(sentence: str, question: str) -> str:
    return render_to_string("registration/locked.html", {"sentence": sentence, "question": question})


@functools.lru_cache(16)
def _page_without_question(sentence: str, language: str) -> str:
    """In the active language, which is `language`."""
    return _page(sentence, "")


def _question(request: HttpRequest) -> str:
    return written(request.POST, "question")


def _later(seconds: int) -> str:
    if seconds < 60:
        again = ngettext(
            "Too many attempts. Try again in {count} second.",
            "Too many attempts. Try again in {count} seconds.",
            seconds,
        )
        return again.format(count=seconds)

    minutes = math.ceil(seconds / 60)
    again = ngettext(
        "Too many attempts. Try again in {count} minute.", "Too many attempts. Try again in {count} minutes.", minutes
    )
    return again.format(count=minutes)
