"""`manage.py benchmark faults`: questions and answers survive everything, shown against real processes.

Real web processes and a model server of our own are killed, cut and stalled
while people ask; afterwards what the model sent, what the readers were shown
and what the rows hold are compared.
"""

import asyncio
import itertools
import json
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.faults import model_kinds
from insightvault.benchmarks.faults.campaign import Campaign, ScriptedModel, end_when_asked
from insightvault.benchmarks.faults.disturbing import Disturber
from insightvault.benchmarks.faults.plan import DATABASE, DISTURBANCES, KILL_WORKER, PEOPLE, Round, plan
from insightvault.benchmarks.faults.report import Report
from insightvault.benchmarks.harness.person import people_of
from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from insightvault.fake_model_server import ThreadedServer, in_a_thread

SUMMARY = "kills, cuts and stalls everything while people ask, and compares what was sent, shown and kept"
WRITERS = 64
# Answers get this long at SIGTERM, so that some end in time and some do not.
SHUTDOWN_SECONDS = 2


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--rounds", type=int, default=200, metavar="N", help="how many (200)")
    parser.add_argument("--first", type=int, default=1, metavar="N", help="the number of the first one (1)")
    parser.add_argument("--seed", type=int, metavar="S", help="the same seed plans the same rounds")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=2, help="web processes, each a node (2)")
    parser.add_argument("--keep", action="store_true", help="leave the folder with logs and data, and say where")


def run(options: dict[str, Any]) -> Report:
    seed = options["seed"] if options["seed"] is not None else random.SystemRandom().randrange(10**6)
    with in_a_thread() as model, own_vault(settings.DATABASE_URL, keep=options["keep"], **limits(model)) as vault:
        report = Report(vault.storage.kind, options["processes"], seed)
        accounts = vault.with_people(PEOPLE)
        _write_at_once(vault, report, turns=max(1, min(10, options["rounds"] // 10)))
        vault.add_nodes(options["processes"])
        began = time.monotonic()

        asyncio.run(_play(vault, model, accounts, report, _rounds(options, seed)))
        report.seconds = time.monotonic() - began
        if options["keep"]:
            report.notes.append(f"Kept: {vault.folder}")

    return report


def limits(model: ThreadedServer) -> dict[str, str]:
    """Settings under which a round takes seconds."""
    return {
        "OPENAI_BASE_URL": model.server.base_url,
        "CHAT_MODEL": model.server.models[0],
        "MODEL_CONNECT_SECONDS": "2",
        "MODEL_FIRST_TOKEN_SECONDS": str(model_kinds.FIRST_TOKEN_SECONDS),
        "MODEL_BETWEEN_TOKENS_SECONDS": str(model_kinds.BETWEEN_TOKENS_SECONDS),
        "ANSWER_MAX_CHARS": str(model_kinds.ANSWER_MAX_CHARS),
        "SHUTDOWN_SECONDS": str(SHUTDOWN_SECONDS),
        "CONTEXT_TOKENS": "1500",
    }


def _rounds(options: dict[str, Any], seed: int) -> Iterator[Round]:
    possible = [kind for kind in DISTURBANCES if kind != KILL_WORKER or sys.platform == "linux"]
    rounds = plan(seed, nodes=options["processes"], disturbances=possible)
    before = options["first"] - 1
    return itertools.islice(rounds, before, before + options["rounds"])


def _write_at_once(vault: Vault, report: Report, *, turns: int) -> None:
    if vault.storage.kind == "SQLite":
        report.writers = json.loads(vault.run("insightvault.benchmarks.programs.writers", str(WRITERS), str(turns)))
    else:
        report.notes.append("Writers at once: measured on SQLite, which has one writer at a time.")


async def _play(
    vault: Vault, model: ThreadedServer, accounts: list[Account], report: Report, rounds: Iterator[Round]
) -> None:
    end_when_asked()

    for node in vault.nodes:
        node.start()

    for node in vault.nodes:
        await node.ready()

    async with people_of(accounts) as people:
        for person in people:
            await person.log_in(vault.nodes[0].address)

        campaign = Campaign(
            vault.storage,
            [node.address for node in vault.nodes],
            ScriptedModel(model),
            people,
            Disturber(vault, model),
            report,
            # A database that refuses answers with errors; SQLite makes wait.
            forgives=frozenset({DATABASE}) if vault.storage.refuses else frozenset(),
        )
        await campaign.run(rounds)
