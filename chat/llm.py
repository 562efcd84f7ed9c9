"""The only module that talks to a model server.

It speaks the OpenAI protocol, as OpenAI, Ollama, llama.cpp, LM Studio and vLLM
do. What goes wrong becomes `ModelUnavailable` (trying again may help) or
`ModelRefused` (it will not, as things are), each with a sentence for the reader.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import httpx2
import openai
from django.conf import settings

from chat.connection import Connection
from chat.model_errors import ModelError, ModelRefused, ModelUnavailable
from chat.pieces import Piece, read_piece, read_vectors

__all__ = [
    "Message",
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
LIST_SECONDS = 10
EMBED_SECONDS = 60

# A server that is starting, or busy for a moment, answers on the second or third try.
REPEAT_AFTER_SECONDS = (0.5, 1.5)
REPEAT_AFTER_MAX_SECONDS = 5

Message = dict[str, str]

logger = logging.getLogger(__name__)


async def stream_chat(connection: Connection, model: str, messages: list[Message]) -> AsyncIterator[Piece]:
    """The answer, piece by piece. Raises ModelUnavailable or ModelRefused, also in the middle."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + settings.MODEL_FIRST_TOKEN_SECONDS
    lines = _event_lines(connection, model, messages)
    has_spoken = is_complete = False
    try:
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    line = await anext(lines)
            except StopAsyncIteration:
                break
            if line == b"[DONE]":
                is_complete = True
                break
            piece = read_piece(connection.host, line)
            if piece is None:
                continue
            if piece.text or piece.reasoning:
                has_spoken = True
                deadline = loop.time() + settings.MODEL_BETWEEN_TOKENS_SECONDS
            is_complete = is_complete or bool(piece.finish_reason)
            yield piece
    except TimeoutError:
        raise _silent(connection, has_spoken) from None
    except (openai.OpenAIError, httpx2.HTTPError, OSError) as error:
        raise _explain(connection, model, error, has_spoken) from error
    finally:
        await lines.aclose()
    if not is_complete:
        raise ModelUnavailable(
            f"The model at {connection.host} stopped in the middle."
            if has_spoken
            else f"No answer: the model at {connection.host} sent nothing.",
            "What had arrived is kept." if has_spoken else "Your question is saved.",
        )


async def complete_chat(connection: Connection, model: str, messages: list[Message]) -> str:
    """A whole short answer, for titles and summaries."""
    parts = [piece.text async for piece in stream_chat(connection, model, messages)]
    return "".join(parts).strip()


async def embed(connection: Connection, texts: Sequence[str], *, seconds: float = EMBED_SECONDS) -> list[list[float]]:
    """A vector for each text, in their order, all of one size. Raises ModelUnavailable or ModelRefused."""
    model = connection.models[0]
    # Before the clock runs: the first client of a process takes a moment to make.
    embeddings = _client(connection).embeddings.with_raw_response
    try:
        async with asyncio.timeout(seconds):
            response = await embeddings.create(model=model, input=list(texts), encoding_format="float")
    except TimeoutError:
        raise _silent(connection, False) from None
    except (openai.OpenAIError, httpx2.HTTPError, OSError) as error:
        raise _explain(connection, model, error, False) from error
    return read_vectors(connection.host, response.content, len(texts))


async def list_models(base_url: str, api_key: str, *, seconds: float = LIST_SECONDS) -> list[str]:
    """The models a server offers, by name."""
    connection = Connection(base_url, api_key, ())
    client = _client(connection)
    try:
        async with asyncio.timeout(seconds):
            page = await client.models.list()
    except TimeoutError:
        raise _silent(connection, False) from None
    # A server that speaks something else gives answers the client trips over.
    except (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError, TypeError, AttributeError) as error:
        raise _explain(connection, "", error, False) from error
    names = [getattr(model, "id", None) for model in page.data or []]
    return sorted(name for name in names if isinstance(name, str) and name)


async def close_clients() -> None:
    """Closes this event loop's connections; a program that ends its loop calls it."""
    for client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await client.close()


async def _event_lines(connection: Connection, model: str, messages: list[Message]) -> AsyncGenerator[bytes]:
    """The data of each event. The client's own stream objects cost three quarters of a turn."""
    async with await _open(connection, model, messages) as opened:
        rest = b""
        async for chunk in opened.response.iter_bytes():
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LINE_MAX_BYTES:
                raise httpx2.RemoteProtocolError("a line without end")
            for line in lines:
                if line.startswith(b"data:"):
                    yield line[5:].strip()
        if rest.startswith(b"data:"):
            yield rest[5:].strip()
        elif rest.lstrip().startswith(b"{"):
            # Some servers answer an error of theirs as plain JSON with status 200.
            yield rest


