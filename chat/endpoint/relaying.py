"""Passes a program's request on to the server that it means, and the answer back as it comes. Keeps nothing."""

import contextlib
import functools
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import orjson
from django.conf import settings

from chat import open_streams
from chat.answer.rendering_thread import aside
from chat.endpoint.body import SMALL_BYTES, Body, Edit
from chat.endpoint.refusals import NO_SERVER, Refused, error_body, no_such_model, of_server
from chat.llm import ModelError
from chat.llm.relaying import Relayed, relay
from chat.model_server.connection import Connection
from chat.model_server.errors import refusal
from chat.model_server.reasons import reason_of
from chat.model_server.servers.choosing import Choice
from chat.model_server.servers.encoder import embedding_connection
from chat.model_server.servers.stored import connected

CHAT, EMBEDDINGS = "chat/completions", "embeddings"
# These tell a program what is wrong with its request, or that the server can't do what it asks for, such as vectors;
# all others are between this vault and its server.
PASSED_STATUSES = (400, 404, 409, 413, 422, 429, 501)
REFUSAL_MAX_BYTES = 64_000
JSON, EVENT_STREAM = "application/json", "text/event-stream"
TOO_MANY = "Several answers for you are on their way already. Wait for one to finish."


@dataclass(frozen=True)
class Target:
    """`model`: its name on the server."""

    connection: Connection
    model: str


def choice_of(name: str) -> Choice:
    """Raises Refused."""
    servers = connected()
    if not servers.connections:
        raise Refused(503, NO_SERVER)
    if choice := servers.find(name):
        return choice

    raise no_such_model(name)


def target_of(path: str, name: str) -> Target:
    """The server of recall's encoder may be asked for vectors, too. Raises Refused."""
    encoder = embedding_connection() if path == EMBEDDINGS else None
    if encoder and not encoder.is_in_process and name == encoder.models[0]:
        return Target(encoder, name)

    choice = choice_of(name)
    return Target(choice.connection, choice.model)


async def pause_if_too_many(user_id: int) -> None:
    """Raises Refused."""
    if open_streams.relayed.are_too_many(user_id):
        await open_streams.refused()
        raise Refused(429, TOO_MANY, code="rate_limit_exceeded")


async def ask(path: str, target: Target, body: Body, *more: Edit) -> Relayed:
    """The answer, begun, whose status is good or tells the program what to mend. Raises Refused.

    `more`: what else the body says than the program's.
    """
    write = functools.partial(body.for_model, target.model, *more)
    content = write() if len(body.text) <= SMALL_BYTES else await aside(write)
    # An answer that comes whole begins when it is there.
    seconds = settings.MODEL_FIRST_TOKEN_SECONDS if body.streams else settings.MODEL_ALIVE_SECONDS
    try:
        relayed = await relay(target.connection, path, content, seconds=seconds)
        if relayed.status < 300 or _is_passed(relayed):
            return relayed

        text = (await relayed.beginning(REFUSAL_MAX_BYTES)).decode("utf-8", "replace")
    except ModelError as error:
        raise of_server(error) from error

    reason = reason_of(relayed.status, text)
    refused = refusal(target.connection.host, target.model, reason, retry_after=relayed.retry_after)
    raise of_server(refused) from refused


def _is_passed(relayed: Relayed) -> bool:
    return relayed.status in PASSED_STATUSES and relayed.content_type.startswith(JSON)


async def passed(user_id: int, relayed: Relayed) -> AsyncGenerator[bytes]:
    """Its bytes. A stream that breaks ends with an error as the protocol has it; of another answer the line breaks."""
    with open_streams.relayed.one_more(user_id):
        async with contextlib.aclosing(relayed.chunks()) as chunks:
            try:
                async for chunk in chunks:
                    yield chunk
            except ModelError as error:
                if not is_stream(relayed):
                    raise
                yield error_event(error)


def is_stream(relayed: Relayed) -> bool:
    return relayed.content_type.startswith(EVENT_STREAM)


def error_event(error: ModelError) -> bytes:
    return refusal_event(of_server(error))


def refusal_event(refused: Refused) -> bytes:
    """The stream may have broken within a line."""
    told = error_body(refused.status, refused.sentence, code=refused.code, param=refused.param)
    return b"\n\ndata: " + orjson.dumps(told) + b"\n\n"
