"""The worker as it runs in earnest, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from insightvault.benchmarks.harness.vault import Vault
from insightvault.benchmarks.harness.web_process import ROOT

STOP_SECONDS = 30


@contextmanager
def running_worker(vault: Vault) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "insightvault.benchmarks.harness.tied", "django", "worker"]
    with (vault.folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=vault.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )

    try:
        yield process
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
