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
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import httpx2
import openai
import orjson
from django.conf import settings

from chat.model_server import pacing, sentences
from chat.model_server.connection import NO_WISHES, Connection, Wishes
from chat.model_server.ends import broken, no_reply, not_in_time, silent, unfinished
from chat.model_server.errors import (
    TOO_LONG_KINDS,
    ModelError,
    ModelRefused,
    ModelUnavailable,
    refusal,
    retry_seconds,
)
from chat.model_server.manners import manner_of, remember_manner
from chat.model_server.patience import Limits, Patience
from chat.model_server.protocol import NOTHING, VECTOR_MAX, Hearing, Message, Piece, read_names, read_vectors, text_of
from chat.model_server.reading.event_stream import Event, EventReader, TooMuch
from chat.model_server.reading.leftover import left_in
from chat.model_server.reasons import reason_of
from chat.model_server.sayings import Kind
from chat.prompt.tokens import message_cost
from sessions_memory.thinking import parted

__all__ = [
    "ModelError",
    "ModelRefused",
    "ModelUnavailable",
    "Piece",
    "close_clients",
    "complete_chat",
    "embed",
    "list_models",
    "look_up",
    "relay",
    "stream_chat",
]

# The longest list of models there is has hundreds of kilobytes; what is longer is not read.
LIST_MAX_BYTES = 4_000_000
MODELS_MAX = 2_000
NAME_MAX_CHARS = 200
# The widest vector that each text may have, each number written out.
VECTOR_MAX_BYTES = 25 * VECTOR_MAX
# Why a server refuses stands at the beginning.
ERROR_MAX_BYTES = 64_000
# More than the longest answer has, with all that can be told of each of its words.
RELAYED_MAX_BYTES = 200_000_000
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


async def stream_chat(
    connection: Connection, model: str, messages: list[Message], wishes: Wishes = NO_WISHES
) -> AsyncGenerator[Piece]:
    """The answer, piece by piece. Raises ModelUnavailable or ModelRefused, also in the middle."""
    patience, manner = Patience(Limits.set()), manner_of(connection, model)

    while True:
        try:
            async with contextlib.aclosing(
                _pieces(connection, model, manner.body(model, messages, wishes), patience)
            ) as pieces:
                async for piece in pieces:
                    remember_manner(connection, model, manner)
                    yield piece
            return
        except ModelError as error:
            other = manner.after(error.reason) if error.reason and not patience.has_spoken else None
            if other is None:
                raise
            logger.info("asking %s again, otherwise: %s", connection.host, other)
            manner = other


async def _pieces(
    connection: Connection, model: str, body: dict[str, Any], patience: Patience
) -> AsyncGenerator[Piece]:
    hearing, reader = Hearing(connection.host, model), EventReader()
    together = _events(connection, body, patience, reader)

    try:
        async for events in together:
            heard = hearing.together(events)
            patience.hear(heard.piece)
            if heard.piece != NOTHING:
                yield heard.piece
            if heard.problem:
                raise heard.problem
            if heard.is_end:
                break
            # The first word waits for nobody.
            if patience.has_spoken:
                await pacing.rest()
    except (_Refused, TooMuch, httpx2.HTTPError, OSError) as error:
        if not hearing.is_complete:
            raise _explain(connection, model, error, patience, body["messages"]) from error
    finally:
        await together.aclose()

    if skipped := reader.skipped + hearing.strange:
        logger.warning("%s events of %s could not be read", skipped, connection.host)
    if not hearing.is_complete:
        raise unfinished(connection.host, has_spoken=patience.has_spoken, skipped=skipped)


async def complete_chat(
    connection: Connection, model: str, messages: list[Message], *, longest: int = COMPLETE_MAX_CHARS
) -> str:
    """A whole short answer without its thinking, for titles and summaries; of a longer one the beginning.

    `longest`: in characters, with what was thought.
    """
    parts, room = [], longest

    async with contextlib.aclosing(stream_chat(connection, model, messages)) as pieces:
        async for piece in pieces:
            parts.append(piece.text[:room])
            room -= len(piece.text) + len(piece.reasoning)
            if room <= 0:
                break

    return parted("".join(parts), is_short=True).text.strip()


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


