"""What reading, finding and storing cost together, and the pages meanwhile and after, in a vault of its own."""

import asyncio
import json
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.cost import MORE, history
from insightvault.benchmarks.growth.people import Session
from insightvault.benchmarks.harness import load
from insightvault.benchmarks.harness.looking import while_looking
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from sessions_memory.growth.values import Unit

PROGRAM = "insightvault.benchmarks.programs.growing"
SECONDS = 3_600
TIMES = 20
LOOKED_AT = ("/growth/", "/", "/history/", "/growth/themes/", "/memory/")


def add(report: Report, of_chats: dict[str, list[Session]], rows: int) -> None:
    """A process of its own for each step, so that what was held before is in no figure."""
    with own_vault(settings.DATABASE_URL) as vault:
        [account] = vault.with_people(1, logged_in=True)
        fill(vault, account, history(of_chats, rows))
        whole, seconds = asyncio.run(_refresh_while_looking(vault, account))
        pages = _run(vault, "pages", account.name, str(TIMES))
        fill(vault, account, history(of_chats, MORE), later=timedelta(hours=rows))
        more = refresh(vault, account)

    report.add(f"{rows:,} interactions read, found and stored", whole["cpu"], "s CPU", at_most=120)
    report.add("peak memory of that", whole["peak"], "MB", at_most=500)
    report.add("pages meanwhile, p95", 1000 * load.percentile(seconds, 0.95), "ms", at_most=150)
    report.add(f"{MORE} more read, filed and stored", more["cpu"], "s CPU", at_most=5)
    for name, cpu_seconds in pages.items():
        report.add(f"{name}, at {rows:,} interactions", 1000 * cpu_seconds, "ms of CPU", at_most=60)

    report.notes.append(f"In {vault.storage.kind}: {whole['themes']:.0f} themes, {whole['insights']:.0f} insights.")
    report.notes.append(f"{len(seconds):,} pages were looked at meanwhile.")


def fill(vault: Vault, account: Account, sessions: Iterable[list[Unit]], later: timedelta = timedelta(0)) -> None:
    file = vault.folder / "history.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for units in sessions:
            said = [((unit.at + later).isoformat(), unit.question, unit.answer) for unit in units]
            lines.write(json.dumps(said) + "\n")

    _run(vault, "fill", account.name, str(file))


def refresh(vault: Vault, account: Account) -> dict[str, float]:
    return _run(vault, "refresh", account.name)


async def _refresh_while_looking(vault: Vault, account: Account) -> tuple[dict[str, float], list[float]]:
    vault.add_nodes(1)
    [node] = vault.nodes
    node.start()
    await node.ready()

    person = Person(account)
    person.arrive()
    try:
        reading = asyncio.to_thread(refresh, vault, account)
        return await while_looking(person, node.address, LOOKED_AT, reading)
    finally:
        await person.close()
        node.kill()


def _run(vault: Vault, *arguments: str) -> dict[str, float]:
    printed: dict[str, float] = json.loads(vault.run(PROGRAM, *arguments, seconds=SECONDS))
    return printed
