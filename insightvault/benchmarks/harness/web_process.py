"""A web process as it runs in earnest, gunicorn with our configuration, and the ways it can end."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import aiohttp

from insightvault.benchmarks.harness.storage import CannotRun

ROOT = Path(__file__).resolve().parents[3]
GUNICORN = ("gunicorn", "-c", "insightvault/gunicorn_conf.py", "insightvault.asgi")
START_SECONDS = 60
LOOK_EVERY_SECONDS = 0.05


class WebProcess:
    def __init__(
        self, number: int, port: int, environment: dict[str, str], log: Path, command: Sequence[str] = GUNICORN
    ) -> None:
        self.number, self.port, self.log, self.command = number, port, log, command
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {**environment, "HOST": "127.0.0.1", "PORT": str(port)}
        # Of the version that it runs.
        self.root = ROOT
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "insightvault.benchmarks.harness.tied", *self.command],
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A group of its own: it ends whole, and our Ctrl-C doesn't reach it.
                start_new_session=True,
            )

    async def ready(self, *, without: Collection[int] = ()) -> None:
        """Waits until it answers, with none of these processes any more."""
        async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as client:
            while True:
                if not self._has(without) and await _answers(client, self.address):
                    return
                if self._process is None or self._process.poll() is not None:
                    raise CannotRun(f"The web process does not start:\n{self.log.read_text()[-2000:]}")
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    @property
    def pids(self) -> list[int]:
        """gunicorn's first process and its workers."""
        assert self._process
        return [self._process.pid, *children(self._process.pid)]

    def kill(self) -> None:
        """All of it at once, as the machine's end would."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def kill_worker(self) -> list[int]:
        """The serving process alone, as want of memory does; gunicorn's first process starts another.

        Returns what was killed.
        """
        assert self._process
        workers = children(self._process.pid)

        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

        return workers

    async def terminate(self, seconds: float) -> bool:
        """Asks it to end, and waits; False if it had to be killed."""
        assert self._process
        self._process.terminate()

        try:
            await asyncio.to_thread(self._process.wait, seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return False

        return True

    def _has(self, workers: Collection[int]) -> bool:
        return bool(workers) and self._process is not None and not set(workers).isdisjoint(children(self._process.pid))


async def _answers(client: aiohttp.ClientSession, address: str) -> bool:
    with contextlib.suppress(aiohttp.ClientError):
        async with client.get(f"{address}/healthz") as response:
            return response.status == 200

    return False


def children(pid: int) -> list[int]:
    """Only Linux tells; elsewhere none."""
    try:
        return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
