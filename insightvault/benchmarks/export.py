"""`manage.py benchmark export`: how fast a history goes out as JSON, and what memory that takes."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.harness.machine import must_be_linux, peak_megabytes
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.vault import Vault, own_vault
from insightvault.benchmarks.harness.web_process import ROOT

SUMMARY = "takes out a history as JSON: interactions a second, and the memory it takes"
MEGABYTES = 150
A_SECOND = 5_000
# Filling takes longer than a command of ours may.
FILL_SECONDS = 1_800
LOOK_SECONDS = 0.02


@dataclass(frozen=True)
class Report:
    database: str
    interactions: int
    seconds: float
    peak_megabytes: float
    file_megabytes: float

    @property
    def a_second(self) -> float:
        return self.interactions / self.seconds

    @property
    def is_good(self) -> bool:
        # A start takes a second; only a large history says how fast it goes.
        return self.peak_megabytes < MEGABYTES and (self.a_second >= A_SECOND or self.interactions < 20_000)

    def values(self) -> dict[str, Any]:
        return {
            "benchmark": "export",
            "database": self.database,
            "interactions": self.interactions,
            "seconds": round(self.seconds, 2),
            "interactions_a_second": round(self.a_second),
            "peak_megabytes": round(self.peak_megabytes),
            "file_megabytes": round(self.file_megabytes),
        }

    def table(self) -> str:
        return "\n".join(
            (
                f"Export as JSON, {self.database}",
                f"  interactions        {self.interactions:>9,}",
                f"  seconds, with start {self.seconds:>9.1f}",
                f"  a second            {self.a_second:>9,.0f}   at least {A_SECOND:,}",
                f"  peak memory, MB     {self.peak_megabytes:>9.0f}   under {MEGABYTES}",
                f"  file, MB            {self.file_megabytes:>9.0f}",
            )
        )


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--interactions", type=int, default=100_000, metavar="N", help="how many (100,000)")


def run(options: dict[str, Any]) -> Report:
    must_be_linux()
    with own_vault(settings.DATABASE_URL) as vault:
        person = vault.with_people(1)[0]
        vault.run(
            "insightvault.benchmarks.programs.history", person.name, str(options["interactions"]), seconds=FILL_SECONDS
        )
        path = vault.folder / "export.json"
        seconds, peak = _export(vault, person.name, path)

        with path.open("rb") as lines:
            found = sum(line.startswith(b'{"ai_response"') for line in lines)

        return Report(vault.storage.kind, found, seconds, peak, path.stat().st_size / 10**6)


def _export(vault: Vault, name: str, path: Path) -> tuple[float, float]:
    """Seconds from start to end of the command, and its peak memory in MB."""
    began = time.monotonic()
    command = [sys.executable, "manage.py", "export_history", "--user", name, "--output", str(path)]
    ran = subprocess.Popen(command, cwd=ROOT, env=vault.environment, stdin=subprocess.DEVNULL)
    peak = 0.0

    # The kernel's own figure for an ended child counts what its parent held when it was started.
    while ran.poll() is None:
        peak = max(peak, peak_megabytes(ran.pid))
        time.sleep(LOOK_SECONDS)

    if ran.returncode:
        raise CannotRun(f"export_history ended with status {ran.returncode}.")

    return time.monotonic() - began, peak
