"""`manage.py benchmark growth`: how good the themes are that are found in labelled conversations, and what it costs.

Pure: no database is made. DIR holds turns as for `benchmark recall`; each group
of figures is a module with one function that adds its own to the report.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import alone, cost, everyday, filing, stability, wandering
from insightvault.benchmarks.growth.people import ONE_OFFS, SMALL_THEMES, chats
from insightvault.benchmarks.storage import CannotRun

SUMMARY = "finds themes in labelled conversations: how good they are, how stable, and what it costs"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with turns.jsonl")
    parser.add_argument("--topics", type=Path, metavar="FILE", help="title and subtopics of each chat: do names tell?")
    parser.add_argument("--everyday", type=Path, metavar="DIR2", help=f"a folder with {ONE_OFFS} and {SMALL_THEMES}")
    parser.add_argument("--rows", type=int, default=0, metavar="N", help="also measure what N interactions cost")


def run(options: dict[str, Any]) -> Report:
    folder: Path | None = options["data"]
    if folder is None:
        raise CannotRun("Name a folder of conversations with --data.")
    _refuse_missing(folder, options["everyday"], options["topics"])
    report = Report("growth", "no database")
    of_chats = chats(folder)
    filing.add(report, of_chats, options["topics"])
    if options["everyday"]:
        everyday.add(report, of_chats, options["everyday"])
    wandering.add(report, of_chats)
    alone.add(report, of_chats)
    stability.add(report, of_chats)
    if options["rows"]:
        cost.add(report, of_chats, options["rows"])
    return report


def _refuse_missing(data: Path, everyday_folder: Path | None, topics: Path | None) -> None:
    files = [data / "turns.jsonl"]
    files += [everyday_folder / name for name in (ONE_OFFS, SMALL_THEMES)] if everyday_folder else []
    files += [topics] if topics else []
    for file in files:
        if not file.is_file():
            raise CannotRun(f"{file.parent} has no {file.name}.")
