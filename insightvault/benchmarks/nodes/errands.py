"""What people do beside asking: they import a history, search it and delete of it, whatever fails meanwhile."""

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp

from insightvault.benchmarks.chat_export import conversation
from insightvault.benchmarks.harness.person import Broken, Person
from insightvault.benchmarks.harness.storage import Row, Storage

T = TypeVar("T")

QUESTIONS = 5
AGAIN_SECONDS = 0.5
# A worker that was killed is known to be dead after half a minute, and another begins its import anew.
DONE_WITHIN_SECONDS = 150
LOOK_EVERY_SECONDS = 0.5


@dataclass
class Errands:
    """`wrong`: what came out otherwise, in numbers and states."""

    people: list[Person]
    address: str
    storage: Storage
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    async def run(self, stopping: asyncio.Event) -> None:
        for number in itertools.count(1):
            if stopping.is_set():
                return
            await self._errand(self.people[number % len(self.people)], number)

    async def _errand(self, person: Person, number: int) -> None:
        marker = f"[e{number}]"
        title, question = f"Keepsake{number}", f"{marker} What of errand{number}?"
        texts = [text for place in range(QUESTIONS) for text in (f"{question} {place}", f"This, of {place}.")]
        content = json.dumps([conversation(number, title, texts)]).encode()

        import_id = await self._until_done(
            "import", lambda: person.send_import(self.address, "conversations.json", content)
        )
        if import_id is None:
            return

        rows = await self._rows(marker, lambda rows: len(rows) >= QUESTIONS)
        if len(rows) != QUESTIONS:
            self.wrong.append(f"import {import_id}: {len(rows)} of {QUESTIONS} interactions")
            return

        await self._until_done("search", lambda: self._found(person, f"/history/?q=errand{number}", title))
        await self._delete(person, marker, rows[0])

    async def _delete(self, person: Person, marker: str, row: Row) -> None:
        if await self._until_done("deletion", lambda: self._deleted(person, row)) is None:
            return

        left = await self._rows(marker, lambda rows: row.id not in {each.id for each in rows})
        if row.id in {each.id for each in left} or len(left) != QUESTIONS - 1:
            self.wrong.append(f"deletion of interaction {row.id}: {len(left)} of {QUESTIONS} are left")

    async def _found(self, person: Person, path: str, title: str) -> str:
        page = await person.look(self.address, path)
        if title not in page:
            raise ConnectionError("not found yet")

        return title

    async def _deleted(self, person: Person, row: Row) -> int:
        status = await person.delete(self.address, row.id)
        # Gone already: the answer to the post before this one was lost.
        if status not in (302, 404):
            raise ConnectionError(status)

        return status

    async def _until_done(self, what: str, work: Callable[[], Awaitable[T]]) -> T | None:
        """Tries again as a person does, while there is an error."""
        deadline = time.monotonic() + DONE_WITHIN_SECONDS
        while time.monotonic() < deadline:
            try:
                done = await work()
            except (*Broken, aiohttp.ClientResponseError):
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                self.done[what] += 1
                return done

        self.wrong.append(f"{what}: not done after {DONE_WITHIN_SECONDS} s")
        return None

    async def _rows(self, marker: str, is_enough: Callable[[list[Row]], bool]) -> list[Row]:
        rows: list[Row] = []
        deadline = time.monotonic() + DONE_WITHIN_SECONDS
        while time.monotonic() < deadline:
            try:
                rows = await asyncio.to_thread(self.storage.rows, marker)
            except OSError:
                rows = []
            if rows and is_enough(rows):
                break
            await asyncio.sleep(LOOK_EVERY_SECONDS)

        return rows

    def told(self) -> str:
        return ", ".join(f"{what} {count} times" for what, count in sorted(self.done.items()))
