"""What reading, finding and storing cost together, in a vault of the benchmark's own."""

import json
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.cost import MORE, history
from insightvault.benchmarks.growth.people import Session
from insightvault.benchmarks.harness.vault import Vault, own_vault
from sessions_memory.growth.values import Unit

PROGRAM = "insightvault.benchmarks.programs.growing"
PERSON = "benchmark"
SECONDS = 3_600


def add(report: Report, of_chats: dict[str, list[Session]], rows: int) -> None:
    """A process of its own for each step, so that what was held before is in no figure."""
    with own_vault(settings.DATABASE_URL) as vault:
        vault.with_people(0)
        fill(vault, history(of_chats, rows))
        whole = refresh(vault)
        fill(vault, history(of_chats, MORE), later=timedelta(hours=rows))
        more = refresh(vault)

    report.add(f"{rows:,} interactions read, found and stored", whole["cpu"], "s CPU", at_most=120)
    report.add("peak memory of that", whole["peak"], "MB", at_most=500)
    report.add(f"{MORE} more read, filed and stored", more["cpu"], "s CPU", at_most=5)
    report.notes.append(f"In {vault.storage.kind}: {whole['themes']:.0f} themes, {whole['insights']:.0f} insights.")


def fill(vault: Vault, sessions: Iterable[list[Unit]], later: timedelta = timedelta(0)) -> None:
    file = vault.folder / "history.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for units in sessions:
            said = [((unit.at + later).isoformat(), unit.question, unit.answer) for unit in units]
            lines.write(json.dumps(said) + "\n")

    _run(vault, "fill", PERSON, str(file))


def refresh(vault: Vault) -> dict[str, float]:
    return _run(vault, "refresh", PERSON)


def _run(vault: Vault, *arguments: str) -> dict[str, float]:
    printed: dict[str, float] = json.loads(vault.run(PROGRAM, *arguments, seconds=SECONDS))
    return printed
