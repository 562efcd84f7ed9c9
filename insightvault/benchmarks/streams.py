"""`manage.py benchmark streams`: many answers at once, each as slow as a model writes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import uvloop
from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.load import Measured
from insightvault.benchmarks.harness.model_process import MODEL, ModelProcess, own_model
from insightvault.benchmarks.harness.vault import Vault, own_vault
from insightvault.benchmarks.harness.web_process import WebProcess

SUMMARY = "500 and 1,000 answers at once: time to the first word, memory, and whether all are stored"
GAP_SECONDS = 0.1
WORKERS = 2
LOOK_EVERY_SECONDS = 1


@dataclass(frozen=True)
class Load:
    """A number of answers, begun evenly over some seconds; and how late the first word may be for them."""

    answers: int
    over_seconds: float
    most_ms: float

    @property
    def name(self) -> str:
        return f"{self.answers:,} at once"


LOADS = (Load(500, 10, 250), Load(1_000, 15, 1_000))


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--answers", type=int, metavar="N", help="only so many, fifty started each second")
    parser.add_argument("--tokens", type=int, default=100, metavar="N", help="of each answer (100)")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    report = Report("streams", "")
    answers, tokens = options["answers"], options["tokens"]

    with own_model(tokens=tokens, gap_seconds=GAP_SECONDS) as model:
        for one in [Load(answers, answers / 50, 250)] if answers else LOADS:
            with own_vault(settings.DATABASE_URL, keep=False, WEB_WORKERS=str(WORKERS), **model.settings) as vault:
                report.database = vault.storage.kind
                uvloop.run(_measure(vault, model, report, one))

    report.notes.append(f"Each answer has {tokens} tokens, {1000 * GAP_SECONDS:.0f} ms apart; {WORKERS} workers.")
    return report


async def _measure(vault: Vault, model: ModelProcess, report: Report, one: Load) -> None:
    accounts = vault.with_people(one.answers, logged_in=True)
    vault.add_nodes(1)
    node = vault.nodes[0]
    node.start()
    await node.ready()

    async with load.arrived(accounts) as people:
        # The time that the model and this machine need by themselves, with as many at once.
        alone = load.percentile(await _directly(model, one), 0.95)
        async with _watched(node) as memory:
            done = await load.started_over(load.by_page, people, node.address, model.tokens, one.over_seconds)

    first = load.percentile([turn.first_seconds for turn in done], 0.95)
    report.add(f"{one.name}: added time to the first word, p95", 1000 * (first - alone), "ms", at_most=one.most_ms)
    report.add(f"{one.name}: first word of the model alone, p95", 1000 * alone, "ms")
    # The smaller load has a limit for it.
    limit = 300 if one.answers <= LOADS[0].answers else None
    report.add(f"{one.name}: memory of the web processes (PSS)", max(memory), "MB", at_most=limit)

    _look_for_losses(vault, one, model.tokens, done, report)


async def _directly(model: ModelProcess, one: Load) -> list[float]:
    """Seconds to the first word for each of as many that ask the model itself."""
    clock = asyncio.get_running_loop().time
    body = {"model": MODEL, "messages": [{"role": "user", "content": load.QUESTION}], "stream": True}

    async def ask(client: aiohttp.ClientSession, number: int) -> float:
        await asyncio.sleep(one.over_seconds * number / one.answers)
        began = clock()
        first = 0.0

        async with client.post(f"{model.base_url}/chat/completions", json=body) as response:
            async for _ in response.content.iter_any():
                first = first or clock() - began

        return first

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        return list(await asyncio.gather(*(ask(client, number) for number in range(one.answers))))


@contextlib.asynccontextmanager
async def _watched(node: WebProcess) -> AsyncIterator[list[float]]:
    """The memory of its processes, looked at again and again."""
    seen = [machine.pss_megabytes(node.pids)]

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            seen.append(await asyncio.to_thread(machine.pss_megabytes, node.pids))

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()


def _look_for_losses(vault: Vault, one: Load, tokens: int, done: list[Measured], report: Report) -> None:
    answer = load.answer_of(tokens)
    if missing := sum(not turn.is_whole for turn in done):
        report.lost.append(f"{one.name}: {missing} of {len(done)} answers were not shown whole.")

    stored = sum(row.status == "answered" and row.answer == answer for row in vault.storage.rows(load.QUESTION))
    if stored != len(done):
        report.lost.append(f"{one.name}: {len(done) - stored} of {len(done)} answers were not stored whole.")
    if locked := sum("locked" in node.log.read_text(errors="replace") for node in vault.nodes):
        report.lost.append(f"{one.name}: {locked} logs hold a lock error.")
