"""PostgreSQL as many nodes need it: a primary, and a standby that has all that was committed.

A commit waits for the standby (`synchronous_standby_names`), so that nothing that a person was told is saved is lost
when the standby takes over. Here no commit waits for the disk: processes are killed, never the machine.
"""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import free_port
from insightvault.benchmarks.services import program
from insightvault.benchmarks.services.program import Program, found

ROLE = "insightvault"
PACKAGE = "postgresql-15"
READY_SECONDS = 30
LOOK_EVERY_SECONDS = 0.1
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "wal_receiver_status_interval": "1s",
}
# A node that stands still in a transaction would hold its locks until it goes on.
LET_GO = "15s"


class Postgres:
    def __init__(self, folder: Path, number: int) -> None:
        self.data, self.port = folder / f"postgres-{number}", free_port()
        options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [found("postgres", PACKAGE), "-D", self.data, "-p", str(self.port), *options]
        self.program = Program(command, self.port, folder)

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        initdb = [found("initdb", PACKAGE), "-D", str(self.data), "-U", ROLE, "-A", "trust", "-E", "UTF8"]
        program.run([*initdb, "--locale=C.UTF-8", "--no-sync"], self.program.folder)
        self.start()
        self.tell(f"ALTER ROLE {ROLE} SET idle_in_transaction_session_timeout = '{LET_GO}'")

    def copy_of(self, primary: "Postgres") -> None:
        """Made while that one serves, and following it from then on."""
        base = [found("pg_basebackup", PACKAGE), "-D", str(self.data), "-d", primary.url, "-R", "-X", "stream"]
        program.run([*base, "-c", "fast", "--no-sync"], self.program.folder)
        self.start()

    def start(self) -> None:
        self.program.start()
        until(lambda: self.ask("SELECT 1"))

    def tell(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def ask(self, query: str) -> Any:
        """The value; None while the server does not answer."""
        with contextlib.suppress(psycopg.Error), psycopg.connect(self.url, connect_timeout=5) as connection:
            row = connection.execute(query).fetchone()
            return row and row[0]

        return None


class Pair:
    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self.primary = self._next()
        self.standby: Postgres | None = None

    def make(self) -> None:
        self.primary.make()
        self.add_standby()

    def add_standby(self) -> None:
        """From when it follows on, each commit waits for it."""
        self.standby = self._next()
        self.standby.copy_of(self.primary)
        until(lambda: self.primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"))
        self._wait_for("*")

    def promote(self) -> None:
        """The standby is the primary now. Alone, its commits wait for nobody."""
        assert self.standby
        self.primary, self.standby = self.standby, None
        self.primary.tell("SELECT pg_promote()")
        self._wait_for("")

    def kill(self) -> None:
        for one in filter(None, (self.primary, self.standby)):
            one.program.kill()

    def _wait_for(self, names: str) -> None:
        self.primary.tell(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.primary.tell("SELECT pg_reload_conf()")

    def _next(self) -> Postgres:
        self._made += 1
        return Postgres(self._folder, self._made)


@contextlib.contextmanager
def own_databases(folder: Path) -> Iterator[Pair]:
    pair = Pair(folder)
    try:
        pair.make()
        yield pair
    finally:
        pair.kill()


def until(is_so: Any) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise CannotRun(f"PostgreSQL was not ready after {READY_SECONDS} s.")
        time.sleep(LOOK_EVERY_SECONDS)