async def look_up(connection: Connection, path: str, body: dict[str, str] | None, *, seconds: float) -> bytes:
    """What the server says at a place of its own, beside the protocol."""
    return await _read(connection, _client(connection), path, body, most=LIST_MAX_BYTES, seconds=seconds)


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
        raise not_in_time(connection.host) from None
    except _TooLong:
        sentence, hint = sentences.TOO_MUCH
        raise ModelUnavailable(sentence.format(host=connection.host), hint) from None
    except _Refused as error:
        raise refusal(connection.host, model, error.reason, retry_after=error.retry_after) from error
    except (httpx2.HTTPError, OSError) as error:
        raise no_reply(connection.host) from error


async def relay(connection: Connection, path: str, content: bytes, *, seconds: float) -> "Relayed":
    """The server's answer to a program's own request, begun, whatever its status is.

    It is asked once: the program asks again if it wants to. Raises ModelUnavailable or ModelRefused.
    """
    try:
        async with asyncio.timeout(seconds):
            return Relayed(connection, await _begun(_client(connection), path, content, seconds), seconds)
    except TimeoutError:
        raise not_in_time(connection.host) from None
    except (httpx2.HTTPError, OSError) as error:
        raise no_reply(connection.host) from error


class Relayed:
    """The bytes of an answer as they come; whoever has it closes it. `seconds`: the longest wait for the next ones."""

    def __init__(self, connection: Connection, response: httpx2.Response, seconds: float) -> None:
        self.status: int = response.status_code
        self.content_type: str = response.headers.get("content-type", "")
        self.retry_after: str = response.headers.get("retry-after", "")
        self._host, self._response, self._seconds = connection.host, response, seconds

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Raises ModelUnavailable where the line breaks, or after more than anybody reads."""
        left, chunks = RELAYED_MAX_BYTES, self._response.aiter_bytes()
        async with contextlib.aclosing(self):
            try:
                while (chunk := await self._next(chunks)) is not None:
                    left -= len(chunk)
                    if left < 0:
                        raise broken(self._host, has_spoken=True)
                    yield chunk
            except (httpx2.HTTPError, OSError) as error:
                # What came right before the line broke.
                if rest := left_in(self._response.stream):
                    yield rest
                raise broken(self._host, has_spoken=True) from error

    async def beginning(self, most: int) -> bytes:
        """Of a short answer, such as a refusal, as much as is read of it."""
        async with contextlib.aclosing(self):
            return await _limited(self._response, most, cut=True)

    async def aclose(self) -> None:
        await self._response.aclose()

    async def _next(self, chunks: AsyncIterator[bytes]) -> bytes | None:
        async with asyncio.timeout(self._seconds):
            return await anext(chunks, None)


async def close_clients() -> None:
    """Closes this event loop's connections; a program that ends its loop calls it."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.openai.close()


async def _events(
    connection: Connection, body: dict[str, Any], patience: Patience, reader: EventReader
) -> AsyncGenerator[list[Event]]:
    """The events that came together. Raises TimeoutError."""
    async with asyncio.timeout_at(patience.deadline):
        response = await _open(connection, body)

    with pacing.coming():
        async with contextlib.aclosing(response):
            chunks = response.aiter_bytes()
            try:
                while (chunk := await _next(chunks, patience)) is not None:
                    patience.sign_of_life()
                    if events := reader.feed(chunk):
                        yield events
            except (httpx2.HTTPError, OSError):
                # What came right before the line broke.
                if events := reader.feed(left_in(response.stream)) + reader.finish():
                    yield events
                raise

            if events := reader.finish():
                yield events


async def _next(chunks: AsyncIterator[bytes], patience: Patience) -> bytes | None:
    # Each may hold many events: a clock for each of them would cost more than reading it.
    async with asyncio.timeout_at(patience.deadline):
        return await anext(chunks, None)


