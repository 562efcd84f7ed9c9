"""Somebody who looks at pages, one after the other, while the vault is at something."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from insightvault.benchmarks.harness.person import Person

BETWEEN_PAGES_SECONDS = 0.1


T = TypeVar("T")


async def while_looking(person: Person, node: str, paths: Sequence[str], work: Awaitable[T]) -> tuple[T, list[float]]:
    """What `work` came to, and the seconds that each page took until it was done."""
    busy = asyncio.ensure_future(work)
    taken: list[float] = []

    for path in itertools.cycle(paths):
        if busy.done():
            break

        began = time.monotonic()
        await person.look(node, path)
        taken.append(time.monotonic() - began)
        await asyncio.sleep(BETWEEN_PAGES_SECONDS)

    return await busy, taken
