"""`manage.py benchmark growth`: how good the themes and insights are that it finds, and what it costs.

Without a database, but for what storing costs. DIR holds turns as for `benchmark recall`, FILE labelled messages as
`messages.jsonl` here; each group of figures is a module with one function that adds its own to the report.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import (
    alone,
    cost,
    everyday,
    filing,
    firings,
    in_database,
    insights,
    over_time,
    stability,
    wandering,
)
from insightvault.benchmarks.growth.people import ONE_OFFS, SMALL_THEMES, chats
from insightvault.benchmarks.harness import machine
from insightvault.benchmarks.harness.storage import CannotRun

SUMMARY = "finds themes and insights in labelled texts: how good they are, how stable, and what it costs"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with turns.jsonl")
    parser.add_argument("--topics", type=Path, metavar="FILE", help="title and subtopics of each chat: do names tell?")
    parser.add_argument("--everyday", type=Path, metavar="DIR2", help=f"a folder with {ONE_OFFS} and {SMALL_THEMES}")
    parser.add_argument(
        "--insights", type=Path, metavar="FILE", help="messages with a label: does what rules find tell?"
    )
    parser.add_argument("--rows", type=int, default=0, metavar="N", help="also measure what N interactions cost")


def run(options: dict[str, Any]) -> Report:
    folder: Path | None = options["data"]
    messages: Path | None = options["insights"]
    if folder is None and messages is None:
        raise CannotRun("Name a folder of conversations with --data, or labelled messages with --insights.")
    report = Report("growth", "no database")
    if folder:
        _add_themes(report, folder, options)
    if messages:
        insights.add(report, messages)
    return report


def _add_themes(report: Report, folder: Path, options: dict[str, Any]) -> None:
    _refuse_missing(folder, options["everyday"], options["topics"])
    of_chats = chats(folder)
    if options["rows"]:
        machine.must_be_linux()
        # First, while the process has held nothing else.
        cost.add(report, of_chats, options["rows"])
        in_database.add(report, of_chats, options["rows"])
    filing.add(report, of_chats, options["topics"])
    if options["everyday"]:
        everyday.add(report, of_chats, options["everyday"])
    wandering.add(report, of_chats)
    alone.add(report, of_chats)
    stability.add(report, of_chats)
    firings.add(report, folder)
    over_time.add(report)


def _refuse_missing(data: Path, everyday_folder: Path | None, topics: Path | None) -> None:
    files = [data / "turns.jsonl"]
    files += [everyday_folder / name for name in (ONE_OFFS, SMALL_THEMES)] if everyday_folder else []
    files += [topics] if topics else []
    for file in files:
        if not file.is_file():
            raise CannotRun(f"{file.parent} has no {file.name}.")
