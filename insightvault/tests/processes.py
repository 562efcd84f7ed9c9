"""Runs InsightVault as an owner does, in processes of its own, away from this test's settings and data."""

import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from insightvault.tests.made_once import made_once

ROOT = Path(__file__).resolve().parent.parent.parent
# Only a process that hangs takes so long, however busy the machine is.
START_SECONDS = 300
STOP_SECONDS = 120


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    address: str
    log: Path


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """The test's own environment, already freed of settings, with these ones."""
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    return {**ours, "DJANGO_SETTINGS_MODULE": "insightvault.settings", "DATA_DIR": str(data_dir), **settings}


def manage(*arguments: str, data_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data_dir, **settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


PREPARE = "from insightvault.server import preparation as p; p.prepare_database(); p.prepare_static_files()"


def prepare(data_dir: Path) -> None:
    """Gives `data_dir` the empty database and the static files that a first start makes, in a moment."""
    shutil.copytree(prepared(), data_dir)


@functools.cache
def prepared() -> Path:
    return made_once("prepared", make_prepared)


def make_prepared(folder: Path) -> None:
    done = manage("shell", "-v0", "-c", PREPARE, data_dir=folder)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def served(data_dir: Path, **settings: str) -> Iterator[Running]:
    """A running InsightVault; it is stopped at the end, as by Ctrl-C. `settings`: with PORT, on that one."""
    port = int(settings.pop("PORT", free_port()))
    log = data_dir.parent / f"serve-{port}.log"

    with log.open("w+") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment(data_dir, PORT=str(port), **settings),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )

        running = Running(process, f"http://127.0.0.1:{port}", log)
        try:
            wait_until_ready(running)
            yield running
        finally:
            stop(process)


def wait_until_ready(running: Running) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert running.process.poll() is None, running.log.read_text()
        # Also one that accepts, and is too busy to answer yet.
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{running.address}/readyz", timeout=5).close()
            return
        time.sleep(0.05)

    raise AssertionError(f"not ready after {START_SECONDS} s:\n{running.log.read_text()}")


def stop(process: subprocess.Popen[str], number: signal.Signals = signal.SIGINT) -> int:
    """Its exit status."""
    if process.poll() is None:
        process.send_signal(number)

    return ended(process)


def ended(process: subprocess.Popen[str]) -> int:
    """Its exit status, once it has ended by itself."""
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
