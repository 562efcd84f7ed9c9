"""Asks a server how much its model takes in, once in a while, and remembers it for the process.

Every place where one of the usual servers tells it is asked at once; most have nothing there. A question waits for it a
moment at most, and only where it is not known.
"""

import asyncio
import time
from dataclasses import dataclass, replace

from chat.llm import ModelError, ModelRefused, look_up
from chat.model_server.connection import Connection
from chat.model_server.manners import manner_of, remember_manner
from chat.model_server.reading.context_length import PLACES, ContextLength, Place, together
from chat.model_server.reading.lenient import Unreadable, read_json

# A question waits no longer for it.
ASK_SECONDS = 1.0
# A model may be loaded anew with another length; a server that was away is asked again soon.
KNOWN_SECONDS, AWAY_SECONDS = 600, 20
# What a refusal taught holds longer: each further one would cost a try.
LEARNT_SECONDS = 3600
KNOWN_MAX = 1_000

Key = tuple[str, str]


@dataclass(frozen=True)
class _Known:
    length: ContextLength
    until: float


_known: dict[Key, _Known] = {}
_asking: dict[Key, "asyncio.Task[ContextLength]"] = {}


def known_length(connection: Connection, model: str) -> ContextLength | None:
    """None: it is to be asked for."""
    known = _known.get((connection.base_url, model))
    return known.length if known and time.monotonic() < known.until else None


async def length_of(connection: Connection, model: str) -> ContextLength:
    known = known_length(connection, model)
    return await ask_length(connection, model) if known is None else known


async def ask_length(connection: Connection, model: str) -> ContextLength:
    """Asked once, however many wait for it."""
    key = (connection.base_url, model)
    task = _asking.get(key)
    if task is None or task.done():
        task = _asking[key] = asyncio.ensure_future(_ask(connection, model))
        task.add_done_callback(lambda done: _asking.pop(key, None))

    # One who leaves must not take the others' along.
    return await asyncio.shield(task)


def learn_length(connection: Connection, model: str, tokens: int) -> None:
    """By a prompt that was refused as too long."""
    _remember((connection.base_url, model), ContextLength(tokens), LEARNT_SECONDS)


def forget_lengths() -> None:
    _known.clear()


async def _ask(connection: Connection, model: str) -> ContextLength:
    found = await asyncio.gather(*(_told_at(place, connection, model) for place in PLACES))
    told = together([length for length in found if length is not None])
    if found[0]:
        # It is llama.cpp.
        remember_manner(connection, model, replace(manner_of(connection, model), tells_progress=True))

    is_there = any(length is not None for length in found)
    _remember((connection.base_url, model), told, KNOWN_SECONDS if is_there else AWAY_SECONDS)
    return told


async def _told_at(place: Place, connection: Connection, model: str) -> ContextLength | None:
    """None: no reply."""
    body = place.body(model) if place.body else None
    try:
        content = await look_up(connection, place.path, body, seconds=ASK_SECONDS)
        return place.read(read_json(content), model)
    except (ModelRefused, Unreadable):
        return ContextLength()
    except ModelError:
        return None


def _remember(key: Key, length: ContextLength, seconds: float) -> None:
    if len(_known) >= KNOWN_MAX:
        _known.clear()

    _known[key] = _Known(length, time.monotonic() + seconds)
