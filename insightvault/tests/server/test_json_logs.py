"""LOG_FORMAT=json: each line is one object that a collector reads, and holds no more than a plain line would."""

import io
import json
import logging
import os
import re
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from insightvault.server.logs import FIELD_MAX_CHARS, JsonLine
from insightvault.server.request_ids import id_of, request_id
from insightvault.tests.processes import manage, prepare, served
from insightvault.tests.server.test_logs import ROW, TOKEN, WORDS, raise_row
from insightvault.tests.server.test_serve import until

FIELDS = {"time", "level", "logger", "message", "request", "exception"}
# The worker finishes it, and says so.
DELETE = """
from insightvault.accounts.models import User
from sessions_memory.models import Deletion
from sessions_memory.states import Scope
Deletion.objects.create(user=User.objects.create_user("ann"), scope=Scope.ALL)
"""
PROXY_S_ID = "0123456789abcdef" * 2


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    out, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLine())
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_error_is_one_object_with_its_place_and_without_its_words(lines: io.StringIO) -> None:
    token = request_id.set("a" * 32)
    try:
        raise_row()
    except Exception as error:
        logging.getLogger("some.library").exception("refused %s\nforged: %s", f"Bearer {TOKEN}", error)
    finally:
        request_id.reset(token)

    [told] = objects(lines.getvalue())
    assert set(told) == FIELDS and told["request"] == "a" * 32
    assert (told["level"], told["logger"]) == ("ERROR", "some.library")
    assert datetime.fromisoformat(told["time"]).utcoffset() == timedelta(0)
    assert "IntegrityError at" in told["exception"] and "test_logs.py" in told["exception"]
    assert ROW not in lines.getvalue() and TOKEN not in lines.getvalue()


def test_no_field_is_without_a_bound(lines: io.StringIO) -> None:
    def fall(depth: int) -> None:
        if depth == 0:
            raise_row()
        # Two that call each other, whose places the traceback can't fold into one.
        (lambda: fall(depth - 1))()

    try:
        fall(200)
    except Exception:
        logging.getLogger("some.library").exception("x" * 3 * FIELD_MAX_CHARS)

    [told] = objects(lines.getvalue())
    assert len(told["message"]) == len(told["exception"]) == FIELD_MAX_CHARS


def test_a_line_of_no_request_names_none(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("something")
    assert set(objects(lines.getvalue())[0]) == {"time", "level", "logger", "message"}


def test_half_a_sign_is_written_as_its_number() -> None:
    # Not logged: pytest's processes can't send such a line to each other.
    record = logging.makeLogRecord({"msg": "half: \ud83d", "name": "some.library", "levelname": "WARNING"})
    assert json.loads(JsonLine().format(record).encode())["message"] == "half: \ud83d"


@pytest.mark.parametrize(
    ("behind_tls", "given", "is_taken"),
    [
        (True, PROXY_S_ID, True),
        (True, "01234567-89ab-cdef-0123-456789abcdef", True),
        (True, WORDS, False),
        (True, PROXY_S_ID + "0", False),
        (False, PROXY_S_ID, False),
    ],
)
def test_only_a_proxy_s_id_is_taken(settings: Settings, behind_tls: bool, given: str, is_taken: bool) -> None:
    settings.BEHIND_TLS = behind_tls
    found = id_of({"headers": [(b"x-request-id", given.encode())]})
    assert (found == given) is is_taken and re.fullmatch("[0-9a-f-]{32,36}", found)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="not about the tests' database")
def test_all_that_web_and_worker_say_are_objects(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    prepare(data_dir)
    assert manage("shell", "-v0", "-c", DELETE, data_dir=data_dir).returncode == 0

    with served(data_dir, LOG_FORMAT="json") as running:
        until(lambda: "are deleted" in running.log.read_text())
        asked = urllib.request.Request(f"{running.address}/history/?q={WORDS}", headers={"Host": f"{WORDS}.invalid"})
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(asked, timeout=60)
        until(lambda: "DisallowedHost" in running.log.read_text())
        os.kill(running.process.pid, signal.SIGINT)
        running.process.wait(60)

    plain, *told = [line for line in running.log.read_text().splitlines() if line]
    assert plain.startswith("InsightVault is at ")
    found = {one["logger"]: one for one in map(json.loads, told)}
    assert {"gunicorn.error", "sessions_memory.deletion.jobs", "insightvault.server.supervisor"} <= set(found)
    refused = found["django.security.DisallowedHost"]
    assert len(refused["request"]) == 32 and f"?q={WORDS}" not in refused["message"]
    assert "request" not in found["sessions_memory.deletion.jobs"]
