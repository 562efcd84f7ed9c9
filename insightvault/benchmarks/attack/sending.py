"""How an attacker sends: with a login or a token of one of the people, again and again, within bounds."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

HOST = "127.0.0.1"
AT_ONCE = 64
REQUESTS_MAX = 20_000
CSRF = "a" * 32


@dataclass(frozen=True)
class Target:
    """`session`, a cookie, and `token` are those of one of its people, who attacks; `csrf` is a cookie's name."""

    port: int
    session: str
    token: str
    csrf: str

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def client(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar(), raise_for_status=False
        )

    @property
    def as_person(self) -> dict[str, str]:
        return {"Cookie": f"{self.session}; {self.csrf}={CSRF}", "X-CSRFToken": CSRF, "HX-Request": "true"}

    @property
    def as_program(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


# How many requests each of those under way at once has begun.
begun: Counter[int] = Counter()

Flood = Callable[[Target, aiohttp.ClientSession], Awaitable[None]]


async def again_and_again(send: Callable[[int], Awaitable[None]], at_once: int) -> None:
    """Keeps so many requests under way: each is followed by the next once it was answered."""

    async def go_on(first: int) -> None:
        for number in range(first, REQUESTS_MAX, at_once):
            begun[first] += 1
            with contextlib.suppress(aiohttp.ClientError, ConnectionError):
                await send(number)
            # A flood that is refused in no time lets others of this process have their turn.
            await asyncio.sleep(0)

    await asyncio.gather(*map(go_on, range(at_once)))


async def post_form(
    client: aiohttp.ClientSession,
    target: Target,
    path: str,
    fields: dict[str, str],
    file: tuple[str, bytes] | None = None,
) -> None:
    """`file`: its name and what it holds."""
    form = aiohttp.FormData({"csrfmiddlewaretoken": CSRF, **fields})
    if file:
        form.add_field("files", file[1], filename=file[0])

    async with client.post(target.address + path, data=form, headers=target.as_person, allow_redirects=False) as answer:
        await answer.read()


async def call(client: aiohttp.ClientSession, target: Target, path: str, body: Mapping[str, Any]) -> None:
    sent, headers = json.dumps(body), target.as_program | {"Content-Type": "application/json"}
    async with client.post(target.address + path, data=sent, headers=headers) as answer:
        await answer.read()


async def read(client: aiohttp.ClientSession, target: Target, path: str) -> None:
    async with client.get(target.address + path, headers=target.as_person, allow_redirects=False) as answer:
        await answer.read()
