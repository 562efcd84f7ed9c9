"""All that a company runs, on this machine: two databases, a pooler, three web nodes, two workers and a balancer."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from insightvault.benchmarks.harness.machine import tree
from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from insightvault.benchmarks.harness.web_process import ROOT, WebProcess, free_port
from insightvault.benchmarks.services.haproxy import Balancer
from insightvault.benchmarks.services.pgbouncer import Pgbouncer
from insightvault.benchmarks.services.postgres import Pair, own_databases
from insightvault.benchmarks.services.program import own_folder

NODES, WORKERS = 3, 2
SERVE = ("manage", "serve", "--no-worker")
# What nodes share beside the database, as a mount of each.
SHARED = "files"


class Node(WebProcess):
    """`serve` and the processes below it, which lead groups of their own."""

    def kill(self) -> None:
        self._send(signal.SIGKILL)
        if self._process:
            self._process.wait(10)

    def pause(self) -> None:
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return

        for pid in tree(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)


class Worker:
    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log = environment, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "insightvault.benchmarks.harness.tied", "manage", "worker"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(10)


@dataclass(frozen=True)
class World:
    vault: Vault
    accounts: list[Account]
    databases: Pair
    pooler: Pgbouncer
    nodes: list[Node]
    workers: list[Worker]
    balancer: Balancer


@contextmanager
def own_world(people: int, *, keep: bool, settings: dict[str, str]) -> Iterator[World]:
    with own_folder() as folder, own_databases(folder) as databases, contextlib.ExitStack() as ending:
        pooler = Pgbouncer(databases.primary.url, folder)
        ending.callback(pooler.program.kill)
        pooler.program.start()

        given = {"DATABASE_POOLED": "True", **settings}
        vault = ending.enter_context(own_vault(pooler.url, keep=keep, **given))
        accounts = vault.with_people(people)
        nodes = [_node(vault, number) for number in range(NODES)]
        workers = [_worker(vault, number) for number in range(WORKERS)]
        for node in nodes:
            ending.callback(node.kill)
        for worker in workers:
            ending.callback(worker.kill)

        balancer = Balancer(nodes, folder)
        ending.callback(balancer.program.kill)
        balancer.program.start()
        yield World(vault, accounts, databases, pooler, nodes, workers, balancer)


def _node(vault: Vault, number: int) -> Node:
    return Node(number, free_port(), _own_data(vault, f"node-{number}"), _log(vault, "node", number), SERVE)


def _worker(vault: Vault, number: int) -> Worker:
    return Worker(_own_data(vault, f"worker-{number}"), _log(vault, "worker", number))


def _own_data(vault: Vault, name: str) -> dict[str, str]:
    """The environment of a machine with a data folder of its own, and one folder that all have."""
    prepared, own = Path(vault.environment["DATA_DIR"]), vault.folder / name
    (vault.folder / SHARED).mkdir(exist_ok=True)
    shutil.copytree(prepared, own)
    (own / "files").symlink_to(vault.folder / SHARED, target_is_directory=True)

    return {**vault.environment, "DATA_DIR": str(own)}


def _log(vault: Vault, kind: str, number: int) -> Path:
    return vault.folder / f"{kind}-{number}.log"