async def _open(connection: Connection, model: str, messages: list[Message]) -> "_Opened":
    """The response, begun. A server that has surely not begun to answer is asked again, twice."""
    for wait_seconds in REPEAT_AFTER_SECONDS:
        try:
            return await _Opened.ask(connection, model, messages)
        except openai.OpenAIError as error:
            pause_seconds = _repeat_after(error, wait_seconds)
            if pause_seconds is None:
                raise
            logger.info("asking %s again: %s", connection.host, type(error).__name__)
            await asyncio.sleep(pause_seconds)
    return await _Opened.ask(connection, model, messages)


class _Opened(contextlib.AsyncExitStack):
    response: openai.AsyncAPIResponse[Any]

    @classmethod
    async def ask(cls, connection: Connection, model: str, messages: list[Message]) -> "_Opened":
        opened = cls()
        opened.response = await opened.enter_async_context(
            _client(connection).chat.completions.with_streaming_response.create(
                model=model,
                messages=[],
                # As they are: the client would look through each one's type, a fifth of a turn's cost.
                extra_body={"messages": messages},
                stream=True,
                stream_options={"include_usage": True},
            )
        )
        return opened


def _repeat_after(error: openai.OpenAIError, wait_seconds: float) -> float | None:
    """None: asking again may make the model answer twice, or is of no use."""
    if isinstance(error, openai.APIConnectionError):
        is_unheard = isinstance(error.__cause__, httpx2.ConnectError)
        return wait_seconds if is_unheard else None
    if isinstance(error, openai.APIStatusError) and error.status_code in (429, 503):
        asked_for = error.response.headers.get("retry-after", "")
        seconds = float(asked_for) if asked_for.isdigit() else wait_seconds
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
    if isinstance(error, openai.AuthenticationError):
        return ModelRefused(f"{where.capitalize()} does not accept the key.", "The owner can correct it.")
    if isinstance(error, openai.PermissionDeniedError):
        return ModelRefused(f"{where.capitalize()} does not allow this.", "The owner can look into the key's rights.")
    if isinstance(error, openai.NotFoundError):
        return ModelRefused(f"{where.capitalize()} has no model “{model}”.", "Choose another model.")
    if isinstance(error, openai.RateLimitError):
        return ModelUnavailable(f"{where.capitalize()} is asked too often or its quota is used up.", _when(error))
    if isinstance(error, openai.BadRequestError) and _is_too_long(error):
        return ModelRefused(
            "The prompt is too long for this model.", "Start a new session, or choose a model with more room."
        )
    if isinstance(error, openai.APIStatusError) and error.status_code < 500:
        return ModelRefused(
            f"{where.capitalize()} refused the question (status {error.status_code}).",
            "Choose another model, or put it differently.",
        )
    if isinstance(error, openai.APIStatusError):
        return ModelUnavailable(
            f"{where.capitalize()} has a problem of its own (status {error.status_code}).",
            "Your question is saved. Retry in a moment.",
        )
    if has_spoken:
        return ModelUnavailable(f"The line to {where} broke.", "What had arrived is kept.")
    hint = " Is Ollama running?" if connection.base_url.endswith(":11434/v1") else ""
    return ModelUnavailable(
        f"No answer: the model at {connection.host} did not reply.", f"Your question is saved.{hint}"
    )


def _when(error: openai.APIStatusError) -> str:
    seconds = error.response.headers.get("retry-after", "")
    return f"Retry in {seconds} seconds." if seconds.isdigit() else "Retry in a minute."


def _is_too_long(error: openai.BadRequestError) -> bool:
    text = str(error).lower()
    return "context" in text or "too long" in text or "maximum" in text


# A client, and so a pool of connections, for each server; it belongs to one event loop.
_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, str], openai.AsyncOpenAI]] = WeakKeyDictionary()


def _client(connection: Connection) -> openai.AsyncOpenAI:
    clients = _clients.setdefault(asyncio.get_running_loop(), {})
    key = (connection.base_url, connection.api_key)
    if key not in clients:
        seconds = float(settings.MODEL_FIRST_TOKEN_SECONDS)
        timeout = openai.Timeout(seconds, connect=float(settings.MODEL_CONNECT_SECONDS))
        clients[key] = openai.AsyncOpenAI(
            base_url=connection.base_url,
            # Servers on one's own machine want none, the client wants some.
            api_key=connection.api_key or "none",
            timeout=timeout,
            max_retries=0,
            http_client=openai.DefaultAioHttpClient(
                # The prompt goes to the server that was chosen, not to one that this server names.
                follow_redirects=False,
                timeout=timeout,
                limits=httpx2.Limits(max_connections=None, max_keepalive_connections=100),
            ),
        )
    return clients[key]
