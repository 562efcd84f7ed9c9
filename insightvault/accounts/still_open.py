"""What is on its way to a program or a page ends once its token, its browser's login or its person's account does.

No piece of a stream asks for that: each process that sends anything looks every two seconds, for all of it at once, who
may be sent no more. So it ends on every node, wherever the token was revoked.
"""

import asyncio
import contextlib
import contextvars
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Iterator
from typing import NamedTuple, TypeVar

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from insightvault.accounts.models import ApiToken, Browser
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.threads import in_database, next_thread

LOOK_SECONDS = 2.0
ENDED = "This token was revoked, or has ended."
EVENT_STREAM = "text/event-stream"

T = TypeVar("T")


class CutOff(Exception):
    """The token, the login or the account ended meanwhile."""

    def __init__(self) -> None:
        super().__init__(ENDED)


class Visitor(NamedTuple):
    """A program by its token, or a person in a browser by the key of its login."""

    token: int | None
    person: int | None = None
    login: str | None = None


class Way:
    """To whoever sent the request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.is_shut = False
        self._waiting: asyncio.Timeout | None = None

    @property
    def visitor(self) -> Visitor | None:
        """None as long as nobody asked who it is."""
        given = vars(self._request)
        token, person = given.get("auth"), given.get("_acached_user") or given.get("_cached_user")
        if isinstance(token, ApiToken):
            return Visitor(token.pk)

        return Visitor(None, person.pk, self._request.session.session_key) if person and person.pk else None

    async def wait(self, work: Awaitable[T]) -> T:
        """Given up the moment the way is shut. Raises CutOff."""
        try:
            # It may have been shut while a piece was being sent: the next one may never come.
            async with asyncio.timeout(0 if self.is_shut else None) as self._waiting:
                return await work
        except TimeoutError as error:
            if self.is_shut:
                raise CutOff from error
            raise
        finally:
            self._waiting = None

    def shut(self) -> None:
        if self._waiting and not self.is_shut:
            self._waiting.reschedule(asyncio.get_running_loop().time())

        self.is_shut = True


_ways: set[Way] = set()
_looking: "asyncio.Task[None] | None" = None


@contextlib.contextmanager
def way_to(request: HttpRequest) -> Iterator[Way]:
    way = Way(request)
    _ways.add(way)
    _begin_looking()
    try:
        yield way
    finally:
        _ways.discard(way)


def watched(request: HttpRequest, response: HttpResponseBase, *, last: bytes = b"") -> HttpResponseBase:
    """A stream ends before its end with `last`; of all else that is sent in pieces the line breaks."""
    if isinstance(response, StreamingHttpResponse) and response.is_async:
        is_stream = response.headers["Content-Type"].startswith(EVENT_STREAM)
        pieces = _sent(request, response.streaming_content, last if is_stream else None)  # type: ignore[arg-type]
        response.streaming_content = pieces

    return response


async def _sent(request: HttpRequest, pieces: AsyncIterable[bytes], last: bytes | None) -> AsyncGenerator[bytes]:
    coming = aiter(pieces)
    with way_to(request) as way:
        try:
            while (piece := await way.wait(anext(coming, None))) is not None:
                if way.is_shut:
                    raise CutOff
                yield piece
        except CutOff:
            if last is None:
                raise
            yield last


def _begin_looking() -> None:
    global _looking
    loop = asyncio.get_running_loop()
    if _looking is None or _looking.done() or _looking.get_loop() is not loop:
        # A context of its own: it outlives the request that it begins with.
        _looking = loop.create_task(_look(), context=contextvars.Context())


async def _look() -> None:
    while _ways:
        await asyncio.sleep(LOOK_SECONDS)
        visitors = {way: visitor for way in _ways if (visitor := way.visitor)}
        if not visitors:
            continue

        try:
            async with next_thread():
                gone = await in_database(_gone, set(visitors.values()))
        except DATABASE_OUTAGE:
            # Whoever could be let in before stays until it can be asked again.
            continue

        for way, visitor in visitors.items():
            if visitor in gone:
                way.shut()


def _gone(visitors: set[Visitor]) -> set[Visitor]:
    tokens = {visitor.token for visitor in visitors if visitor.token}
    logins = {visitor.login for visitor in visitors if visitor.login}
    open_tokens = ApiToken.objects.filter(pk__in=tokens, user__is_active=True).not_ended(timezone.now())
    here = {Visitor(pk) for pk in open_tokens.values_list("pk", flat=True)} if tokens else set()
    if logins:
        active = Browser.objects.filter(session_key__in=logins, user__is_active=True)
        here |= {Visitor(None, *login) for login in active.values_list("user_id", "session_key")}

    return visitors - here
