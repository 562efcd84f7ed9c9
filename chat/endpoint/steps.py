"""Work on large bodies that stops wherever it yields, so that others have their turns within it."""

import functools
import time
from collections.abc import Generator
from typing import TypeVar, cast

from chat.answer.rendering_thread import aside

T = TypeVar("T")

Steps = Generator[None, None, T]

# Of the processor. Beside others, whoever sends much rests for nine times as long behind each piece.
PIECE_SECONDS = 0.005


def at_once(steps: Steps[T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast(T, end.value)


async def in_pieces(steps: Steps[T]) -> T:
    """The same beside the event loop."""
    found: list[T] = []
    while not found:
        found = await aside(functools.partial(_piece, steps))

    return found[0]


def _piece(steps: Steps[T]) -> list[T]:
    """Nothing, or what they came to."""
    ends = time.thread_time() + PIECE_SECONDS
    try:
        while time.thread_time() < ends:
            next(steps)
    except StopIteration as end:
        return [end.value]

    return []
