"""The supervisor, with parts that are a few lines each, in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from insightvault.tests.processes import ROOT

Start = Callable[..., subprocess.Popen[bytes]]
# Only a process that hangs takes so long.
LONGEST_SECONDS = 120

PARTS = """
import os, signal, sys, time
from pathlib import Path
from insightvault.server import supervisor
from insightvault.server.supervisor import Service, supervise

supervisor.RESTART_SECONDS = (0.05, 0.1)
folder, supervisor.IMPATIENT_AFTER_SECONDS = Path(sys.argv[1]), float(sys.argv[2])

def note(name, text=""):
    with (folder / name).open("a") as file:
        file.write(f"{os.getpid()} {text}\\n")

def patient():
    def leave(number, frame):
        note("left", signal.Signals(number).name)
        sys.exit(0)
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    note("patient")
    while True:
        time.sleep(10)

def deaf():
    signal.signal(signal.SIGTERM, lambda number, frame: note("heard"))
    note("deaf")
    while True:
        time.sleep(10)

def brief():
    note("brief")

def broken():
    note("broken")
    raise RuntimeError("broken on purpose")
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a supervisor of these parts; none outlives the test."""
    started = []

    def start(parts: str, *, impatient_after_seconds: float = 0.5) -> subprocess.Popen[bytes]:
        code = f"{PARTS}\nsys.exit(supervise([{parts}]))"
        # A group of its own: a signal to it is what a terminal's Ctrl-C is.
        command = [sys.executable, "-c", code, str(tmp_path), str(impatient_after_seconds)]
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        started.append(process)

        return process

    yield start
    for process in started:
        process.kill()
        process.wait()

    for pid in {line.split()[0] for file in tmp_path.iterdir() for line in file.read_text().splitlines()}:
        if is_running(pid) and str(tmp_path) in Path(f"/proc/{pid}/cmdline").read_text():
            os.kill(int(pid), signal.SIGKILL)


def notes(folder: Path, name: str, count: int = 1) -> list[str]:
    """The lines that a part has noted, once there are `count` of them."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        lines = (folder / name).read_text().splitlines() if (folder / name).exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.02)

    raise AssertionError(f"{name} has not noted {count} lines")


def is_running(pid: str) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_ctrl_c_reaches_each_part_once_and_as_sigterm(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', patient, is_essential=True), Service('worker', patient)")
    notes(tmp_path, "patient", 2)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(LONGEST_SECONDS) == 0
    assert [line.split()[1] for line in notes(tmp_path, "left", 2)] == ["SIGTERM", "SIGTERM"]


def test_sigint_is_heard_in_a_background_job_of_a_script(start: Start, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = start("Service('web', patient, is_essential=True)")
    finally:
        signal.signal(signal.SIGINT, before)

    notes(tmp_path, "patient")
    process.send_signal(signal.SIGINT)
    assert process.wait(LONGEST_SECONDS) == 0


def test_a_part_that_ends_is_started_again(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', patient, is_essential=True), Service('worker', brief)")
    assert len(set(notes(tmp_path, "brief", 3))) == 3
    process.terminate()
    assert process.wait(LONGEST_SECONDS) == 0


def test_a_killed_part_is_started_again(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', patient, is_essential=True), Service('worker', deaf)")
    os.kill(int(notes(tmp_path, "deaf")[0]), signal.SIGKILL)
    notes(tmp_path, "deaf", 2)
    process.terminate()
    notes(tmp_path, "heard")

    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(LONGEST_SECONDS) == 1


def test_the_end_of_the_essential_part_ends_all_and_is_told(start: Start) -> None:
    process = start("Service('worker', patient), Service('web', broken, is_essential=True)")
    assert process.wait(LONGEST_SECONDS) == 1


def test_a_second_ctrl_c_kills_what_does_not_stop(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', deaf, is_essential=True)")
    notes(tmp_path, "deaf")
    process.send_signal(signal.SIGINT)
    notes(tmp_path, "heard")
    time.sleep(1)

    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(LONGEST_SECONDS) == 1


def test_one_key_press_that_arrives_twice_is_one(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', patient, is_essential=True)", impatient_after_seconds=LONGEST_SECONDS)
    notes(tmp_path, "patient")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    assert process.wait(LONGEST_SECONDS) == 0

    assert len(notes(tmp_path, "left")) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a child that its parent died")
def test_nothing_outlives_a_killed_supervisor(start: Start, tmp_path: Path) -> None:
    process = start("Service('web', patient, is_essential=True)")
    pid = notes(tmp_path, "patient")[0].split()[0]
    process.kill()
    process.wait(LONGEST_SECONDS)
    assert "SIGTERM" in notes(tmp_path, "left")[0]

    deadline = time.monotonic() + LONGEST_SECONDS
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not is_running(pid)
