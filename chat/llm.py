"""The only module that talks to a model server.

It speaks the OpenAI protocol, as OpenAI, Ollama, llama.cpp, LM Studio and vLLM
do. Each failure becomes `ModelUnavailable` (trying again may help) or
`ModelRefused` (it will not, as things are), with a sentence for the reader.
"""

import asyncio
import contextlib
import functools
import logging
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import httpx2
import openai
import orjson
from django.conf import settings

from chat.model_server import pacing
from chat.model_server.connection import Connection
from chat.model_server.errors import ModelError, ModelRefused, ModelUnavailable, refusal
from chat.model_server.protocol import VECTOR_MAX, Message, Piece, read_names, read_together, read_vectors

__all__ = [
    "ModelError",
    "ModelRefused",
    "ModelUnavailable",
    "Piece",
    "close_clients",
    "complete_chat",
    "embed",
    "list_models",
    "stream_chat",
]

# One line of an event stream; a longer one is no answer but an attack or a mistake.
LINE_MAX_BYTES = 4_000_000
# The longest list of models there is has hundreds of kilobytes; what is longer is not read.
LIST_MAX_BYTES = 4_000_000
MODELS_MAX = 2_000
NAME_MAX_CHARS = 200
# The widest vector that each text may have, each number written out.
VECTOR_MAX_BYTES = 25 * VECTOR_MAX
# Why a server refuses stands at the beginning.
ERROR_MAX_BYTES = 64_000
# A title or a summary, with what was thought before it.
COMPLETE_MAX_CHARS = 100_000
# "None", which should mean no limit, is aiohttp's own of 100: the next question would wait for an answer to end.
CONNECTIONS = 100_000
LIST_SECONDS = 10
EMBED_SECONDS = 60

# A server that is starting, or busy for a moment, answers on the second or third try.
REPEAT_AFTER_SECONDS = (0.5, 1.5)
REPEAT_AFTER_MAX_SECONDS = 5

logger = logging.getLogger(__name__)


async def stream_chat(connection: Connection, model: str, messages: list[Message]) -> AsyncGenerator[Piece]:
    """The answer, piece by piece. Raises ModelUnavailable or ModelRefused, also in the middle."""
    patience = _Patience(settings.MODEL_FIRST_TOKEN_SECONDS)
    together = _event_lines(connection, model, messages, patience)
    has_spoken = is_complete = False

    try:
        async for lines in together:
            heard = read_together(connection.host, lines)
            piece = heard.piece

            if piece.text or piece.reasoning:
                has_spoken = True
                patience.renew(settings.MODEL_BETWEEN_TOKENS_SECONDS)

            is_complete = is_complete or heard.is_end or bool(piece.finish_reason)
            yield piece
            if heard.problem:
                raise heard.problem
            if heard.is_end:
                break
            # The first word waits for nobody.
            if has_spoken:
                await pacing.rest()
    except TimeoutError:
        raise _silent(connection, has_spoken) from None
    except (_Refused, httpx2.HTTPError, OSError) as error:
        raise _explain(connection, model, error, has_spoken) from error
    finally:
        await together.aclose()

    if not is_complete:
        raise ModelUnavailable(
            f"The model at {connection.host} stopped in the middle."
            if has_spoken
            else f"No answer: the model at {connection.host} sent nothing.",
            "What had arrived is kept." if has_spoken else "Your question is saved.",
        )


async def complete_chat(connection: Connection, model: str, messages: list[Message]) -> str:
    """A whole short answer, for titles and summaries; of an endless one the beginning."""
    parts, room = [], COMPLETE_MAX_CHARS

    async with contextlib.aclosing(stream_chat(connection, model, messages)) as pieces:
        async for piece in pieces:
            parts.append(piece.text[:room])
            room -= len(piece.text) + len(piece.reasoning)
            if room <= 0:
                break

    return "".join(parts).strip()


async def embed(connection: Connection, texts: Sequence[str], *, seconds: float = EMBED_SECONDS) -> list[list[float]]:
    """A vector for each text, in their order, all of one size. Raises ModelUnavailable or ModelRefused."""
    model = connection.models[0]
    # The client is made before the clock runs: the first one of a process takes a moment.
    client = _client(connection)
    body = {"model": model, "input": list(texts), "encoding_format": "float"}

    content = await _read(connection, client, "embeddings", body, most=VECTOR_MAX_BYTES * len(texts), seconds=seconds)
    return read_vectors(connection.host, content, len(texts))


