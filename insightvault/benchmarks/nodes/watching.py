"""People who open one page after the other: for how long they see nothing but errors."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from insightvault.benchmarks.harness.person import Broken, Person

PATHS = ("/", "/history/", "/memory/")
BETWEEN_SECONDS = 0.25
# Somebody who waits longer for a page takes it for broken.
PATIENCE_SECONDS = 10


@dataclass
class Watcher:
    """`errors`: for each kind of disturbance the spans in which a person saw none of their pages, in seconds."""

    person: Person
    address: str
    disturbance: Callable[[], str]
    errors: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    pages: int = 0

    async def watch(self) -> None:
        failing_since: float | None = None
        for path in itertools.cycle(PATHS):
            began = time.monotonic()
            kind = self.disturbance()

            if await self._opens(path):
                if failing_since is not None:
                    self.errors[kind].append(time.monotonic() - failing_since)
                failing_since = None
            elif failing_since is None:
                failing_since = began

            await asyncio.sleep(BETWEEN_SECONDS)

    async def _opens(self, path: str) -> bool:
        self.pages += 1
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.person.look(self.address, path)
        except (*Broken, aiohttp.ClientResponseError):
            return False

        return True
