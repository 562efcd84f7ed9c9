"""Who sends a request, as far as that is known before anybody is asked, and how many of theirs are answered at once.

A person is known by a cookie or token that was right in an earlier request; strangers by their address. What is
remembered says whose work a request is, and opens nothing.
"""

import asyncio
import functools
import re
from collections import Counter, OrderedDict
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chat.endpoint.refusals import error_body
from insightvault.server import large_posts
from sessions_memory.database.turns import Sender

KNOWN_MAX = 10_000
DIGEST_BYTES = 16
# Beside answers and streams, which have limits of their own.
PAGES_AT_ONCE = 16
TOO_MANY = _("Too many requests of yours are being answered. Try again in a moment.")
# Whoever comes back at once gets no more of this process than a browser, which waits so long by itself.
REFUSED_SECONDS = 2
COOKIE = re.compile(rf"(?:^|; ?){re.escape(settings.SESSION_COOKIE_NAME)}=([^;]+)".encode())

KEPT = "insightvault.credential"

Scope = MutableMapping[str, Any]

_known: OrderedDict[bytes, int] = OrderedDict()
_in_flight: Counter[int] = Counter()


class TooMany(Exception):
    """So many requests of this person are in flight already."""


def sender_of(scope: Scope) -> Sender:
    person = _person(scope)
    return Sender((scope.get("client") or ("",))[0] if person is None else person)


def learn(scope: Scope, person: int | None) -> None:
    """Whose request this was; None if nobody's. The next with the same credential is known."""
    credential = _credential(scope)
    if not credential:
        return

    if person is None:
        _known.pop(credential, None)
        return

    _known[credential] = person
    _known.move_to_end(credential)
    while len(_known) > KNOWN_MAX:
        _known.popitem(last=False)


@contextmanager
def one_more(scope: Scope) -> Iterator[None]:
    """Around a request. Raises TooMany. Strangers are not counted: thousands may stand behind one address."""
    person = _person(scope)
    if person is None:
        yield
        return

    if _in_flight[person] >= PAGES_AT_ONCE + settings.STREAMS_PER_USER + settings.ANSWERS_PER_USER:
        raise TooMany

    _in_flight[person] += 1
    try:
        yield
    finally:
        _in_flight[person] -= 1
        if not _in_flight[person]:
            del _in_flight[person]


async def refused() -> None:
    """Before the refusal is told."""
    await asyncio.sleep(REFUSED_SECONDS)


def too_many(scope: Scope) -> HttpResponse:
    headers = {"Retry-After": str(REFUSED_SECONDS), "Cache-Control": "no-store"}
    if is_program(scope):
        return JsonResponse(told(scope, 429, str(TOO_MANY)), status=429, headers=headers)

    if b"hx-request" in dict(scope["headers"]):
        # The page that asked shows the sentence.
        return HttpResponse(TOO_MANY, status=429, headers=headers, content_type="text/plain; charset=utf-8")

    return HttpResponse(_page(get_language()), status=429, headers=headers)


@functools.cache
def _page(language: str) -> str:
    """In the active language, which is `language`."""
    return render_to_string("429.html", {"sentence": TOO_MANY})


def is_program(scope: Scope) -> bool:
    """It shows a token, right or wrong, and reads refusals in JSON."""
    return b"authorization" in dict(scope["headers"])


def told(scope: Scope, status: int, sentence: str) -> dict[str, Any]:
    """A refusal as the program reads it."""
    return error_body(status, sentence) if large_posts.is_prompt(scope["path"]) else {"detail": sentence}


def _person(scope: Scope) -> int | None:
    credential = _credential(scope)
    return _known.get(credential) if credential else None


def _credential(scope: Scope) -> bytes:
    """Asked for three times in a request."""
    if KEPT not in scope:
        scope[KEPT] = _digest(scope)

    return scope[KEPT]  # type: ignore[no-any-return]


def _digest(scope: Scope) -> bytes:
    """Of the token or else of the browser's session; empty without either."""
    headers = dict(scope["headers"])
    sent = headers.get(b"authorization", b"")
    if not sent and (found := COOKIE.search(headers.get(b"cookie", b""))):
        sent = b"cookie " + found[1]

    return blake2b(sent, digest_size=DIGEST_BYTES).digest() if sent else b""