async def _open(connection: Connection, body: dict[str, Any]) -> httpx2.Response:
    """The response, begun. A server that has surely not begun to answer is asked again, twice."""
    for wait_seconds in REPEAT_AFTER_SECONDS:
        try:
            return await _send(_client(connection), "chat/completions", body)
        except (_Refused, httpx2.ConnectError) as error:
            pause_seconds = _repeat_after(error, wait_seconds)
            if pause_seconds is None:
                raise
            logger.info("asking %s again: %s", connection.host, type(error).__name__)
            await asyncio.sleep(pause_seconds)

    return await _send(_client(connection), "chat/completions", body)


async def _send(client: "_Client", path: str, body: dict[str, Any] | None) -> httpx2.Response:
    """The response, begun. Raises _Refused.

    Written by hand: through the client's resources and streams it cost the server a quarter of a turn, and they read
    whatever comes, of any size.
    """
    response = await _begun(client, path, None if body is None else orjson.dumps(body))
    if response.is_success:
        return response

    async with contextlib.aclosing(response):
        text = (await _limited(response, ERROR_MAX_BYTES, cut=True)).decode("utf-8", "replace")
        raise _Refused(response, text)


async def _begun(client: "_Client", path: str, content: bytes | None, seconds: float | None = None) -> httpx2.Response:
    """Whatever its status is. `seconds`: in place of the usual wait for the first word."""
    try:
        return await client.http.send(_request(client, path, content, seconds), stream=True)
    except (ValueError, httpx2.InvalidURL, httpx2.UnsupportedProtocol):
        # Of the environment: what is typed in the browser is looked at there.
        raise ModelRefused(*sentences.UNUSABLE) from None


def _request(client: "_Client", path: str, content: bytes | None, seconds: float | None) -> httpx2.Request:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **client.openai.auth_headers}
    url = client.base_url.join(path)
    if client.base_url.query:
        # As Azure wants it: ?api-version=…
        url = url.copy_with(query=client.base_url.query)

    method = "GET" if content is None else "POST"
    timeout = _timeout(settings.MODEL_FIRST_TOKEN_SECONDS if seconds is None else seconds)
    return client.http.build_request(method, url, content=content, headers=headers, timeout=timeout)


def _timeout(seconds: float) -> openai.Timeout:
    return openai.Timeout(float(seconds), connect=float(settings.MODEL_CONNECT_SECONDS))


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
        self.reason = reason_of(response.status_code, text)
        self.retry_after = response.headers.get("retry-after", "")


def _repeat_after(error: _Refused | httpx2.ConnectError, wait_seconds: float) -> float | None:
    """None: asking again is of no use. After other errors than these it may make the model answer twice."""
    if isinstance(error, httpx2.ConnectError):
        return wait_seconds

    if error.status in (429, 503) and error.reason.kind is not Kind.NO_CREDIT:
        named = retry_seconds(error.retry_after)
        seconds = wait_seconds if named is None else named
        return seconds if seconds <= REPEAT_AFTER_MAX_SECONDS else None

    return None


def _explain(
    connection: Connection, model: str, error: Exception, patience: Patience, sent: Sequence[Mapping[str, Any]]
) -> ModelError:
    """A prompt's tokens are counted only for a sentence that names them: of a long one it takes a while."""
    if isinstance(error, TimeoutError):
        return silent(connection.host, patience, 0 if patience.has_spoken else _tokens_in(sent))
    if isinstance(error, _Refused):
        tokens = _tokens_in(sent) if error.reason.kind in TOO_LONG_KINDS else None
        return refusal(connection.host, model, error.reason, retry_after=error.retry_after, prompt_tokens=tokens)

    return broken(connection.host, has_spoken=patience.has_spoken)


def _tokens_in(sent: Sequence[Mapping[str, Any]]) -> int:
    return sum(message_cost(text_of(message)) for message in sent)


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
    timeout = _timeout(settings.MODEL_FIRST_TOKEN_SECONDS)
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
