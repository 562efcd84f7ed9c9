"""Brings about what goes wrong with one of many nodes or of what they stand on, and puts everything back."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from insightvault.benchmarks.faults.plan import (
    BACKGROUND,
    BUCKET,
    DRAIN,
    KILL,
    PAUSE,
    POOLER,
    PROMOTION,
    QUIET,
    UPGRADE,
    Round,
)
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import ROOT
from insightvault.benchmarks.nodes.world import World
from insightvault.benchmarks.services.node import Node

# Each as often as it stands here.
DISTURBANCES = (KILL, BACKGROUND, POOLER, PAUSE, PROMOTION, DRAIN, QUIET)
# Where it is asked for: one needs the version before, the other files in a bucket.
ASKED_FOR = (UPGRADE, BUCKET)
# Those for which somebody may be answered an error: a line breaks, or nobody can write.
FORGIVEN = frozenset({KILL, PAUSE, POOLER, PROMOTION})
# How soon what watches over a part does something about its end.
NOTICED_SECONDS = 0.5
# Answers that run on a node that leaves have this long; `SHUTDOWN_SECONDS` and what is stored after it.
DRAINED_WITHIN_SECONDS = 40
WELL_WITHIN_SECONDS = 90
LOOK_EVERY_SECONDS = 0.2


@dataclass
class Disturber:
    """`promotions`: seconds from the primary's end until the pooler led to the standby."""

    world: World
    pause_seconds: float
    promotions: list[float] = field(default_factory=list)
    drains: list[float] = field(default_factory=list)
    killed_after_all: int = 0

    @property
    def notes(self) -> list[str]:
        return [f"{self.killed_after_all} drained nodes had to be killed."] if self.killed_after_all else []

    async def disturb(self, played: Round) -> None:
        ways = {
            KILL: self._kill,
            PAUSE: self._pause,
            DRAIN: self._drain,
            BACKGROUND: self._kill_background,
            POOLER: self._kill_pooler,
            PROMOTION: self._promote,
            UPGRADE: self._upgrade,
            BUCKET: self._pause_bucket,
        }
        if played.disturbance == QUIET:
            return

        await ways[played.disturbance](self.world.nodes[played.node])
        await self.well()

    async def _kill(self, node: Node) -> None:
        node.kill()
        await asyncio.sleep(NOTICED_SECONDS)
        node.start()

    async def _pause(self, node: Node) -> None:
        node.pause()
        await asyncio.sleep(self.pause_seconds)
        node.go_on()

    async def _drain(self, node: Node) -> None:
        began = time.monotonic()
        self.world.balancer.drain(node)
        if not await node.terminate(DRAINED_WITHIN_SECONDS):
            self.killed_after_all += 1

        self.drains.append(time.monotonic() - began)
        node.start()
        await node.ready()
        self.world.balancer.use(node)

    async def _upgrade(self, node: Node) -> None:
        """The next one, whichever was planned: the first migrates while others serve. After the last, the workers."""
        before = self.world.nodes_before
        if not before:
            return

        before[0].root = ROOT
        await self._drain(before[0])
        if len(before) > 1:
            return

        for worker in self.world.workers:
            await asyncio.to_thread(worker.end)
            worker.root = ROOT
            worker.start()

    async def _pause_bucket(self, node: Node) -> None:
        assert self.world.bucket
        self.world.bucket.program.pause()
        await asyncio.sleep(self.pause_seconds)
        self.world.bucket.program.go_on()

    async def _kill_background(self, node: Node) -> None:
        worker = self.world.workers[node.number % len(self.world.workers)]
        worker.kill()
        await asyncio.sleep(NOTICED_SECONDS)
        worker.start()

    async def _kill_pooler(self, node: Node) -> None:
        self.world.pooler.program.kill()
        await asyncio.sleep(NOTICED_SECONDS)
        await asyncio.to_thread(self.world.pooler.program.start)

    async def _promote(self, node: Node) -> None:
        databases = self.world.databases
        began = time.monotonic()
        databases.primary.program.kill()
        await asyncio.sleep(NOTICED_SECONDS)
        await asyncio.to_thread(databases.promote)
        self.world.pooler.lead_to(databases.primary.port)

        self.promotions.append(time.monotonic() - began)
        await asyncio.to_thread(databases.add_standby)

    async def well(self) -> None:
        """Until the balancer has all nodes again."""
        await _until(lambda: all(self.world.balancer.is_up(node) for node in self.world.nodes), "the balancer's nodes")


async def _until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WELL_WITHIN_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise CannotRun(f"After {WELL_WITHIN_SECONDS} s {what} were not there again.")
        await asyncio.sleep(LOOK_EVERY_SECONDS)
