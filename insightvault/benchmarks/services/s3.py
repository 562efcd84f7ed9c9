"""A bucket of moto's, which keeps its objects in memory: it can stand still, but not end and come back."""

import importlib.util
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import free_port
from insightvault.benchmarks.services.node import Node

NAME = "vault"
READY_SECONDS = 30
LOOK_EVERY_SECONDS = 0.1
NUMBER = 0


class S3:
    def __init__(self, folder: Path) -> None:
        if importlib.util.find_spec("moto") is None:
            raise CannotRun("moto is missing: pip install -r requirements-dev.txt")

        port = free_port()
        command = ("moto.server", "-H", "127.0.0.1", "-p", str(port))
        self.program = Node(NUMBER, port, dict(os.environ), folder / "s3.log", command)

    @property
    def settings(self) -> dict[str, str]:
        """Of a vault whose files lie in it."""
        return {
            "S3_BUCKET": NAME,
            "S3_ENDPOINT_URL": self.program.address,
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY": "benchmark",
            "S3_SECRET_KEY": "benchmark",
            "S3_ADDRESSING": "path",
        }

    def start(self) -> None:
        """Returns once the bucket is made."""
        self.program.start()
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_made():
            if time.monotonic() > deadline:
                raise CannotRun(f"moto does not start:\n{self.program.log.read_text()[-2000:]}")
            time.sleep(LOOK_EVERY_SECONDS)

    def _is_made(self) -> bool:
        make = urllib.request.Request(f"{self.program.address}/{NAME}", method="PUT")
        try:
            with urllib.request.urlopen(make, timeout=READY_SECONDS):
                return True
        except urllib.error.URLError:
            return False
