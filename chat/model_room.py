"""Asks a server how much its model takes in and whether it sees, once in a while, and remembers it for the process.

Every place where one of the usual servers tells it is asked at once; most have nothing there. A question waits for it a
moment at most, and only where it is not known.
"""

import asyncio
import time
from dataclasses import dataclass, replace

from chat.llm import ModelError, ModelRefused, look_up
from chat.model_server.connection import Connection
from chat.model_server.manners import manner_of, remember_manner
from chat.model_server.reading.context_length import ContextLength, together
from chat.model_server.reading.lenient import Unreadable, read_json
from chat.model_server.reading.places import PLACES, Place, Told

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
    told: Told
    until: float


_known: dict[Key, _Known] = {}
_asking: dict[Key, "asyncio.Task[ContextLength]"] = {}


def known_length(connection: Connection, model: str) -> ContextLength | None:
    """None: it is to be asked for."""
    known = _known.get((connection.base_url, model))
    return known.told.length if known and time.monotonic() < known.until else None


def known_sight(connection: Connection, model: str) -> bool | None:
    """Whether the model sees images, as it was told with the length. None: it was not."""
    known = _known.get((connection.base_url, model))
    return known.told.sees if known else None


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
    told = Told(ContextLength(tokens), known_sight(connection, model))
    _remember((connection.base_url, model), told, LEARNT_SECONDS)


def forget_lengths() -> None:
    _known.clear()


async def _ask(connection: Connection, model: str) -> ContextLength:
    found = await asyncio.gather(*(_told_at(place, connection, model) for place in PLACES))
    there = [told for told in found if told is not None]
    length = together([told.length for told in there])
    if found[0] and found[0].length:
        # It is llama.cpp.
        remember_manner(connection, model, replace(manner_of(connection, model), tells_progress=True))

    sees = next((told.sees for told in there if told.sees is not None), None)
    _remember((connection.base_url, model), Told(length, sees), KNOWN_SECONDS if there else AWAY_SECONDS)
    return length


async def _told_at(place: Place, connection: Connection, model: str) -> Told | None:
    """None: no reply."""
    body = place.body(model) if place.body else None
    try:
        content = await look_up(connection, place.path, body, seconds=ASK_SECONDS)
        return place.read(read_json(content), model)
    except (ModelRefused, Unreadable):
        return Told(ContextLength())
    except ModelError:
        return None


def _remember(key: Key, told: Told, seconds: float) -> None:
    if len(_known) >= KNOWN_MAX:
        _known.clear()

    _known[key] = _Known(told, time.monotonic() + seconds)