async def list_models(base_url: str, api_key: str, *, seconds: float = LIST_SECONDS) -> list[str]:
    """The models a server offers, by name."""
    connection = Connection(base_url, api_key, ())
    content = await _read(connection, _client(connection), "models", None, most=LIST_MAX_BYTES, seconds=seconds)

    return read_names(connection.host, content, most=MODELS_MAX, longest=NAME_MAX_CHARS)


async def _read(
    connection: Connection, client: "_Client", path: str, body: dict[str, Any] | None, *, most: int, seconds: float
) -> bytes:
    """A whole answer of at most `most` bytes. Raises ModelUnavailable or ModelRefused."""
    model = connection.models[0] if connection.models else ""
    try:
        async with asyncio.timeout(seconds):
            response = await _send(client, path, body)
            async with contextlib.aclosing(response):
                return await _limited(response, most, cut=False)
    except TimeoutError:
        raise _silent(connection, False) from None
    except _TooLong:
        raise ModelUnavailable(
            f"The server at {connection.host} sent more than anybody reads.",
            "Check that its address is that of an OpenAI-compatible server.",
        ) from None
    except (_Refused, httpx2.HTTPError, OSError) as error:
        raise _explain(connection, model, error, False) from error


async def close_clients() -> None:
    """Closes this event loop's connections; a program that ends its loop calls it."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.openai.close()


class _Patience:
    """The moment by which the next reading must have ended."""

    def __init__(self, seconds: float) -> None:
        self.clock = asyncio.get_running_loop().time
        self.renew(seconds)

    def renew(self, seconds: float) -> None:
        self.deadline = self.clock() + seconds


async def _event_lines(
    connection: Connection, model: str, messages: list[Message], patience: _Patience
) -> AsyncGenerator[list[bytes]]:
    """The data of the events that came together. Raises TimeoutError."""
    async with asyncio.timeout_at(patience.deadline):
        response = await _open(connection, model, messages)

    with pacing.coming():
        async with contextlib.aclosing(response):
            rest, chunks = bytearray(), response.aiter_bytes()
            while (chunk := await _next(chunks, patience)) is not None:
                rest += chunk
                if len(rest) > LINE_MAX_BYTES:
                    raise httpx2.RemoteProtocolError("a line without end")
                # A line that comes byte by byte is put together once.
                if b"\n" not in chunk:
                    continue
                *lines, last = bytes(rest).split(b"\n")
                rest = bytearray(last)
                if data := [line[5:].strip() for line in lines if line.startswith(b"data:")]:
                    yield data

            if rest.startswith(b"data:"):
                yield [bytes(rest[5:]).strip()]
            elif rest.lstrip().startswith(b"{"):
                # Some servers answer an error of theirs as plain JSON with status 200.
                yield [bytes(rest)]


async def _next(chunks: AsyncIterator[bytes], patience: _Patience) -> bytes | None:
    # Each may hold many events: a clock for each of them would cost more than reading it.
    async with asyncio.timeout_at(patience.deadline):
        return await anext(chunks, None)


async def _open(connection: Connection, model: str, messages: list[Message]) -> httpx2.Response:
    """The response, begun. A server that has surely not begun to answer is asked again, twice."""
    for wait_seconds in REPEAT_AFTER_SECONDS:
        try:
            return await _ask(connection, model, messages)
        except (_Refused, httpx2.ConnectError) as error:
            pause_seconds = _repeat_after(error, wait_seconds)
            if pause_seconds is None:
                raise
            logger.info("asking %s again: %s", connection.host, type(error).__name__)
            await asyncio.sleep(pause_seconds)

    return await _ask(connection, model, messages)


async def _ask(connection: Connection, model: str, messages: list[Message]) -> httpx2.Response:
    body = {"model": model, "messages": messages, "stream": True, "stream_options": {"include_usage": True}}
    return await _send(_client(connection), "chat/completions", body)


async def _send(client: "_Client", path: str, body: dict[str, Any] | None) -> httpx2.Response:
    """The response, begun. Raises _Refused.

    Written by hand: through the client's resources and streams it cost the server a quarter of a turn, and they read
    whatever comes, of any size.
    """
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **client.openai.auth_headers}
    content = None if body is None else orjson.dumps(body)
    request = client.http.build_request(
        "GET" if body is None else "POST", client.base_url.join(path), content=content, headers=headers
    )
    response = await client.http.send(request, stream=True)

    if response.is_success:
        return response

    async with contextlib.aclosing(response):
        text = (await _limited(response, ERROR_MAX_BYTES, cut=True)).decode("utf-8", "replace")
        raise _Refused(response, text)


async def _limited(response: httpx2.Response, most: int, *, cut: bool) -> bytes:
    """The body, or of a longer one the beginning if it may be `cut`. Raises _TooLong."""
    read = bytearray()
    async for chunk in response.aiter_bytes():
        read += chunk
        if len(read) > most:
            if not cut:
                raise _TooLong
            break

    return bytes(read[:most])


class _TooLong(Exception):
    """An answer beyond all that is read of one."""


class _Refused(Exception):
    """An answer with a status that says no."""

    def __init__(self, response: httpx2.Response, text: str) -> None:
        super().__init__(f"status {response.status_code}")
        self.status = response.status_code
        self.text = text
        self.retry_after = response.headers.get("retry-after", "")


def _repeat_after(error: _Refused | httpx2.ConnectError, wait_seconds: float) -> float | None:
    """None: asking again is of no use. After other errors than these it may make the model answer twice."""
    if isinstance(error, httpx2.ConnectError):
        return wait_seconds

    if error.status in (429, 503):
        seconds = float(error.retry_after) if error.retry_after.isdigit() else wait_seconds
        return seconds if seconds <= REPEAT_AFTER_MAX_SECONDS else None

    return None


def _silent(connection: Connection, has_spoken: bool) -> ModelUnavailable:
    if has_spoken:
        return ModelUnavailable(
            f"The model at {connection.host} fell silent for {settings.MODEL_BETWEEN_TOKENS_SECONDS} seconds.",
            "What had arrived is kept.",
        )

    return ModelUnavailable(
        f"No answer: the model at {connection.host} did not reply in time.", "Your question is saved."
    )


def _explain(connection: Connection, model: str, error: Exception, has_spoken: bool) -> ModelError:
    where = f"the model server at {connection.host}"
    if isinstance(error, _Refused):
        return refusal(where, model, error.status, text=error.text, retry_after=error.retry_after)
    if has_spoken:
        return ModelUnavailable(f"The line to {where} broke.", "What had arrived is kept.")

    hint = " Is Ollama running?" if connection.base_url.endswith(":11434/v1") else ""
    return ModelUnavailable(
        f"No answer: the model at {connection.host} did not reply.", f"Your question is saved.{hint}"
    )


@dataclass(frozen=True)
class _Client:
    """`http` is what `openai` goes through."""

    openai: openai.AsyncOpenAI
    http: httpx2.AsyncClient
    base_url: httpx2.URL


# A client, and so a pool of connections, for each server; it belongs to one event loop.
_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, str], _Client]] = WeakKeyDictionary()


def _client(connection: Connection) -> _Client:
    clients = _clients.setdefault(asyncio.get_running_loop(), {})
    key = (connection.base_url, connection.api_key)
    if key not in clients:
        clients[key] = _new_client(connection)

    return clients[key]


@functools.cache
def tls() -> ssl.SSLContext:
    """For all clients: to read the machine's certificates takes a tenth of a second, in which no stream moves."""
    return httpx2.create_ssl_context()


def _new_client(connection: Connection) -> _Client:
    seconds = float(settings.MODEL_FIRST_TOKEN_SECONDS)
    timeout = openai.Timeout(seconds, connect=float(settings.MODEL_CONNECT_SECONDS))
    http = openai.DefaultAioHttpClient(
        verify=tls(),
        # The prompt goes to the server that was chosen, not to one that this server names.
        follow_redirects=False,
        timeout=timeout,
        limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=100),
    )

    client = openai.AsyncOpenAI(
        base_url=connection.base_url,
        # Servers on one's own machine want none, the client wants some.
        api_key=connection.api_key or "none",
        timeout=timeout,
        max_retries=0,
        http_client=http,
    )

    return _Client(client, http, client.base_url)
