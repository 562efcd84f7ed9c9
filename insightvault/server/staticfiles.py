"""Serves the static files ahead of Django, so that no stream or question waits behind them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response

Scope = dict[str, Any]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class StaticFiles:
    def __init__(self) -> None:
        self._found = WhiteNoiseMiddleware(lambda request: None)

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        status, headers, body = await asyncio.to_thread(self._read, scope)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _read(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        file = self._file(scope["path"])
        if file is None:
            return HTTPStatus.NOT_FOUND, [(b"Content-Type", b"text/plain")], b"Not found"

        response: Response = file.get_response(scope["method"], _environ(scope))
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
        headers.append((b"X-Content-Type-Options", b"nosniff"))

        if response.file is None:
            return response.status, headers, b""

        with response.file as content:
            return response.status, headers, content.read()

    def _file(self, path: str) -> Any:
        return self._found.find_file(path) if settings.DEBUG else self._found.files.get(path)


def _environ(scope: Scope) -> dict[str, str]:
    return {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
        for name, value in scope["headers"]
    }
