"""`manage.py benchmark start`: how soon it serves, what it holds in memory while nobody asks, and how large it is."""

import asyncio
import importlib.metadata
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
from django.conf import settings
from django.core.management.base import CommandParser
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.vault import Vault, own_vault
from insightvault.benchmarks.harness.web_process import ROOT, START_SECONDS, free_port

SUMMARY = "start command to ready, idle memory of web and worker, size and number of what is installed"
STOP_SECONDS = 40
LOOK_EVERY_SECONDS = 0.01
# After its start a process still settles; the worker has looked for work by then.
IDLE_SECONDS = 5


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="how many, of which the median counts (5)")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    with own_vault(settings.DATABASE_URL) as vault:
        report = Report("start", vault.storage.kind)
        vault.with_people(1)
        starts = [_start(vault) for _ in range(options["starts"])]

    report.add("start command to 200 on /readyz", load.median([seconds for seconds, _ in starts]), "s", at_most=2)
    memory = load.median([megabytes for _, megabytes in starts])
    report.add("idle: web, worker and supervisor (PSS)", memory, "MB", at_most=200)
    installed = distributions(ROOT / "requirements.txt")
    report.add("installed size", sum(map(_size_bytes, installed)) / machine.MEGABYTE, "MB", at_most=350)

    report.add("distributions", len(installed), "", at_most=80)
    report.notes.append("Tables and static files were there; one web worker.")
    return report


def _start(vault: Vault) -> tuple[float, float]:
    """Seconds until it was ready, and megabytes once it rests."""
    port = free_port()
    log = vault.folder / f"serve-{port}.log"

    with log.open("wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={**vault.environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )

    try:
        asyncio.run(_ready(f"http://127.0.0.1:{port}/readyz", process, log))
        seconds = time.monotonic() - began
        time.sleep(IDLE_SECONDS)

        return seconds, machine.pss_megabytes(machine.tree(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


async def _ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as client:
        while process.poll() is None:
            try:
                async with client.get(address) as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass

            await asyncio.sleep(LOOK_EVERY_SECONDS)

    raise CannotRun(f"It does not start:\n{log.read_text()[-2000:]}")


def distributions(requirements: Path) -> list[importlib.metadata.Distribution]:
    """The packages that the requirements name, and all that these need in turn."""
    lines = [line.partition("#")[0].strip() for line in requirements.read_text().splitlines()]
    waiting = [one for one in (Requirement(line) for line in lines if line) if _is_for_here(one, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()

    while waiting:
        wanted = waiting.pop()
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))

        if key not in seen:
            seen.add(key)
            needed = map(Requirement, importlib.metadata.requires(wanted.name) or [])
            waiting += [one for one in needed if _is_for_here(one, key[1])]

    return [importlib.metadata.distribution(name) for name in {name for name, _ in seen}]


def _is_for_here(wanted: Requirement, extras: frozenset[str]) -> bool:
    marker = wanted.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})


def _size_bytes(distribution: importlib.metadata.Distribution) -> int:
    paths = [Path(str(file.locate())) for file in distribution.files or []]
    return sum(path.stat().st_size for path in paths if path.exists())
