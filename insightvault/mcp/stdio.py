"""The way in for programs that only start programs: a message a line on the input, an answer a line on the output."""

import asyncio
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django_mcpz.headers import encode_header_value
from django_mcpz.legacy import LEGACY_PROTOCOL_VERSIONS
from django_mcpz.server import META_PROTOCOL_VERSION

from insightvault.accounts.models import ApiToken
from insightvault.accounts.programs import keep_tally
from insightvault.mcp.serving import answer, message_of
from sessions_memory.api.callers import tally_of
from sessions_memory.database.threads import next_thread

LINE_MAX_BYTES = 1_000_000


async def serve(lines: BinaryIO, out: BinaryIO, token: ApiToken) -> None:
    """To the end of the input, or to a line that is too long. `token`: not stored, it says what may be done."""
    address = f"http://127.0.0.1:{settings.PORT}{settings.URL_PREFIX}"
    while line := await asyncio.to_thread(lines.readline, LINE_MAX_BYTES + 1):
        if len(line) > LINE_MAX_BYTES:
            return
        if not line.strip():
            continue

        request = request_of(line)
        # On a thread whose connection is looked at before each message: the program runs for days.
        async with next_thread():
            response = await answer(request, token, address)
            await keep_tally(token, tally_of(request))

        if response.content:
            out.write(response.content + b"\n")
            out.flush()


def request_of(line: bytes) -> ASGIRequest:
    """As it would come over HTTP: newer clients repeat there in headers what the message says."""
    headers = {name: encode_header_value(value).encode() for name, value in _headers(message_of(line)).items()}
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": list(headers.items())}
    return ASGIRequest(scope, BytesIO(line))


def _headers(message: dict[str, Any]) -> dict[bytes, str]:
    params = message.get("params")
    params = params if isinstance(params, dict) else {}
    meta = params.get("_meta")
    version = meta.get(META_PROTOCOL_VERSION) if isinstance(meta, dict) else None
    if not isinstance(version, str) or version in LEGACY_PROTOCOL_VERSIONS:
        return {}

    given = {b"mcp-protocol-version": version, b"mcp-method": message.get("method"), b"mcp-name": params.get("name")}
    return {name: value for name, value in given.items() if isinstance(value, str)}
