"""The only module that talks to a model server.

It speaks the OpenAI protocol, as OpenAI, Ollama, llama.cpp, LM Studio and vLLM
do. Each failure becomes `ModelUnavailable` (trying again may help) or
`ModelRefused` (it will not, as things are), with a sentence for the reader.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass
from weakref import WeakKeyDictionary

import aiohttp
import orjson
from django.conf import settings
from yarl import URL

from chat.model_server import pacing, sentences
from chat.model_server.connection import NO_WISHES, Connection, Wishes, is_loopback
from chat.model_server.ends import broken, no_reply, not_in_time, silent, unfinished
from chat.model_server.errors import (
    TOO_LONG_KINDS,
    ModelError,
    ModelRefused,
    ModelUnavailable,
    refusal,
    retry_seconds,
)
from chat.model_server.local.encoder import vectors_of
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
# Of an answer, read at once: between two of them others have their turn.
CHUNK_BYTES = 16_384
# aiohttp's own limit is 100: the next question would wait for an answer to end.
NO_LIMIT = 0
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
    except (_Refused, TooMuch, aiohttp.ClientError, OSError) as error:
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
    if connection.is_in_process:
        return await _made_here(model, texts, seconds)

    # The client is made before the clock runs: the first one of a process takes a moment.
    client = _client(connection)
    body = {"model": model, "input": list(texts), "encoding_format": "float"}

    content = await _read(connection, client, "embeddings", body, most=VECTOR_MAX_BYTES * len(texts), seconds=seconds)
    return read_vectors(connection.host, content, len(texts))


async def _made_here(model: str, texts: Sequence[str], seconds: float) -> list[list[float]]:
    try:
        async with asyncio.timeout(seconds):
            return await vectors_of(model, texts)
    except TimeoutError:
        raise not_in_time(model) from None
    except ModelError:
        raise
    # An outer boundary: a library in C, and a file of weights, fail in ways of their own.
    except Exception as error:
        logger.exception("%s does not work", model)
        raise ModelUnavailable(sentences.NO_ENCODER.format(name=model), "") from error


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
            with contextlib.closing(response):
                return await _limited(response, most, cut=False)
    except _TooLong:
        sentence, hint = sentences.TOO_MUCH
        raise ModelUnavailable(sentence.format(host=connection.host), hint) from None
    except _Refused as error:
        raise refusal(connection.host, model, error.reason, retry_after=error.retry_after) from error
    except (aiohttp.ClientError, OSError) as error:
        raise _unheard(connection, error) from error


async def relay(connection: Connection, path: str, content: bytes, *, seconds: float) -> "Relayed":
    """The server's answer to a program's own request, begun, whatever its status is.

    It is asked once: the program asks again if it wants to. Raises ModelUnavailable or ModelRefused.
    """
    try:
        async with asyncio.timeout(seconds):
            return Relayed(connection, await _begun(_client(connection), path, content, seconds), seconds)
    except (aiohttp.ClientError, OSError) as error:
        raise _unheard(connection, error) from error


def _unheard(connection: Connection, error: Exception) -> ModelError:
    """Its own clocks are for one step each; ours is for all of it."""
    is_ours = isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError)
    return not_in_time(connection.host) if is_ours else no_reply(connection.host)


def _plain(header: str) -> str:
    """A header of ours takes no signs but these."""
    return header.encode("ascii", "ignore").decode()


class Relayed:
    """The bytes of an answer as they come; whoever has it closes it. `seconds`: the longest wait for the next ones."""

    def __init__(self, connection: Connection, response: aiohttp.ClientResponse, seconds: float) -> None:
        self.status: int = response.status
        self.content_type: str = _plain(response.headers.get("content-type", ""))
        self.retry_after: str = _plain(response.headers.get("retry-after", ""))
        self._host, self._response, self._seconds = connection.host, response, seconds

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Raises ModelUnavailable where the line breaks, or after more than anybody reads."""
        left = RELAYED_MAX_BYTES
        async with contextlib.aclosing(self):
            try:
                while chunk := await self._next():
                    left -= len(chunk)
                    if left < 0:
                        raise broken(self._host, has_spoken=True)
                    yield chunk
            except (aiohttp.ClientError, OSError) as error:
                # What came right before the line broke.
                if rest := left_in(self._response.content):
                    yield rest
                raise broken(self._host, has_spoken=True) from error

    async def beginning(self, most: int) -> bytes:
        """Of a short answer, such as a refusal, as much as is read of it."""
        async with contextlib.aclosing(self):
            try:
                async with asyncio.timeout(self._seconds):
                    return await _limited(self._response, most, cut=True)
            except (aiohttp.ClientError, OSError) as error:
                raise broken(self._host, has_spoken=False) from error

    async def aclose(self) -> None:
        self._response.close()

    async def _next(self) -> bytes:
        async with asyncio.timeout(self._seconds):
            return await self._response.content.read(CHUNK_BYTES)


