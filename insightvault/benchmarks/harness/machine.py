"""CPU time and memory of processes, as Linux counts them."""

import os
from collections.abc import Iterable
from pathlib import Path

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import children

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1_000_000


def must_be_linux() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        raise CannotRun("This is measured by what Linux tells of processes in /proc; there is none here.")


def tree(pid: int) -> list[int]:
    """The process and all that it started."""
    return [pid, *(below for child in children(pid) for below in tree(child))]


def cpu_seconds(pids: Iterable[int]) -> float:
    """In the processes and in the kernel for them, since they began."""
    return sum(_ticks(pid) for pid in pids) / TICKS_A_SECOND


def pss_megabytes(pids: Iterable[int]) -> float:
    """Memory, with what several processes share counted once in all."""
    return sum(_pss_bytes(pid) for pid in pids) / MEGABYTE


def peak_megabytes(pid: int) -> float:
    """The most that a process has held since it began."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / MEGABYTE

    return 0


def _ticks(pid: int) -> int:
    # The name, in brackets, may hold anything: the numbers stand after it.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_bytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024

    return 0
