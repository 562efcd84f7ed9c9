"""`manage.py benchmark nodes`: what a company runs, on one machine in parts, with failure as the normal case.

Two PostgreSQL servers, PgBouncer, three web nodes, two workers and HAProxy are killed, paused, drained and promoted
while people ask, follow, stop, import, search and delete through the balancer. Afterwards what the model sent, what
people were shown and what the rows hold are compared, as `faults` does, whose people and rounds these are.

With `--before` all begin with that version, and one node after the other is upgraded to this one, which migrates while
the others serve. With `--bucket` uploads lie in one, which stands still now and then.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandParser

from insightvault.benchmarks.faults import limits
from insightvault.benchmarks.faults.campaign import Campaign, ScriptedModel, end_when_asked
from insightvault.benchmarks.faults.plan import BUCKET, PEOPLE, PROMOTION, QUIET, UPGRADE, Round, plan
from insightvault.benchmarks.harness import machine
from insightvault.benchmarks.harness.person import Person, people_of
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.nodes import before
from insightvault.benchmarks.nodes.disturbing import ASKED_FOR, DISTURBANCES, FORGIVEN, Disturber
from insightvault.benchmarks.nodes.errands import Errands
from insightvault.benchmarks.nodes.report import INTERRUPTED, INTERRUPTED_WITHIN_SECONDS, Report
from insightvault.benchmarks.nodes.watching import Watcher
from insightvault.benchmarks.nodes.world import NODES, World, own_world
from insightvault.fake_model_server import ThreadedServer, in_a_thread

SUMMARY = "kills, pauses and drains nodes, pooler and databases of a company's set-up while people work"
WATCHERS = 2
# After a promotion the balancer needs a moment to see that its nodes are ready again.
SEEN_AGAIN_SECONDS = 3
# A node that leaves lets its answers end.
SHUTDOWN_SECONDS = 20


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="how many (100)")
    parser.add_argument("--seed", type=int, metavar="S", help="the same seed plans the same rounds")
    parser.add_argument("--pause", type=float, default=30, metavar="S", help="how long a node stands still (30)")
    parser.add_argument(
        "--only", choices=(*DISTURBANCES, *ASKED_FOR), action="append", help="what goes wrong; may be given again"
    )
    parser.add_argument("--before", default="", metavar="COMMIT", help="begin with this version, and upgrade from it")
    parser.add_argument(
        "--bucket", action="store_true", help="files lie in a bucket of moto's, which stands still, too"
    )
    parser.add_argument("--keep", action="store_true", help="leave the folder with logs and data, and say where")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    seed = options["seed"] if options["seed"] is not None else random.SystemRandom().randrange(10**6)
    kinds = _kinds(options)
    rounds = itertools.islice(plan(seed, nodes=NODES, disturbances=kinds), options["rounds"])

    with in_a_thread() as model:
        settings = {**limits(model), "SHUTDOWN_SECONDS": str(SHUTDOWN_SECONDS)}
        choice = {"before": options["before"], "has_bucket": options["bucket"]}
        with own_world(PEOPLE + WATCHERS + 1, keep=options["keep"], settings=settings, **choice) as world:
            report = Report(world.vault.storage.kind, NODES, seed)
            began = time.monotonic()
            asyncio.run(_play(world, model, Disturber(world, options["pause"]), report, rounds))
            report.seconds = time.monotonic() - began
            if world.before:
                report.notes.append(before.told(options["before"], world.before, len(world.nodes_before)))
            if options["keep"]:
                report.notes.append(f"Kept: {world.vault.folder}")

    return report


def _kinds(options: dict[str, Any]) -> Sequence[str]:
    asked_for = {UPGRADE: options["before"], BUCKET: options["bucket"]}
    if missing := [kind for kind in options["only"] or () if not asked_for.get(kind, True)]:
        raise CannotRun(f"“{missing[0]}” needs --before COMMIT or --bucket.")

    return options["only"] or (*DISTURBANCES, *(kind for kind in ASKED_FOR if asked_for[kind]))


async def _play(
    world: World, model: ThreadedServer, disturber: Disturber, report: Report, rounds: Iterator[Round]
) -> None:
    end_when_asked()

    for worker in world.workers:
        worker.start()

    for node in world.nodes:
        node.start()

    for node in world.nodes:
        await node.ready()

    await disturber.well()
    async with people_of(world.accounts) as people:
        for person in people:
            await person.log_in(world.balancer.address)

        await _campaign(world, model, people, disturber, report, rounds)


async def _campaign(
    world: World,
    model: ThreadedServer,
    people: list[Person],
    disturber: Disturber,
    report: Report,
    rounds: Iterator[Round],
) -> None:
    address, storage = world.balancer.address, world.vault.storage
    campaign = Campaign(
        storage, [address] * NODES, ScriptedModel(model), people[:PEOPLE], disturber, report, forgives=FORGIVEN
    )
    errands = Errands(people[PEOPLE + WATCHERS :], address, storage)
    watchers = [
        Watcher(person, address, lambda: campaign.history[-1].kind if campaign.history else QUIET)
        for person in people[PEOPLE : PEOPLE + WATCHERS]
    ]

    stopping = asyncio.Event()
    at_errands = asyncio.create_task(errands.run(stopping))
    watching = [asyncio.create_task(watcher.watch()) for watcher in watchers]
    try:
        await campaign.run(rounds)
        stopping.set()
        await at_errands
    finally:
        for task in (at_errands, *watching):
            task.cancel()

    _add_times(report, watchers, disturber)
    report.lines += errands.wrong
    report.notes.append(f"Beside the questions: {errands.told()}, {sum(one.pages for one in watchers)} pages opened.")


def _add_times(report: Report, watchers: list[Watcher], disturber: Disturber) -> None:
    promotion = max(disturber.promotions, default=0.0)
    if disturber.promotions:
        report.add_figure("promotion, from the primary's end", promotion)

    for kind in (*DISTURBANCES, *ASKED_FOR):
        if kind in ASKED_FOR and not report.faults[f"process: {kind}"]:
            continue
        longest = max((span for watcher in watchers for span in watcher.errors.get(kind, ())), default=0.0)
        most = promotion + SEEN_AGAIN_SECONDS if kind == PROMOTION else None
        report.add_figure(f"longest time of error pages: {kind}", longest, at_most=0 if kind not in FORGIVEN else most)

    if disturber.drains:
        report.add_figure("drained node has ended after", max(disturber.drains))
    if report.interrupted:
        report.add_figure(INTERRUPTED, max(report.interrupted), at_most=INTERRUPTED_WITHIN_SECONDS)
