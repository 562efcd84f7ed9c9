"""`manage.py benchmark NAME`: each is a module of `insightvault.benchmarks` with SUMMARY, add_arguments and run."""

import asyncio
import json
import signal
import sys
from importlib import import_module
from typing import Any, Protocol, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insightvault.benchmarks import figures
from insightvault.benchmarks.harness.reference import reference_ms
from insightvault.benchmarks.harness.storage import CannotRun

NAMES = (
    *("faults", "attack", "turns", "streams", "lists", "admin", "start", "recall", "growth", "import", "export"),
    *("attachments", "nodes"),
)
# No good names for a module: a word of the language, and where Django looks for an app's admin.
MODULES = {"import": "imports", "admin": "reviewing"}


class Report(Protocol):
    """`values` for programs, `table` for people; neither holds a word of a question or an answer."""

    is_good: bool

    def values(self) -> dict[str, Any]: ...

    def table(self) -> str: ...


class Benchmark(Protocol):
    SUMMARY: str

    def add_arguments(self, parser: CommandParser) -> None: ...

    def run(self, options: dict[str, Any]) -> Report: ...


class Command(BaseCommand):
    help = "Measures InsightVault in processes and data of its own. Without a name: the list."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        names = parser.add_subparsers(dest="name", metavar="NAME")
        for name in NAMES:
            benchmark = _benchmark(name)
            one = names.add_parser(name, help=benchmark.SUMMARY)
            one.add_argument("--json", action="store_true", help="values instead of a table")
            benchmark.add_arguments(one)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"] is None:
            for name in NAMES:
                self.stdout.write(f"  {name:<12} {_benchmark(name).SUMMARY}")
            return

        # Asked to end by another program, too, it leaves no process and no data behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        before = reference_ms()
        try:
            report = _benchmark(options["name"]).run(options)
        except CannotRun as error:
            raise CommandError(str(error)) from error
        except (KeyboardInterrupt, asyncio.CancelledError):
            raise CommandError("Stopped.", returncode=130) from None

        if isinstance(report, figures.Report):
            report.reference_ms = (before, reference_ms())

        self.stdout.write(json.dumps(report.values(), indent=2) if options["json"] else report.table())
        if not report.is_good:
            sys.exit(1)


def _benchmark(name: str) -> Benchmark:
    return cast(Benchmark, import_module(f"insightvault.benchmarks.{MODULES.get(name, name)}"))
