"""`manage.py benchmark attack`: people at work, and beside them, one after the other, floods that would stop them.

`floods` are what attackers send, in a process of their own (`attacker`); `at_work` is what others feel of it, and
`model` answers some of the questions with bombs. All of it stays on this machine, is bounded in number and time, and
ends with the benchmark.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import IO, Any

import uvloop
from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.attack.at_work import TOKENS, work
from insightvault.benchmarks.attack.floods import FLOODS
from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.model_process import own_model
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from insightvault.benchmarks.harness.web_process import ROOT, WebProcess, children

SUMMARY = "floods of logins, bombs, half requests and more beside people at work: what these feel, memory, losses"
PEOPLE = 4
SECONDS = 8
SECONDS_MAX = 60
# Limits: the median of others beside a flood, against theirs without one; and the memory of web and worker.
TIMES_IDLE = 3
MEMORY_MB = 600
# The requests that a flood left behind are answered within this.
REST_SECONDS = 1
LOOK_EVERY_SECONDS = 60
MODEL = "insightvault.benchmarks.attack.model"
# The settings that an owner has, where other benchmarks ask for more; people at work call a little more often.
OURS = {
    "ANSWERS_PER_USER": "8",
    "STREAMS_PER_USER": "40",
    "API_RATE_PER_MINUTE": "300",
    "SIGNUP_OPEN": "True",
    "LOG_LEVEL": "WARNING",
}


class AttackReport(Report):
    @property
    def is_good(self) -> bool:
        return not self.lost and all(figure.is_reached is not False for figure in self.figures)


@dataclass(frozen=True)
class Attacked:
    """The vault under attack, and the one of its people who attacks it."""

    node: WebProcess
    worker: "subprocess.Popen[bytes]"
    attacker: Account

    @property
    def pids(self) -> list[int]:
        return [*self.node.pids, *machine.tree(self.worker.pid)]

    def serving(self) -> list[int]:
        return sorted(children(self.node.pids[0]))


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--seconds", type=int, default=SECONDS, metavar="N", help=f"of each flood ({SECONDS})")
    parser.add_argument("--kind", choices=FLOODS, action="append", help="only this one; may be given again")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    seconds = max(1, min(options["seconds"], SECONDS_MAX))

    with (
        own_model(tokens=TOKENS, module=MODEL) as model,
        own_vault(settings.DATABASE_URL, keep=False, **model.settings, **OURS) as vault,
    ):
        report = AttackReport("attack", vault.storage.kind)
        accounts = vault.with_people(PEOPLE + 1, logged_in=True)
        with _worker(vault) as worker:
            uvloop.run(_attack(vault, worker, accounts, options["kind"] or list(FLOODS), seconds, report))

    report.notes.append(f"{PEOPLE} people at work, {seconds} s of each flood, one web process and one worker.")
    return report


async def _attack(
    vault: Vault,
    worker: "subprocess.Popen[bytes]",
    accounts: list[Account],
    kinds: list[str],
    seconds: int,
    report: Report,
) -> None:
    vault.add_nodes(1)
    node = vault.nodes[0]
    node.start()
    await node.ready()
    attacked = Attacked(node, worker, accounts[-1])

    async with load.arrived(accounts[:-1]) as people:
        await work(people, node.address, 1)
        serving = attacked.serving()

        for kind in kinds:
            await _beside(kind, attacked, people, seconds, report)
        if attacked.serving() != serving or worker.poll() is not None:
            report.lost.append("A process of the vault was started again, or ended.")

    stored = [row for row in vault.storage.rows(load.QUESTION) if row.status != "answered"]
    if stored:
        report.lost.append(f"{len(stored)} answers of people at work were not stored whole.")


async def _beside(kind: str, attacked: Attacked, people: list[Person], seconds: int, report: Report) -> None:
    """Idle before and after it: the vault fills, and the machine is not as fast in every minute."""
    before, memory = attacked.serving(), [machine.pss_megabytes(attacked.pids)]
    # Looking takes something of the vault's time: in the quiet seconds, too.
    looking = asyncio.create_task(_look(attacked, memory))
    idle = await work(people, attacked.node.address, seconds / 2)
    async with _attacker(kind, attacked, seconds) as attacker:
        felt = await work(people, attacked.node.address, seconds)
        sent = await asyncio.to_thread(attacker.readline)

    await asyncio.sleep(REST_SECONDS)
    idle += await work(people, attacked.node.address, seconds / 2)
    looking.cancel()
    report.add(f"{kind}: idle, p50", 1000 * idle.at(0.5), "ms")
    report.add(f"{kind}: idle, p95", 1000 * idle.at(0.95), "ms")
    report.add(f"{kind}: p50", 1000 * felt.at(0.5), "ms")
    report.add(f"{kind}: p95", 1000 * felt.at(0.95), "ms", at_most=round(TIMES_IDLE * 1000 * idle.at(0.95), 1))
    report.add(f"{kind}: requests of the attacker", float(sent or 0), "")
    report.add(f"{kind}: memory (PSS) of web and worker", max(memory), "MB", at_most=MEMORY_MB)

    if not sent:
        report.lost.append(f"{kind}: the attacker ended before its time.")
    report.lost += idle.losses(f"around {kind}") + felt.losses(kind)
    if attacked.serving() != before:
        report.lost.append(f"{kind}: the web process was started again.")


async def _look(attacked: Attacked, memory: list[float]) -> None:
    while True:
        memory.append(await asyncio.to_thread(machine.pss_megabytes, attacked.pids))
        await asyncio.sleep(LOOK_EVERY_SECONDS)


@asynccontextmanager
async def _attacker(kind: str, attacked: Attacked, seconds: int) -> AsyncIterator[IO[bytes]]:
    """A process of its own: its work must not stand before what people feel."""
    given = {
        "kind": kind,
        "port": attacked.node.port,
        "seconds": seconds,
        "session": attacked.attacker.session,
        "csrf": attacked.attacker.csrf,
        "token": attacked.attacker.token,
    }
    process = _started("insightvault.benchmarks.attack.attacker", json.dumps(given), out=subprocess.PIPE)
    try:
        assert process.stdout
        await asyncio.to_thread(process.stdout.readline)
        yield process.stdout
    finally:
        _end(process)


@contextmanager
def _worker(vault: Vault) -> Iterator["subprocess.Popen[bytes]"]:
    with (vault.folder / "worker.log").open("ab") as log:
        process = _started("manage", "worker", out=log, environment=vault.environment)
    try:
        yield process
    finally:
        _end(process)


def _started(
    module: str, *arguments: str, out: int | IO[bytes], environment: dict[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "insightvault.benchmarks.harness.tied", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL if out == subprocess.PIPE else out,
        # As the supervisor starts the vault's: the processor is shared among sessions.
        start_new_session=True,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait(10)
    if process.stdout:
        process.stdout.close()
