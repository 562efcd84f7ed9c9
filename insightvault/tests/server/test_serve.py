"""`manage.py serve` as an owner runs it: prepared, reachable, and stopped without losing an answer."""

import contextlib
import re
import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.processes import ended, manage, prepare, served, stop

# Each of these has a data folder and an SQLite database of its own.
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="not about the tests' database")

ASK = """
from insightvault.accounts.models import User
from sessions_memory import lifecycle
ann = User.objects.create_user("ann")
lifecycle.store_question(ann, "How does it end?")
"""
WORDS, BEFORE_THE_END = 20, 10
# gunicorn's own setting.
GRACEFUL_SECONDS = 30
# Only a process that hangs takes so long.
LONGEST_SECONDS = 120


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as response:
        return str(response.read().decode())


def read_row(data_dir: Path) -> tuple[str, str]:
    """Status and answer of the only question."""
    with contextlib.closing(sqlite3.connect(data_dir / "insightvault.sqlite3", timeout=20)) as database:
        return tuple(database.execute("SELECT status, ai_response FROM user_interactions").fetchone())


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def connected(model_server: ModelServer) -> dict[str, str]:
    return {"OPENAI_BASE_URL": model_server.base_url, "CHAT_MODEL": model_server.models[0]}


def test_a_new_machine_is_served_and_shown_the_way_in(tmp_path: Path) -> None:
    with served(tmp_path / "data") as running:
        link = re.search(rf"{running.address}/setup/\S+/", running.log.read_text())
        assert link and "<form" in fetch(link[0])
        style = re.search(r'href="(/static/[^"]+\.css)"', fetch(link[0]))
        assert style and fetch(running.address + style[1])
        assert stop(running.process) == 0


@pytest.mark.once
def test_with_people_in_it_no_set_up_link_is_shown(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    prepare(data_dir)
    manage("shell", "-v0", "-c", ASK, data_dir=data_dir)

    with served(data_dir) as running:
        log = running.log.read_text()

    assert f"InsightVault is at {running.address}/" in log and "/setup/" not in log
    assert not (data_dir / "setup_token").exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("patience_seconds", "status", "words"), [("100", "answered", WORDS), ("1", "interrupted", BEFORE_THE_END)]
)
def test_ctrl_c_keeps_the_answer_that_is_being_written(
    tmp_path: Path, model_server: ModelServer, patience_seconds: str, status: str, words: int
) -> None:
    data_dir, permits = tmp_path / "data", threading.Semaphore(BEFORE_THE_END)
    prepare(data_dir)
    model_server.queue.append(Reply.words(WORDS, permits=permits))
    settings = {**connected(model_server), "SHUTDOWN_SECONDS": patience_seconds}

    with served(data_dir, **settings) as running:
        assert manage("shell", "-v0", "-c", ASK, data_dir=data_dir).returncode == 0
        until(lambda: len(read_row(data_dir)[1].split()) == BEFORE_THE_END)
        running.process.send_signal(signal.SIGINT)
        until(lambda: "waiting for 1 answers" in running.log.read_text())

        if status == "answered":
            permits.release(WORDS)
        assert ended(running.process) == 0

    found, answer = read_row(data_dir)
    assert (found, len(answer.split())) == (status, words), answer


@pytest.mark.once
def test_connections_without_a_request_do_not_hold_up_the_end(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    with served(tmp_path / "data") as running:
        address = ("127.0.0.1", int(running.address.rpartition(":")[2]))
        idle, half = socket.create_connection(address), socket.create_connection(address)

        with idle, half:
            half.sendall(b"GET / HT")
            since = time.monotonic()
            assert stop(running.process) == 0

    # gunicorn itself would wait so long for them.
    assert time.monotonic() - since < GRACEFUL_SECONDS


@pytest.mark.once
def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = manage("serve", data_dir=tmp_path, PORT=str(port))

    assert done.returncode == 1
    assert f"Port {port} is taken by another program." in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.once
def test_the_second_start_finds_everything_prepared(tmp_path: Path) -> None:
    with served(tmp_path / "data") as running:
        assert "collecting the static files" in running.log.read_text()

    with served(tmp_path / "data") as running:
        log = running.log.read_text()

    assert "collecting" not in log and "up to date" not in log
