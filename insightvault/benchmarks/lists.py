"""`manage.py benchmark lists`: the lists of a person with a million interactions, against the same with a thousand."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.vault import own_vault

SUMMARY = "recent, current, history, sidebar and the history page, with 1,000,000 interactions of one person"
OTHERS_SHARE = 10  # for ten interactions of the person's, one of somebody else's
SECONDS = 1_800
AT_MOST_MS = 5
AT_MOST_TIMES = 1.5


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--interactions", type=int, default=1_000_000, metavar="N", help="of one person (1,000,000)")
    parser.add_argument("--times", type=int, default=200, metavar="N", help="how often each is asked for (200)")


def run(options: dict[str, Any]) -> Report:
    mine = options["interactions"]
    others = mine // OTHERS_SHARE

    with own_vault(settings.DATABASE_URL) as vault:
        vault.with_people(0)
        arguments = map(str, (mine, others, options["times"]))
        printed = vault.run("insightvault.benchmarks.programs.listing", *arguments, seconds=SECONDS)
        measured = json.loads(printed)
        report = Report("lists", vault.storage.kind)

    for name, milliseconds in measured["many"].items():
        few = measured["few"][name]
        report.add(f"{name}, p50", milliseconds, "ms", at_most=AT_MOST_MS)
        report.add(
            f"{name}, against 1,000 interactions ({few:.2f} ms)", milliseconds / few, "times", at_most=AT_MOST_TIMES
        )

    report.notes.append(f"{mine:,} interactions of one person, {others:,} of others; whole calls in the process.")
    return report
