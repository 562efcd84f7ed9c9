"""All that a company runs, on this machine: two databases, a pooler, three web nodes, two workers and a balancer."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from insightvault.benchmarks.harness.vault import Account, Vault, own_vault
from insightvault.benchmarks.harness.web_process import ROOT, free_port
from insightvault.benchmarks.nodes.before import checked_out
from insightvault.benchmarks.services.haproxy import Balancer
from insightvault.benchmarks.services.node import Node
from insightvault.benchmarks.services.pgbouncer import Pgbouncer
from insightvault.benchmarks.services.postgres import Pair, own_databases
from insightvault.benchmarks.services.program import own_folder
from insightvault.benchmarks.services.s3 import S3

NODES, WORKERS = 3, 2
END_SECONDS = 60
SERVE = ("manage", "serve", "--no-worker")
# What nodes share beside the database, as a mount of each.
SHARED = "files"


class Worker:
    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log, self.root = environment, log, ROOT
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "insightvault.benchmarks.harness.tied", "manage", "worker"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.root, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(10)

    def end(self) -> None:
        """As an administrator ends it: what it works on is let go."""
        if self._process:
            self._process.terminate()
            self._process.wait(END_SECONDS)


@dataclass(frozen=True)
class World:
    """`before`: where the version lies that all begin with; None: today's. `bucket`: None if files lie in a folder."""

    vault: Vault
    accounts: list[Account]
    databases: Pair
    pooler: Pgbouncer
    nodes: list[Node]
    workers: list[Worker]
    balancer: Balancer
    before: Path | None
    bucket: S3 | None

    @property
    def nodes_before(self) -> list[Node]:
        """Those that are still of the version before."""
        return [node for node in self.nodes if node.root != ROOT]


@contextmanager
def own_world(
    people: int, *, keep: bool, settings: dict[str, str], before: str = "", has_bucket: bool = False
) -> Iterator[World]:
    """`before`: the commit of the version that all begin with."""
    with own_folder() as folder, own_databases(folder) as databases, contextlib.ExitStack() as ending:
        pooler = Pgbouncer(databases.primary.url, folder)
        ending.callback(pooler.program.kill)
        pooler.program.start()

        bucket = S3(folder) if has_bucket else None
        if bucket:
            ending.callback(bucket.program.kill)
            bucket.start()

        root = checked_out(before, folder) if before else None
        given = {"DATABASE_POOLED": "True", **(bucket.settings if bucket else {}), **settings}
        vault = ending.enter_context(own_vault(pooler.url, keep=keep, **given))
        vault.root = root or ROOT
        accounts = vault.with_people(people)
        nodes = [_node(vault, number) for number in range(NODES)]
        workers = [_worker(vault, number) for number in range(WORKERS)]
        for node in nodes:
            node.root = vault.root
            ending.callback(node.kill)
        for worker in workers:
            worker.root = vault.root
            ending.callback(worker.kill)

        balancer = Balancer(nodes, folder)
        ending.callback(balancer.program.kill)
        balancer.program.start()
        yield World(vault, accounts, databases, pooler, nodes, workers, balancer, root, bucket)


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
