"""`serve` and `worker` as an owner runs them, with METRICS_ADDRESS and without."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from insightvault.fake_model_server import ModelServer, Reply
from insightvault.metrics.queues import QUEUES
from insightvault.metrics.requests import LEFT, METHODS, NOWHERE, OTHER, STATIC
from insightvault.tests.metrics.asking import Program, Samples, text_of, until, value
from insightvault.tests.processes import ROOT, Running, environment, free_port, manage, prepare, served, stop
from insightvault.tests.routes import caught, routes
from insightvault.tests.server.test_serve import connected
from sessions_memory import measures
from sessions_memory.states import Status

# Each of these has a data folder and an SQLite database of its own.
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="not about the tests' database")

TWO_PEOPLE = """
from insightvault.accounts.models import ApiToken, User
for name in ("zebulonia", "quillfeather"):
    print(ApiToken.objects.create_for(User.objects.create_user(name), "marzipanist")[1])
"""
PEOPLE = ("zebulonia", "quillfeather")
WORDS = ("persimmonwood", "kumquatberry", "marmaladish", "tamarillo", "marzipanist")
SPOKEN = {"role": "user", "content": "Where is my kumquatberry?"}, {"role": "assistant", "content": "In the shed."}
# What each label may say; `le` is the bound of a bucket.
CLOSED = {
    "part": {measures.WEB, measures.WORKER},
    "method": {*METHODS, OTHER},
    "route": {STATIC, NOWHERE, *(route.replace("^", "") for route in (*routes(), *caught()))},
    "of": {measures.DATABASE, measures.MODEL},
    "queue": set(QUEUES),
}
CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx", LEFT}


def label_values(samples: Samples, label: str) -> set[str]:
    return {given for _, labels in samples for name, given in labels if name == label}


def use_as(program: Program, address: str) -> None:
    """Asks, follows, searches, imports, and goes where nothing is."""
    session = program.post("/sessions/start", {})
    program.post("/chat/send", {"message": "I planted a persimmonwood, and what is tamarillo?", "session_id": None})
    program.post("/chat/send", {"message": "What did I say about my persimmonwood?"})
    program.get("/memory/search", q="persimmonwood")
    program.send_file("/import", "marmaladish.jsonl", json.dumps({"messages": SPOKEN}))
    program.get(f"/sessions/{session['id']}/interactions")

    for path in ("/persimmonwood/", "/s/987654321/", "/history/?q=persimmonwood", "/setup/marmaladish/"):
        try:
            urllib.request.urlopen(address + path, timeout=60).close()
        except urllib.error.HTTPError as refused:
            refused.close()


def test_what_two_people_did_is_counted_and_nothing_of_them_is_told(tmp_path: Path, model_server: ModelServer) -> None:
    data_dir, port = tmp_path / "data", free_port()
    prepare(data_dir)
    tokens = manage("shell", "-v0", "-c", TWO_PEOPLE, data_dir=data_dir).stdout.split()
    model_server.queue += [Reply(["A ", "tamarillo."]) for _ in range(8)]

    with served(data_dir, METRICS_ADDRESS=f"127.0.0.1:{port}", WEB_WORKERS="2", **connected(model_server)) as running:
        for token in tokens:
            use_as(Program(running.address, token), running.address)

        found = until(port, lambda found: value(found, "answers_total", status="answered") == 4)
        told = text_of(port)
        own_port = urllib.request.Request(f"{running.address}/metrics")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(own_port, timeout=60)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60)

    assert value(found, "processes", part="web") == 2 and value(found, "processes", part="worker") == 1
    assert value(found, "requests_total", method="POST", route="/chat/send", status="2xx") == 4
    assert value(found, "requests_total", method="GET", route="/s/<int:pk>/", status="3xx") == 2
    assert value(found, "requests_total", method="GET", route="none", status="4xx") == 2
    assert value(found, "first_token_seconds_count") == 4
    assert (value(found, "recall_seconds_count") or 0) >= 6
    assert value(found, "answers_running") == 0 and value(found, "database_up") == 1
    assert {(name, queue) for name, queue in CLOSED.items() if not label_values(found, name) <= queue} == set()
    assert label_values(found, "status") <= {*CLASSES, *Status.values}
    labels = {name for _, given in found for name, _ in given}
    assert labels == {*CLOSED, "status", "le"}
    assert [word for word in (*WORDS, *PEOPLE, "987654321") if word in told.lower()] == []


def test_an_answer_is_counted_while_it_runs_and_a_killed_process_no_longer(
    tmp_path: Path, model_server: ModelServer
) -> None:
    data_dir, port = tmp_path / "data", free_port()
    prepare(data_dir)
    token = manage("shell", "-v0", "-c", TWO_PEOPLE, data_dir=data_dir).stdout.split()[0]
    model_server.queue.append(Reply(hang_after=1))

    with served(data_dir, METRICS_ADDRESS=f"127.0.0.1:{port}", **connected(model_server)) as running:
        body = json.dumps({"message": "How does it end?"}).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        asked = urllib.request.Request(f"{running.address}/chat/stream", data=body, headers=headers)

        with urllib.request.urlopen(asked, timeout=60):
            until(port, lambda found: value(found, "answers_running") == 1)
            os.kill(writing(running), signal.SIGKILL)
            until(port, lambda found: value(found, "answers_running") == 0)

        # What it had counted is still in the sums, and gunicorn has begun another one.
        found = until(port, lambda found: value(found, "processes", part="web") == 1)
        assert value(found, "requests_total", method="GET", route="/readyz", status="2xx") == 1
        assert value(found, "requests_total", method="POST", route="/chat/stream", status="2xx") is None


def writing(running: Running) -> int:
    """The process of gunicorn that answers: the only one that is a child's child."""
    [answering] = [pid for child in children(running.process.pid) for pid in children(child)]
    return answering


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in children(pid):
        yield from family(child)


