"""`manage.py benchmark turns`: what a stored, streamed turn costs the server, and how many it does in a second."""

import time
from typing import Any

import uvloop
from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.load import Measured, Way
from insightvault.benchmarks.harness.model_process import ModelProcess, own_model
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from insightvault.benchmarks.harness.web_process import WebProcess

SUMMARY = "server CPU of a turn, by the page and by the JSON API, and turns a second at 16 and 64 at once"
TOKENS = 50
WORKERS = 2
AT_ONCE = (16, 64)
# Each person goes on in one session; in so many turns it is as long as most.
TURNS_OF_A_PERSON = 20
WARM_UP_TURNS = 30
WAYS: dict[str, tuple[Way, float]] = {"by the page": (load.by_page, 20), "by the JSON API": (load.by_api, 12)}


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--turns", type=int, default=400, metavar="N", help="how many for each figure (400)")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    turns = options["turns"]

    with own_model(tokens=TOKENS) as model:
        report = _cost(model, turns)
        _throughput(model, turns, report)

    report.notes.append(
        f"A turn: {TOKENS} tokens, no model latency, memory off; sessions of up to {TURNS_OF_A_PERSON} turns."
    )
    return report


def _cost(model: ModelProcess, turns: int) -> Report:
    """One after the other, with one worker: CPU time of the web processes, divided by the turns."""
    with own_vault(settings.DATABASE_URL, keep=False, **model.settings) as vault:
        report = Report("turns", vault.storage.kind)
        accounts = vault.with_people(2 * _people(turns) + 1, logged_in=True)
        uvloop.run(_measure_cost(vault, model, accounts, turns, report))
        _look_for_losses(vault, len(WAYS) * turns + len(WAYS) * WARM_UP_TURNS, report)

    return report


async def _measure_cost(vault: Vault, model: ModelProcess, accounts: list[Account], turns: int, report: Report) -> None:
    node = await _serving(vault)
    async with load.arrived(accounts) as people:
        for way, _ in WAYS.values():
            await load.each_in_turn(way, people[-1:], node.address, TOKENS, WARM_UP_TURNS)

        for number, (name, (way, reach)) in enumerate(WAYS.items()):
            mine = people[number * _people(turns) :][: _people(turns)]
            before = machine.cpu_seconds(node.pids)
            done = await _one_by_one(way, mine, node.address, turns)
            cpu_seconds = machine.cpu_seconds(node.pids) - before
            report.add(f"{name}: server CPU of a turn", 1000 * cpu_seconds / turns, "ms", at_most=reach)

            report.add(f"{name}: a turn, p50", 1000 * load.median([turn.seconds for turn in done]), "ms")
            _note_losses(name, done, report)


async def _one_by_one(way: Way, people: list[Person], node: str, turns: int) -> list[Measured]:
    done: list[Measured] = []
    for person in people:
        share = min(TURNS_OF_A_PERSON, turns - len(done))
        done += await load.each_in_turn(way, [person], node, TOKENS, share)

    return done


def _throughput(model: ModelProcess, turns: int, report: Report) -> None:
    with own_vault(settings.DATABASE_URL, keep=False, WEB_WORKERS=str(WORKERS), **model.settings) as vault:
        accounts = vault.with_people(sum(AT_ONCE) + max(AT_ONCE), logged_in=True)
        uvloop.run(_measure_throughput(vault, accounts, turns, report))
        _look_for_losses(vault, len(AT_ONCE) * turns + max(AT_ONCE), report)


async def _measure_throughput(vault: Vault, accounts: list[Account], turns: int, report: Report) -> None:
    node = await _serving(vault)
    async with load.arrived(accounts) as people:
        # By others: a line that rested is closed after a while, maybe at the moment in which a question takes it.
        await load.each_in_turn(load.by_page, people[-max(AT_ONCE) :], node.address, TOKENS, max(AT_ONCE))
        for at_once in AT_ONCE:
            mine, people = people[:at_once], people[at_once:]
            began = time.monotonic()
            done = await load.each_in_turn(load.by_page, mine, node.address, TOKENS, turns)
            rate = sum(turn.is_whole for turn in done) / (time.monotonic() - began)
            report.add(f"by the page, {at_once} at once, {WORKERS} workers", rate, "turns/s", least=80)

            _note_losses(f"{at_once} at once", done, report)


async def _serving(vault: Vault) -> WebProcess:
    vault.add_nodes(1)
    node = vault.nodes[0]
    node.start()
    await node.ready()

    return node


def _people(turns: int) -> int:
    return -(-turns // TURNS_OF_A_PERSON)


def _note_losses(name: str, done: list[Measured], report: Report) -> None:
    if missing := sum(not turn.is_whole for turn in done):
        report.lost.append(f"{name}: {missing} of {len(done)} turns were not shown whole.")


def _look_for_losses(vault: Vault, asked: int, report: Report) -> None:
    answer = load.answer_of(TOKENS)
    stored = sum(row.status == "answered" and row.answer == answer for row in vault.storage.rows(load.QUESTION))
    if stored != asked:
        report.lost.append(f"{asked - stored} of {asked} turns were not stored whole.")
