"""The fake model server in a process of its own, as a model server is: its work is not counted as ours."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import ROOT

MODEL = "test-model"


@dataclass(frozen=True)
class ModelProcess:
    """Answers every question with the same `tokens`, `gap_seconds` apart."""

    base_url: str
    pid: int
    tokens: int

    @property
    def settings(self) -> dict[str, str]:
        return {"OPENAI_BASE_URL": self.base_url, "CHAT_MODEL": MODEL}


@contextmanager
def own_model(
    *, tokens: int, gap_seconds: float = 0, module: str = "insightvault.fake_model_server"
) -> Iterator[ModelProcess]:
    process = subprocess.Popen(
        [sys.executable, "-m", "insightvault.benchmarks.harness.tied", module, "0", str(tokens), str(gap_seconds)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )

    try:
        assert process.stdout
        base_url = process.stdout.readline().strip()
        if not base_url:
            raise CannotRun("The fake model server does not start.")
        yield ModelProcess(base_url, process.pid, tokens)
    finally:
        process.kill()
        process.wait(10)
