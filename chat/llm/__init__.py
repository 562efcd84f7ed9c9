"""The only package that talks to a model server.

It speaks the OpenAI protocol, as OpenAI, Ollama, llama.cpp, LM Studio and vLLM
do. Each failure becomes `ModelUnavailable` (trying again may help) or
`ModelRefused` (it will not, as things are), with a sentence for the reader.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

import aiohttp

from chat.llm.clients import CHUNK_BYTES, Client, Refused, TooLong, client_of, close_clients, limited, send, unheard
from chat.model_server import pacing, sentences
from chat.model_server.connection import NO_WISHES, Connection, Wishes
from chat.model_server.ends import broken, not_in_time, silent, unfinished
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
    "stream_chat",
]

# The longest list of models there is has hundreds of kilobytes; what is longer is not read.
LIST_MAX_BYTES = 4_000_000
MODELS_MAX = 2_000
NAME_MAX_CHARS = 200
# The widest vector that each text may have, each number written out.
VECTOR_MAX_BYTES = 25 * VECTOR_MAX
# A title or a summary, with what was thought before it.
COMPLETE_MAX_CHARS = 100_000
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
    except (Refused, TooMuch, aiohttp.ClientError, OSError) as error:
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
    client = client_of(connection)
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
    content = await _read(connection, client_of(connection), "models", None, most=LIST_MAX_BYTES, seconds=seconds)

    return read_names(connection.host, content, most=MODELS_MAX, longest=NAME_MAX_CHARS)


async def look_up(connection: Connection, path: str, body: dict[str, str] | None, *, seconds: float) -> bytes:
    """What the server says at a place of its own, beside the protocol."""
    return await _read(connection, client_of(connection), path, body, most=LIST_MAX_BYTES, seconds=seconds)


async def _read(
    connection: Connection, client: Client, path: str, body: dict[str, Any] | None, *, most: int, seconds: float
) -> bytes:
    """A whole answer of at most `most` bytes. Raises ModelUnavailable or ModelRefused."""
    model = connection.models[0] if connection.models else ""
    try:
        async with asyncio.timeout(seconds):
            response = await send(client, path, body)
            with contextlib.closing(response):
                return await limited(response, most, cut=False)
    except TooLong:
        sentence, hint = sentences.TOO_MUCH
        raise ModelUnavailable(sentence.format(host=connection.host), hint) from None
    except Refused as error:
        raise refusal(connection.host, model, error.reason, retry_after=error.retry_after) from error
    except (aiohttp.ClientError, OSError) as error:
        raise unheard(connection, error) from error


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
            return await send(client_of(connection), "chat/completions", body)
        except (Refused, aiohttp.ClientConnectorError) as error:
            pause_seconds = _repeat_after(error, wait_seconds)
            if pause_seconds is None:
                raise
            logger.info("asking %s again: %s", connection.host, type(error).__name__)
            await asyncio.sleep(pause_seconds)

    return await send(client_of(connection), "chat/completions", body)


def _repeat_after(error: Refused | aiohttp.ClientConnectorError, wait_seconds: float) -> float | None:
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
    if isinstance(error, Refused):
        tokens = _tokens_in(sent) if error.reason.kind in TOO_LONG_KINDS else None
        return refusal(connection.host, model, error.reason, retry_after=error.retry_after, prompt_tokens=tokens)

    return broken(connection.host, has_spoken=patience.has_spoken)


def _tokens_in(sent: Sequence[Mapping[str, Any]]) -> int:
    return sum(message_cost(text_of(message)) for message in sent)
