"""A whole vault of the benchmark's own: its folder, its database, its people and its web processes."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from insightvault.benchmarks.harness.storage import CannotRun, Storage, own_storage
from insightvault.benchmarks.harness.web_process import ROOT, WebProcess, free_port
from insightvault.env import READ

COMMAND_SECONDS = 120
# The folder of a vault without anybody, whose copy spares each benchmark of the tests to make its tables.
PREPARED = "BENCHMARK_PREPARED"


@dataclass(frozen=True)
class Account:
    name: str
    password: str
    token: str
    session: str = ""  # the cookie of a browser that is logged in; "" if it must log in first
    csrf: str = ""  # the name of its cookie against forged forms


@dataclass
class Vault:
    folder: Path
    storage: Storage
    environment: dict[str, str]
    nodes: list[WebProcess] = field(default_factory=list)
    root: Path = ROOT  # of the version that makes it

    def run(self, module: str, *arguments: str, seconds: float = COMMAND_SECONDS) -> str:
        """Runs a module of ours as a program in this vault, and returns what it prints."""
        ran = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if ran.returncode:
            raise CannotRun(f"{module} ended with status {ran.returncode}:\n{ran.stderr[-2000:]}")

        return ran.stdout

    def with_people(self, count: int, *, logged_in: bool = False) -> list[Account]:
        """Brings tables and static files about, and people who can log in or have."""
        options = ["--logged-in"] if logged_in else []
        made = self.run("insightvault.benchmarks.programs.people", str(count), *options)
        return [Account(**values) for values in json.loads(made)]

    def add_nodes(self, count: int) -> None:
        for number in range(count):
            self.nodes.append(WebProcess(number, free_port(), self.environment, self.folder / f"web-{number}.log"))


@contextmanager
def own_vault(server_url: str, *, keep: bool = False, **settings: str) -> Iterator[Vault]:
    """Nothing of it is left afterwards, unless `keep`: then its folder, with the logs, is."""
    folder = Path(tempfile.mkdtemp(prefix="insightvault-benchmark-"))
    try:
        if PREPARED in os.environ:
            shutil.copytree(os.environ[PREPARED], folder / "data")
        with own_storage(folder / "data", server_url) as storage, _vault(folder, storage, settings) as vault:
            yield vault
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_vault(folder: Path, server_url: str) -> Iterator[Vault]:
    """It stays with its database, for the next one in the same folder."""
    with own_storage(folder / "data", server_url, keep=True) as storage, _vault(folder, storage, {}) as vault:
        yield vault


@contextmanager
def _vault(folder: Path, storage: Storage, settings: dict[str, str]) -> Iterator[Vault]:
    vault = Vault(folder, storage, _environment(folder / "data", storage, settings))
    try:
        yield vault
    finally:
        for node in vault.nodes:
            node.kill()


def _environment(data_dir: Path, storage: Storage, given: dict[str, str]) -> dict[str, str]:
    """This process's environment without any setting of the product, and with these."""
    ours = READ | {f"{name}_FILE" for name in READ} | {"TEST_DATABASE_URL"}
    others = {name: value for name, value in os.environ.items() if name not in ours}
    return {
        **others,
        "DJANGO_SETTINGS_MODULE": "insightvault.settings",
        "ENV_FILE": os.devnull,
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": storage.url,
        "DATABASE_POOLED": str(settings.DATABASE_POOLED),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "LOG_LEVEL": "INFO",
        "API_RATE_PER_MINUTE": "0",
        # A benchmark asks more at once than a person.
        "ANSWERS_PER_USER": "1000",
        "STREAMS_PER_USER": "1000",
        **given,
    }
