"""What the vault tells a listener of its work, and what is kept of processes that ended."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from prometheus_client import CollectorRegistry

from chat.tests.test_answering import answer
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.metrics import exposing
from insightvault.metrics.exposing import Processes, Server
from insightvault.tests.metrics.asking import Samples, value
from insightvault.tests.processes import ROOT
from sessions_memory import measures
from sessions_memory.database.threads import DatabaseThread
from sessions_memory.states import Status

# Beyond all that Linux gives.
NO_PID = 2**22 + 7
COUNT = """
from insightvault.metrics.recording import ANSWERS, ANSWERS_RUNNING
ANSWERS.labels("answered").inc(3)
ANSWERS_RUNNING.set(2)
"""


class Noted(measures.Listener):
    def __init__(self) -> None:
        self.outages: list[str] = []
        self.ended: list[tuple[str, bool]] = []
        self.running: list[int] = []

    def answers_running(self, count: int) -> None:
        self.running.append(count)

    def answer_ended(self, status: str, *, first_token_seconds: float | None) -> None:
        self.ended.append((status, first_token_seconds is not None))

    def outage(self, of: str) -> None:
        self.outages.append(of)


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    noted = Noted()
    monkeypatch.setattr(measures, "listener", noted)
    return noted


@pytest.mark.parametrize(
    ("reply", "status", "has_begun", "outages"),
    [
        (Reply(), Status.ANSWERED, True, []),
        (Reply.words(5, cut_after=2), Status.FAILED, True, [measures.MODEL]),
        (Reply(status=500), Status.FAILED, False, [measures.MODEL]),
        # It was there, and said no.
        (Reply(status=401), Status.FAILED, False, []),
    ],
)
@pytest.mark.usefixtures("answers")
async def test_an_answer_tells_how_it_ended(
    ann: User, model_server: ModelServer, noted: Noted, reply: Reply, status: str, has_begun: bool, outages: list[str]
) -> None:
    model_server.default = reply
    await answer(ann)
    assert (noted.ended, noted.outages) == ([(status, has_begun)], outages)
    assert noted.running == [1, 0]


@pytest.mark.usefixtures("answers")
async def test_no_model_has_no_first_token(ann: User, noted: Noted) -> None:
    await answer(ann)
    assert noted.ended == [(Status.ANSWERED, False)]


@pytest.mark.parametrize(
    ("error", "outages"),
    [(OperationalError, [measures.DATABASE]), (InterfaceError, [measures.DATABASE]), (ValueError, [])],
)
def test_work_that_finds_the_database_away_is_an_outage(
    db: None, noted: Noted, error: type[Exception], outages: list[str]
) -> None:
    def fail() -> None:
        raise error

    thread = DatabaseThread("a-test")
    with pytest.raises(error):
        thread.submit(fail).result(60)
    thread.shutdown()

    assert noted.outages == outages


def counted_by_one_that_ended(folder: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder), "DJANGO_SETTINGS_MODULE": ""}
    subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, check=True)


def sums(processes: Processes) -> Samples:
    samples = [sample for family in processes.collect() for sample in family.samples]
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for one in samples}


def test_of_a_process_that_ended_stays_what_it_counted_and_not_what_it_did(tmp_path: Path) -> None:
    for _ in range(2):
        counted_by_one_that_ended(tmp_path)

    found = sums(Processes(CollectorRegistry(), tmp_path))
    assert value(found, "answers_total", status="answered") == 6
    assert not value(found, "answers_running")


def test_one_that_ends_again_and_again_leaves_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposing, "ENDED_KEPT", 4)
    counted_by_one_that_ended(tmp_path)
    [counted] = tmp_path.glob("counter_*.db")
    for number in range(8):
        (tmp_path / f"counter_{NO_PID + number}.db").write_bytes(counted.read_bytes())

    found = sums(Processes(CollectorRegistry(), tmp_path))
    assert len(list(tmp_path.iterdir())) == 4
    assert value(found, "answers_total", status="answered") == 12


@pytest.fixture
def serving(tmp_path: Path) -> Any:
    with Server(("127.0.0.1", 0), CollectorRegistry()) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def status_at(server: Server, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}", timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.parametrize(
    ("path", "status"), [("/metrics", 200), ("/metrics?name[]=a", 200), ("/", 404), ("/metrics/more", 404)]
)
def test_there_is_one_page(serving: Server, path: str, status: int) -> None:
    assert status_at(serving, path) == status


def test_more_than_some_at_once_are_turned_away(serving: Server) -> None:
    held: list[Callable[[], None]] = []
    while serving._free.acquire(blocking=False):
        held.append(serving._free.release)

    with pytest.raises(OSError, match=r"."):
        status_at(serving, "/metrics")
    for release in held:
        release()

    assert status_at(serving, "/metrics") == 200
