"""A database of the benchmark's own: thrown away afterwards, read without the product's code, and disturbed."""

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

COLUMNS = "id, source_id, status, user_question, ai_response, error"


class CannotRun(Exception):
    """One sentence for the person at the console."""


@dataclass(frozen=True)
class Row:
    """An interaction as the database holds it."""

    id: int
    source_id: str
    status: str
    question: str
    answer: str
    error: str

    @property
    def is_finished(self) -> bool:
        return self.status not in ("pending", "answering")


class Storage(Protocol):
    kind: str
    disturbance: str  # what `disturb` does, for the report
    url: str  # DATABASE_URL of the vault; "" for SQLite in its data folder
    refuses: bool  # whether it answers with errors while disturbed, or makes wait

    def rows(self, marker: str) -> list[Row]:
        """The interactions whose question begins with `marker`. Raises OSError while the database is away."""
        ...

    def disturb(self, seconds: float) -> None: ...


class SqliteStorage:
    kind = "SQLite"
    disturbance = "locked by another program"
    url = ""
    refuses = False

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "insightvault.sqlite3"

    def rows(self, marker: str) -> list[Row]:
        query = f"SELECT {COLUMNS} FROM user_interactions WHERE user_question LIKE ? ORDER BY id"
        try:
            with closing(sqlite3.connect(self.path, timeout=20)) as connection:
                return [Row(*values) for values in connection.execute(query, [f"{marker}%"])]
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def disturb(self, seconds: float) -> None:
        """Nobody else can write meanwhile, as while a backup or another program works on the file."""
        with closing(sqlite3.connect(self.path, timeout=20, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            time.sleep(seconds)
            connection.execute("ROLLBACK")


class PostgresStorage:
    """A database beside the one that DATABASE_URL names, whose role may create databases."""

    kind = "PostgreSQL"
    disturbance = "gone and back"
    refuses = True

    def __init__(self, server_url: str, name: str = "") -> None:
        self.name = name or f"insightvault_benchmark_{secrets.token_hex(4)}"
        self.server_url = urlsplit(server_url)._replace(scheme="postgresql").geturl()
        self.url = urlsplit(server_url)._replace(scheme="postgres", path=f"/{self.name}").geturl()

    def create(self) -> None:
        """Unless it is there already."""
        try:
            self._on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        except psycopg.errors.DuplicateDatabase:
            return
        except psycopg.Error as error:
            first_line = (str(error).splitlines() or [""])[0]
            raise CannotRun(f"No database can be made at DATABASE_URL: {first_line}") from error

    def drop(self) -> None:
        self._on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def rows(self, marker: str) -> list[Row]:
        query = f"SELECT {COLUMNS} FROM user_interactions WHERE user_question LIKE %s ORDER BY id"
        try:
            with psycopg.connect(urlsplit(self.url)._replace(scheme="postgresql").geturl()) as connection:
                return [Row(*values) for values in connection.execute(query, [f"{marker}%"])]
        except psycopg.Error as error:
            raise OSError(str(error)) from error

    def disturb(self, seconds: float) -> None:
        """Looks like a restart to the product, by means that the database's owner has.

        It cuts every connection and refuses new ones until it is over.
        """
        name = sql.Identifier(self.name)
        self._on_server(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))

        try:
            # The product's own: PostgreSQL's vacuuming belongs to a superuser, and an owner may not end it.
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND usename = current_user"
            self._on_server(sql.SQL(cut).format(self.name))
            time.sleep(seconds)
        finally:
            self._on_server(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))

    def _on_server(self, statement: Any) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def own_storage(data_dir: Path, server_url: str, *, keep: bool = False) -> Iterator[Storage]:
    """SQLite in `data_dir`, or a new database on the PostgreSQL that `server_url` names.

    With `keep` it is left, and found again for the same `data_dir`.
    """
    if not server_url.startswith("postgres"):
        yield SqliteStorage(data_dir)
        return

    kept = f"insightvault_benchmark_{blake2b(str(data_dir.resolve()).encode(), digest_size=4).hexdigest()}"
    storage = PostgresStorage(server_url, kept if keep else "")
    storage.create()

    try:
        yield storage
    finally:
        if not keep:
            storage.drop()
