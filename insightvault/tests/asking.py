"""Asks the application as a server does, without one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from chat import open_streams
from insightvault.asgi import application

FORM = "application/x-www-form-urlencoded"
LONGEST_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


async def answer_to(
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: Sequence[bytes] = (b"",),
    client: str = "127.0.0.1",
) -> Answer:
    """`body`: the chunks in which it comes."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (name.encode(), value.encode()) for name, value in ({"host": "localhost"} | (headers or {})).items()
        ],
        "client": (client, 1),
        "server": ("127.0.0.1", 8000),
    }

    sent: list[Any] = []
    chunks = list(body)

    async def receive() -> Any:
        if chunks:
            return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    await application(scope, receive, send)
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    text = b"".join(message.get("body", b"") for message in sent[1:]).decode()

    return Answer(int(sent[0]["status"]), told, text)


async def posted(path: str, fields: dict[str, str], *, client: str = "127.0.0.1", session: str = "") -> Answer:
    """A form sent by a browser that has its token against forgery."""
    token = "a" * 32
    cookies = {settings.CSRF_COOKIE_NAME: token, settings.SESSION_COOKIE_NAME: session}
    headers = {
        "content-type": FORM,
        "accept": "text/html",
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value),
    }

    form = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
    return await answer_to(path, method="POST", headers=headers, body=[form], client=client)


async def nothing_is_on_its_way() -> None:
    """What an answer that is sent in pieces holds it gives back a moment after the last of them."""
    async with asyncio.timeout(LONGEST_SECONDS):
        while open_streams._streams._open or open_streams.relayed._open:
            await asyncio.sleep(0.01)
