"""`manage.py benchmark admin`: every list, filter, search and detail of the admin over a million interactions."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.vault import Vault, kept_vault, own_vault

SUMMARY = "each page of the admin with 1,000,000 interactions of 10,000 people: time and statements"
PROGRAM = "insightvault.benchmarks.programs.reviewing"
# So many that one search finds as much as it may.
FEW_ROWS, FEW_PEOPLE = 6_000, 300
SECONDS = 7_200
AT_MOST_MS = 300


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N", help="interactions (1,000,000)")
    parser.add_argument("--people", type=int, default=10_000, metavar="N", help="who have them (10,000)")
    parser.add_argument("--times", type=int, default=5, metavar="N", help="the slowest of N counts (5); 0: fill alone")
    parser.add_argument("--filled", type=Path, metavar="DIR", help="fill the vault in DIR, or measure what is there")


def run(options: dict[str, Any]) -> Report:
    folder: Path | None = options["filled"]
    times, url = options["times"], settings.DATABASE_URL

    with kept_vault(folder.resolve(), url) if folder else own_vault(url) as vault:
        measured = _measured(vault, options["rows"], options["people"], times)
        report = Report("admin", vault.storage.kind)
    with own_vault(url) as vault:
        of_few = _measured(vault, FEW_ROWS, FEW_PEOPLE, min(times, 1))

    for name, page in measured.items():
        queries, few = page["queries"], of_few[name]["queries"]
        report.add(f"{name} ({queries} statements)", page["ms"], "ms", at_most=AT_MOST_MS)
        if not few <= queries <= few + page["reads"]:
            report.lost.append(f"{name}: {queries} statements, but {few} with {FEW_ROWS:,} interactions.")

    report.notes.append(
        f"{options['rows']:,} interactions of {options['people']:,} people; whole calls in the process."
    )
    return report


def _measured(vault: Vault, rows: int, people: int, times: int) -> dict[str, Any]:
    vault.with_people(0)
    measured: dict[str, Any] = json.loads(vault.run(PROGRAM, *map(str, (rows, people, times)), seconds=SECONDS))
    return measured
