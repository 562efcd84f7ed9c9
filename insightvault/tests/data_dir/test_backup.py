"""A backup is taken while answers are written, and gives back all that was there."""

import contextlib
import sqlite3
import tarfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.data_dir.backup import BackupFailed, write_backup
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.processes import manage, prepare, served
from sessions_memory import lifecycle

# Only a process that hangs takes so long.
LONGEST_SECONDS = 180
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's own copy")


@pytest.fixture
def data_dir(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a key and an imported file in it, and no key in the environment."""
    monkeypatch.delenv("SECRET_KEY")
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "files").mkdir(parents=True)
    (settings.DATA_DIR / "files/export.zip").write_bytes(b"zip")
    (settings.DATA_DIR / "static").mkdir()

    (settings.DATA_DIR / "secret_key").write_text("the key")
    return tmp_path / "data"


ASK = """
from insightvault.accounts.models import User
from sessions_memory import lifecycle
for name in ("ann", "bob", "eve"):
    lifecycle.store_question(User.objects.create_user(name), "How does it end?")
"""


def rows_when(folder: Path, is_so: Callable[[list[tuple[str, str]]], bool]) -> list[tuple[str, str]]:
    """Status and answer of each question, once they are so."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        with contextlib.closing(sqlite3.connect(folder / "insightvault.sqlite3", timeout=20)) as database:
            rows = database.execute("SELECT status, ai_response FROM user_interactions ORDER BY id").fetchall()
        if is_so(rows):
            return rows
        time.sleep(0.1)

    raise AssertionError(f"still {rows}")


def unpacked(archive: Path, to: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="data")

    return to


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_unpacks_to_a_data_folder(ann: User, data_dir: Path, tmp_path: Path) -> None:
    lifecycle.store_interaction(lifecycle.start_session(ann), "Where is the key?", "Under the mat.")
    write_backup(tmp_path / "vault.tar.gz")
    restored = unpacked(tmp_path / "vault.tar.gz", tmp_path / "restored")
    assert {path.name for path in restored.iterdir()} == {"insightvault.sqlite3", "secret_key", "files"}
    assert (restored / "secret_key").read_text() == "the key"

    assert (restored / "files/export.zip").read_bytes() == b"zip"
    with sqlite3.connect(restored / "insightvault.sqlite3") as database:
        rows = database.execute("SELECT user_question, ai_response FROM user_interactions").fetchall()

    assert rows == [("Where is the key?", "Under the mat.")]


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_taken_during_writes_is_one_moment(ann: User, data_dir: Path, tmp_path: Path) -> None:
    session, enough, over = lifecycle.start_session(ann), threading.Event(), threading.Event()

    def write() -> None:
        while not over.is_set():
            lifecycle.store_interaction(session, "Q", "A" * 2000)
            enough.set()

        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(LONGEST_SECONDS)
    write_backup(tmp_path / "vault.tar.gz")
    over.set()

    writer.join(LONGEST_SECONDS)
    restored = unpacked(tmp_path / "vault.tar.gz", tmp_path / "restored")

    with sqlite3.connect(restored / "insightvault.sqlite3") as database:
        counted, rows = database.execute(
            "SELECT interaction_count, (SELECT count(*) FROM user_interactions) FROM user_sessions"
        ).fetchone()

    assert counted == rows > 0


@only_sqlite
@pytest.mark.once
def test_a_backup_taken_while_answers_stream_restores(tmp_path: Path, model_server: ModelServer) -> None:
    reply, half = Reply.words(80), 40
    held = [threading.Semaphore(half) for _ in range(3)]
    model_server.queue.extend(replace(reply, permits=permits) for permits in held)
    data_dir, target = tmp_path / "data", tmp_path / "vault.tar.gz"
    settings = {"OPENAI_BASE_URL": model_server.base_url, "CHAT_MODEL": model_server.models[0]}
    prepare(data_dir)

    with served(data_dir, **settings, MODEL_BETWEEN_TOKENS_SECONDS=str(LONGEST_SECONDS)):
        assert manage("shell", "-v0", "-c", ASK, data_dir=data_dir).returncode == 0
        rows_when(data_dir, lambda rows: [len(answer.split()) for _, answer in rows] == [half] * 3)
        assert manage("backup", str(target), data_dir=data_dir).returncode == 0

        for permits in held:
            permits.release(len(reply.pieces))
        rows_when(data_dir, lambda rows: rows == [("answered", reply.text)] * 3)

    restored = unpacked(target, tmp_path / "restored")
    kept = rows_when(restored, bool)
    assert [status for status, _ in kept] == ["answering"] * 3

    with served(restored, **settings):
        ended = rows_when(restored, lambda rows: all(status == "interrupted" for status, _ in rows))

    assert [answer for _, answer in ended] == [answer for _, answer in kept]
    assert all(answer and reply.text.startswith(answer) for _, answer in kept)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_is_dumped_for_pg_restore(ann: User, data_dir: Path, tmp_path: Path) -> None:
    write_backup(tmp_path / "vault.tar.gz")
    restored = unpacked(tmp_path / "vault.tar.gz", tmp_path / "restored")
    assert (restored / "database.dump").read_bytes().startswith(b"PGDMP")


@pytest.mark.django_db(transaction=True)
def test_only_its_owner_may_read_a_backup(data_dir: Path, tmp_path: Path) -> None:
    write_backup(tmp_path / "vault.tar.gz")
    assert (tmp_path / "vault.tar.gz").stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.iterdir()} == {"data", "vault.tar.gz"}


def test_a_backup_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "vault.tar.gz").write_text("older")
    with pytest.raises(BackupFailed, match="is there already"):
        write_backup(tmp_path / "vault.tar.gz")

    assert (tmp_path / "vault.tar.gz").read_text() == "older"


def test_the_command_tells_what_is_wrong_in_a_sentence(tmp_path: Path) -> None:
    done = manage("backup", str(tmp_path / "none/vault.tar.gz"), data_dir=tmp_path / "data")
    assert done.returncode == 1
    assert "can't be written (No such file or directory)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_of_the_environment_is_not_in_it_and_the_command_says_so(tmp_path: Path) -> None:
    target = tmp_path / "vault.tar.gz"
    done = manage("backup", str(target), data_dir=tmp_path / "data", SECRET_KEY="k" * 50)
    assert "SECRET_KEY comes from the environment" in done.stdout

    with tarfile.open(target) as tar:
        assert tar.getnames() == ["insightvault.sqlite3"]
