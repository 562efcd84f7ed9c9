"""One turn as a person or a program lives through it, with the patience of a browser; and what it got to see."""

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

from insightvault.benchmarks.faults.plan import PlannedTurn
from insightvault.benchmarks.harness.page import ShownPage
from insightvault.benchmarks.harness.person import Broken, Fragment, Person

# A browser waits three seconds; the campaign has less time.
RECONNECT_SECONDS = 0.3
# stream.js, after a stream was refused.
REFUSED_SECONDS = 2
# Between the two posts of a double click.
SECOND_POST_SECONDS = 0.02


@dataclass
class Seen:
    """Everything that a reader of one turn was shown; the comparison judges it."""

    began: float = 0
    ended: float | None = None
    posts: int = 0
    accepted: set[int] = field(default_factory=set)
    statuses: list[int] = field(default_factory=list)  # of every call that was answered
    pages: list[ShownPage] = field(default_factory=list)
    fragment: Fragment | None = None  # the finished one
    told: str = ""  # to the program
    stored: dict[str, Any] | None = None  # what the program got as `done`
    stop_began: float | None = None

    @property
    def interaction_id(self) -> int | None:
        return min(self.accepted, default=None)


class Play:
    def __init__(self, turn: PlannedTurn, person: Person, nodes: list[str]) -> None:
        self.turn, self.person, self.nodes = turn, person, nodes
        self.seen = Seen()

    async def run(self) -> None:
        await asyncio.sleep(self.turn.asks_after)
        self.seen.began = time.monotonic()

        if self.turn.conduct.is_program:
            await self._ask_as_program()
        else:
            await self._ask_by_page()

        self.seen.ended = time.monotonic()

    async def _ask_by_page(self) -> None:
        doubles = [
            self._post(self._node(number if self.turn.conduct.elsewhere else 0), number * SECOND_POST_SECONDS)
            for number in range(self.turn.conduct.posts)
        ]
        await asyncio.gather(*doubles)
        follows = [self._follow(number) for number in range(self.turn.conduct.followers)]
        await asyncio.gather(*follows, self._stop())
        self.seen.fragment = await self._finished()

    async def _post(self, node: str, delay_seconds: float) -> None:
        """Again and again, as a person presses Send again, until it is accepted."""
        await asyncio.sleep(delay_seconds)
        turn = self.turn

        while True:
            self.seen.posts += 1
            with suppress(*Broken):
                status, fragment = await self.person.ask(node, turn.question, turn.draft_id)
                self.seen.statuses.append(status)

                if fragment:
                    self.seen.accepted.add(fragment.interaction_id)
                    return

            await asyncio.sleep(RECONNECT_SECONDS)
            node = self._other(node)

    async def _follow(self, follower: int) -> None:
        """Follows as EventSource and stream.js do, to the answer's end."""
        pk = self.seen.interaction_id
        assert pk
        leaves = list(self.turn.leaves_after)
        page = self._new_page()
        node = self._node(follower + (self.turn.conduct.elsewhere and not leaves))

        while not page.is_done:
            try:
                status = await self.person.follow(node, pk, page, leave_after=leaves[0] if leaves else None)
            except Broken:
                await asyncio.sleep(RECONNECT_SECONDS)
                node = self._other(node)
                continue

            self.seen.statuses.append(status)
            if status != 200:
                await asyncio.sleep(REFUSED_SECONDS)
                fragment = await self._read(node)
                if fragment and not fragment.is_live:
                    return

                # The fragment replaces the turn: a new page begins.
                page = self._new_page() if fragment else page
            elif not page.is_done:
                leaves.pop(0)
                node = self._other(node) if self.turn.conduct.elsewhere else node

    async def _stop(self) -> None:
        turn = self.turn
        if not turn.conduct.stops:
            return

        await asyncio.sleep(turn.stops_after)
        self.seen.stop_began = time.monotonic()
        node = self._node(1 if turn.conduct.elsewhere else 0)

        while True:
            with suppress(*Broken):
                assert self.seen.interaction_id
                status = await self.person.stop(node, self.seen.interaction_id)
                self.seen.statuses.append(status)

                if status == 204:
                    return

            await asyncio.sleep(RECONNECT_SECONDS)
            node = self._other(node)

    async def _finished(self) -> Fragment:
        node = self._node(0)
        while True:
            fragment = await self._read(node)
            if fragment and not fragment.is_live:
                return fragment
            await asyncio.sleep(RECONNECT_SECONDS)
            node = self._other(node)

    async def _read(self, node: str) -> Fragment | None:
        assert self.seen.interaction_id
        with suppress(*Broken):
            status, fragment = await self.person.read(node, self.seen.interaction_id)
            self.seen.statuses.append(status)
            return fragment

        return None

    async def _ask_as_program(self) -> None:
        """Asks again only while nothing says that the question was taken."""
        node = self._node(0)
        while not self.seen.accepted:
            self.seen.posts += 1
            with suppress(*Broken):
                await self._listen(node)
            await asyncio.sleep(RECONNECT_SECONDS)
            node = self._other(node)

    async def _listen(self, node: str) -> None:
        patience = self.turn.leaves_after[0] if self.turn.leaves_after else None
        tokens = 0
        takes: dict[str, Callable[[dict[str, Any]], None]] = {
            "status": lambda data: self.seen.statuses.append(data["status"]),
            "interaction": lambda data: self.seen.accepted.add(data["id"]),
            "done": lambda data: setattr(self.seen, "stored", data),
        }

        async with aclosing(self.person.ask_and_stream(node, self.turn.question)) as events:
            async for kind, data in events:
                if kind == "token":
                    self.seen.told += data["text"]
                    tokens += 1
                elif kind in takes:
                    takes[kind](data)

                if tokens == patience:
                    return

    def _new_page(self) -> ShownPage:
        page = ShownPage(self.turn.script.answer)
        self.seen.pages.append(page)
        return page

    def _node(self, further: int) -> str:
        return self.nodes[(self.turn.node + further) % len(self.nodes)]

    def _other(self, node: str) -> str:
        return self.nodes[(self.nodes.index(node) + 1) % len(self.nodes)]
