"""Brings about what goes wrong in a round, and puts everything back."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from insightvault.benchmarks.faults.plan import DATABASE, KILL, KILL_WORKER, MODEL_DOWN, QUIET, TERMINATE, Round
from insightvault.benchmarks.harness.vault import Vault
from insightvault.benchmarks.harness.web_process import WebProcess
from insightvault.fake_model_server import ThreadedServer

T = TypeVar("T")

# gunicorn gives open connections 30 s.
TERMINATED_WITHIN_SECONDS = 35


class Disturber:
    def __init__(self, vault: Vault, model: ThreadedServer) -> None:
        self.vault, self.model = vault, model
        self.longest_end_seconds = 0.0
        self.killed_after_all = 0
        self._ways = {
            KILL: self._kill,
            KILL_WORKER: self._kill_worker,
            TERMINATE: self._terminate,
            MODEL_DOWN: self._model_down,
            DATABASE: self._database,
        }

    @property
    def notes(self) -> list[str]:
        notes = []
        if self.longest_end_seconds:
            notes.append(f"SIGTERM: the process had ended after {self.longest_end_seconds:.1f} s at the latest.")
        if self.killed_after_all:
            notes.append(f"SIGTERM: {self.killed_after_all} times the process had to be killed.")

        return notes

    async def disturb(self, played: Round) -> None:
        """Returns once all is well again."""
        if played.disturbance != QUIET:
            await self._ways[played.disturbance](self.vault.nodes[played.node], played.lasts)

    async def _kill(self, node: WebProcess, seconds: float) -> None:
        await asyncio.to_thread(node.kill)
        await _restart(node)

    async def _kill_worker(self, node: WebProcess, seconds: float) -> None:
        killed = node.kill_worker()
        await node.ready(without=killed)

    async def _terminate(self, node: WebProcess, seconds: float) -> None:
        began = time.monotonic()
        if not await node.terminate(TERMINATED_WITHIN_SECONDS):
            self.killed_after_all += 1

        self.longest_end_seconds = max(self.longest_end_seconds, time.monotonic() - began)
        await _restart(node)

    async def _model_down(self, node: WebProcess, seconds: float) -> None:
        port = await self._at_the_model(self.model.server.down())
        await asyncio.sleep(seconds)
        await self._at_the_model(self.model.server.up(port))

    async def _database(self, node: WebProcess, seconds: float) -> None:
        await asyncio.to_thread(self.vault.storage.disturb, seconds)

    async def _at_the_model(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.model.loop))


async def _restart(node: WebProcess) -> None:
    node.start()
    await node.ready()
