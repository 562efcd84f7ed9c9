"""Everything a vault holds, in one file, taken while it runs.

The archive is laid out as DATA_DIR is, so that unpacking it there restores it:
the database, the secret key if it is kept there, and the files of imports.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from psycopg.conninfo import make_conninfo

SQLITE_NAME = "insightvault.sqlite3"
POSTGRESQL_NAME = "database.dump"
KEY_NAME = "secret_key"
FILES_NAME = "files"
# The parts of the connection that pg_dump takes; the environment carries the password, where `ps` can't see it.
CONNECTION_WORDS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "options")


class BackupFailed(Exception):
    """One sentence and what to do; no file is left behind."""


def write_backup(target: Path) -> int:
    """Writes the archive (tar, compressed) to `target`, which appears only when it is whole; its size in bytes."""
    if target.exists():
        raise BackupFailed(f"{target} is there already. Choose another name: a backup never replaces another.")

    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            archive = Path(folder) / "archive"
            with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
                tar.add(_copy_of_database(Path(folder)), arcname=_database_name())
                for path in _kept_beside_the_database():
                    # An upload whose import ends meanwhile is deleted, and isn't missed.
                    with contextlib.suppress(FileNotFoundError):
                        tar.add(path, arcname=str(path.relative_to(settings.DATA_DIR)), recursive=False)

            # It holds every conversation and the key.
            archive.chmod(0o600)
            archive.rename(target)
    except OSError as error:
        raise BackupFailed(
            f"{target} can't be written ({error.strerror}). Choose a folder with room for it."
        ) from error

    return target.stat().st_size


def are_files_inside() -> bool:
    """Whether it holds uploads and attached files; else they lie in a bucket."""
    return not settings.S3_BUCKET


def is_key_inside() -> bool:
    """Whether the archive holds the secret key; else it comes from the environment and is kept there."""
    return not os.environ.get("SECRET_KEY") and not os.environ.get("SECRET_KEY_FILE")


def _kept_beside_the_database() -> list[Path]:
    # The collected static files are made anew by the next start.
    files, key = settings.DATA_DIR / FILES_NAME, settings.DATA_DIR / KEY_NAME
    paths = [files, *sorted(files.rglob("*")), *([key] if is_key_inside() else [])]
    return [path for path in paths if path.exists()]


def _database_name() -> str:
    return POSTGRESQL_NAME if connection.vendor == "postgresql" else SQLITE_NAME


def _copy_of_database(folder: Path) -> Path:
    copy = folder / _database_name()
    if connection.vendor == "postgresql":
        _dump_postgresql(copy)
    else:
        _copy_sqlite(copy)

    return copy


def _copy_sqlite(copy: Path) -> None:
    """SQLite's online backup: one consistent moment, while others go on writing."""
    try:
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(copy)) as there:
            # All pages in one step: in smaller ones, each write of another process would begin it anew.
            connection.connection.backup(there, pages=-1)
            verdict = there.execute("PRAGMA quick_check").fetchone()[0]
    except (sqlite3.Error, DatabaseError) as error:
        raise BackupFailed(f"The database can't be copied: {error}.") from error

    if verdict != "ok":
        raise BackupFailed(f"The database is damaged: {verdict}. Keep older backups, and see SQLite's `.recover`.")


def _dump_postgresql(copy: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is not on the PATH. Install PostgreSQL's client: apt install postgresql-client")

    params = connection.get_connection_params()
    done = subprocess.run(  # noqa: S603 (no shell, and our own settings)
        [program, "--format=custom", "--no-owner", f"--file={copy}", f"--dbname={_conninfo(params)}"],
        env={**os.environ, "PGPASSWORD": str(params.get("password") or "")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    if done.returncode:
        why = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise BackupFailed(f"pg_dump failed: {why[0]}")


def _conninfo(params: dict[str, Any]) -> str:
    return make_conninfo(**{word: params[word] for word in CONNECTION_WORDS if params.get(word)})