async def close_clients() -> None:
    """Closes this event loop's connections; a program that ends its loop calls it."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.http.close()


async def _events(
    connection: Connection, body: dict[str, Any], patience: Patience, reader: EventReader
) -> AsyncGenerator[list[Event]]:
    """The events that came together. Raises TimeoutError."""
    async with asyncio.timeout_at(patience.deadline):
        response = await _open(connection, body)

    with pacing.coming(), contextlib.closing(response):
        try:
            while chunk := await _next(response.content, patience):
                patience.sign_of_life()
                if events := reader.feed(chunk):
                    yield events
        except (aiohttp.ClientError, OSError):
            # What came right before the line broke.
            if events := reader.feed(left_in(response.content)) + reader.finish():
                yield events
            raise

        if events := reader.finish():
            yield events


async def _next(content: aiohttp.StreamReader, patience: Patience) -> bytes:
    """Empty at the end. Each may hold many events: a clock for each of them would cost more than reading it."""
    async with asyncio.timeout_at(patience.deadline):
        return await content.read(CHUNK_BYTES)


async def _open(connection: Connection, body: dict[str, Any]) -> aiohttp.ClientResponse:
    """The response, begun. A server that has surely not begun to answer is asked again, twice."""
    for wait_seconds in REPEAT_AFTER_SECONDS:
        try:
            return await _send(_client(connection), "chat/completions", body)
        except (_Refused, aiohttp.ClientConnectorError) as error:
            pause_seconds = _repeat_after(error, wait_seconds)
            if pause_seconds is None:
                raise
            logger.info("asking %s again: %s", connection.host, type(error).__name__)
            await asyncio.sleep(pause_seconds)

    return await _send(_client(connection), "chat/completions", body)


async def _send(client: "_Client", path: str, body: dict[str, Any] | None) -> aiohttp.ClientResponse:
    """The response, begun. Raises _Refused."""
    response = await _begun(client, path, None if body is None else orjson.dumps(body))
    if response.status // 100 == 2:
        return response

    with contextlib.closing(response):
        text = (await _limited(response, ERROR_MAX_BYTES, cut=True)).decode("utf-8", "replace")
        raise _Refused(response, text)


async def _begun(
    client: "_Client", path: str, content: bytes | None, seconds: float | None = None
) -> aiohttp.ClientResponse:
    """Whatever its status is. `seconds`: in place of the usual wait for the first word."""
    try:
        return await client.http.request(
            "GET" if content is None else "POST",
            client.address(path),
            data=content,
            # The prompt goes to the server that was chosen, not to one that this server names.
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(
                sock_connect=settings.MODEL_CONNECT_SECONDS,
                sock_read=settings.MODEL_FIRST_TOKEN_SECONDS if seconds is None else seconds,
            ),
        )
    except aiohttp.ClientConnectorCertificateError as error:
        # Which is a ValueError, too.
        raise ModelRefused(sentences.UNTRUSTED[0].format(host=client.base_url.host), sentences.UNTRUSTED[1]) from error
    except ValueError:
        # Of the environment: what is typed in the browser is looked at there.
        raise ModelRefused(*sentences.UNUSABLE) from None


async def _limited(response: aiohttp.ClientResponse, most: int, *, cut: bool) -> bytes:
    """The body, or of a longer one the beginning if it may be `cut`. Raises _TooLong."""
    read = bytearray()
    while chunk := await response.content.read(CHUNK_BYTES):
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

    def __init__(self, response: aiohttp.ClientResponse, text: str) -> None:
        super().__init__(f"status {response.status}")
        self.status = response.status
        self.reason = reason_of(response.status, text)
        self.retry_after = response.headers.get("retry-after", "")


def _repeat_after(error: _Refused | aiohttp.ClientConnectorError, wait_seconds: float) -> float | None:
    """None: asking again is of no use. After other errors than these it may make the model answer twice."""
    if isinstance(error, aiohttp.ClientConnectorError):
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
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError):
        return silent(connection.host, patience, 0 if patience.has_spoken else _tokens_in(sent))
    if isinstance(error, _Refused):
        tokens = _tokens_in(sent) if error.reason.kind in TOO_LONG_KINDS else None
        return refusal(connection.host, model, error.reason, retry_after=error.retry_after, prompt_tokens=tokens)

    return broken(connection.host, has_spoken=patience.has_spoken)


def _tokens_in(sent: Sequence[Mapping[str, Any]]) -> int:
    return sum(message_cost(text_of(message)) for message in sent)


@dataclass(frozen=True)
class _Client:
    """`base_url`: ends with a slash. Its query, as Azure wants it (?api-version=…), is that of each address."""

    http: aiohttp.ClientSession
    base_url: URL

    def address(self, path: str) -> URL:
        return self.base_url.join(URL(path)).with_query(self.base_url.query)


# A client, and so a pool of connections, for each server; it belongs to one event loop.
_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, str], _Client]] = WeakKeyDictionary()


def _client(connection: Connection) -> _Client:
    clients = _clients.setdefault(asyncio.get_running_loop(), {})
    key = (connection.base_url, connection.api_key)
    if key not in clients:
        clients[key] = _new_client(connection)

    return clients[key]


def _new_client(connection: Connection) -> _Client:
    """Raises ModelRefused for an address or a key that can't be used."""
    try:
        base_url = URL(connection.base_url)
        # Servers on one's own machine want none, but some want that there is one.
        key = (connection.api_key or "none").encode("ascii").decode()
    except ValueError:
        raise ModelRefused(*sentences.UNUSABLE) from None

    http = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=NO_LIMIT),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "InsightVault",
        },
        proxy=_proxy_to(base_url),
    )

    return _Client(http, base_url.with_path(base_url.raw_path.rstrip("/") + "/", encoded=True, keep_query=True))


def _proxy_to(url: URL) -> str | None:
    """The environment's, as HTTPS_PROXY and NO_PROXY name it. Left to aiohttp, each turn would read ~/.netrc, too."""
    host = url.host or ""
    is_direct = is_loopback(host) or proxy_bypass(host) or proxy_bypass(f"{host}:{url.port}")
    return None if is_direct else getproxies().get(url.scheme)
