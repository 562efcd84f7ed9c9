"""`python -m insightvault.tests.pooled [TESTS…]`: tests on PostgreSQL through PgBouncer in transaction mode.

What such a pooler forbids is bound to one connection: a cursor or a lock that outlives its transaction, a setting, a
prepared statement. Without names it runs what comes near that, and what every turn does; the whole of it, by hand:
`python -m insightvault.tests.pooled -m "database or postgres" chat sessions_memory insightvault`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.services.pgbouncer import Pgbouncer
from insightvault.benchmarks.services.program import own_folder

URL = "TEST_DATABASE_URL"
TESTS = (
    # The lock on migrations, and statements as they are made.
    "insightvault/tests/server/test_one_migrates.py",
    "sessions_memory/tests/database",
    # Claims, locks of rows and what several processes do at once.
    "sessions_memory/tests/test_claims.py",
    "chat/tests/test_live.py",
    # Jobs of the worker, with long transactions and lists.
    "sessions_memory/tests/deletion/test_forgetting.py",
    "sessions_memory/tests/growth/keeping/test_refreshing.py",
)


def main(arguments: Sequence[str]) -> int:
    server_url = os.environ.get(URL, "")
    if not server_url:
        raise CannotRun(f"{URL} names no PostgreSQL.")

    # Databases of its own: what PgBouncer holds open can't be dropped by who goes through it.
    name = urlsplit(server_url).path.strip("/") + "_pooled"
    url = urlsplit(server_url)._replace(path=f"/{name}").geturl()
    with own_folder() as folder:
        pgbouncer = Pgbouncer(url, folder)
        pgbouncer.program.start()
        _on_server(server_url, _make, name)
        try:
            return _pytest(pgbouncer.url, arguments)
        finally:
            pgbouncer.program.kill()
            _on_server(server_url, _drop, name, f"test_{name}")


def _pytest(url: str, arguments: Sequence[str]) -> int:
    is_chosen = any(Path(one.partition("::")[0]).exists() for one in arguments)
    chosen = list(arguments) if is_chosen else [*arguments, *TESTS]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--create-db", "--reuse-db", *chosen],
        env={**os.environ, URL: url, "TEST_DATABASE_POOLED": "True"},
        check=False,
    ).returncode


def _on_server(server_url: str, work: Callable[..., None], *names: str) -> None:
    """Past PgBouncer."""
    with psycopg.connect(urlsplit(server_url)._replace(scheme="postgresql").geturl(), autocommit=True) as connection:
        for name in names:
            work(connection, name)


def _make(connection: psycopg.Connection, name: str) -> None:
    """From it benchmarks make databases of their own."""
    _drop(connection, name)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _drop(connection: psycopg.Connection, begin: str) -> None:
    """Those of all processes of a run."""
    for (name,) in connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [begin]):
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotRun as error:
        sys.exit(str(error))