def listening_ports(pids: Iterator[int]) -> set[int]:
    sockets = set()
    for pid in pids:
        for file in Path(f"/proc/{pid}/fd").iterdir():
            sockets |= set(re.findall(r"socket:\[(\d+)\]", str(file.readlink())))

    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and row[9] in sockets}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_off_nothing_listens_and_nothing_is_kept(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    with served(tmp_path / "data") as running:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{running.address}/metrics", timeout=60)

        assert listening_ports(family(running.process.pid)) == {int(running.address.rpartition(":")[2])}
        assert len(children(running.process.pid)) == 2

    assert not (tmp_path / "data" / "metrics").exists()


def test_off_the_library_is_not_even_loaded(tmp_path: Path) -> None:
    load = "import insightvault.asgi, insightvault.urls, chat.worker, insightvault.accounts.management.commands.serve\n"
    names = "import sys; print([name for name in sys.modules if 'prometheus' in name])"
    assert manage("shell", "-v0", "-c", load + names, data_dir=tmp_path / "data").stdout.strip() == "[]"


def test_a_worker_alone_tells_its_own(tmp_path: Path) -> None:
    data_dir, port = tmp_path / "data", free_port()
    prepare(data_dir)
    given = environment(data_dir, METRICS_ADDRESS=f"127.0.0.1:{port}")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"], cwd=ROOT, env=given, stdin=subprocess.DEVNULL, text=True
    )

    try:
        found = until(port, lambda found: value(found, "processes", part="worker") == 1)
        assert value(found, "processes", part="web") is None
    finally:
        assert stop(process, signal.SIGTERM) == 0


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_an_address_that_is_taken_is_told_in_a_sentence(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        given = {"METRICS_ADDRESS": f"127.0.0.1:{port}", "PORT": str(free_port())}
        done = manage(command, data_dir=tmp_path, **given)

    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"METRICS_ADDRESS, 127.0.0.1 with port {port}, can't be listened on (Address already in use)." in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("9109", "METRICS_ADDRESS is '9109': write an address and a port, such as 127.0.0.1:9109."),
        ("127.0.0.1:8123", "METRICS_ADDRESS has the port of the pages, 8123: choose another one for it."),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_by_name(tmp_path: Path, given: str, told: str) -> None:
    done = manage("serve", data_dir=tmp_path, METRICS_ADDRESS=given, PORT="8123")
    assert done.returncode == 1 and told in done.stderr
