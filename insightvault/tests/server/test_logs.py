"""No log, at any level, holds what somebody wrote or what opens a door, and no line is forged in it."""

import asyncio
import gc
import io
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client
from gunicorn.config import Config

from insightvault.accounts.models import User
from insightvault.asgi import application
from insightvault.server import logs
from insightvault.server.gunicorn_logs import Lines
from insightvault.server.logs import Line
from insightvault.tests.processes import ROOT, manage, prepare
from insightvault.tests.server.test_connections import heard, served
from sessions_memory import lifecycle
from sessions_memory.database.threads import EXECUTORS

WORDS = "marmalade"
ROW = f"Failing row contains ({WORDS})"
TOKEN = "iv_abcdefgh" + "Zq9" * 14
ASKED = f"""
from django.test import Client
client = Client(raise_request_exception=False)
for path in ("/setup/{WORDS}/", "/accounts/reset/MQ/{WORDS}/", "/history/?q={WORDS}", "/memory/?q={WORDS}",
             "/admin/accounts/user/?q={WORDS}", "/memory/search?q={WORDS}",
             "/sessions/%0aFORGED", "/nothing/%0aFORGED"):
    client.get(path, headers={{"authorization": "Bearer {TOKEN}"}})
    client.post(path, headers={{"authorization": "Bearer {TOKEN}"}})
client.get("/setup/{WORDS}/", headers={{"host": "{WORDS}.invalid"}})
strict = Client(enforce_csrf_checks=True)
strict.post("/setup/{WORDS}/")
strict.post("/accounts/reset/MQ/{WORDS}/")
"""


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The lines of the root logger, at its most talkative."""
    out, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Line("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def raise_row(*_: Any) -> None:
    try:
        raise ValueError(ROW)
    except ValueError as error:
        raise IntegrityError(ROW) from error


def refuse_rows(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
    if sql.startswith("SELECT") and '"user_question"' in sql:
        raise_row()
    return execute(sql, *given)


@pytest.mark.django_db(transaction=True)
async def test_a_download_that_breaks_in_the_middle_quotes_no_row(
    ann: User, as_ann: Client, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    await asyncio.to_thread(lambda: lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Q", "A"))
    for executor in EXECUTORS:
        executor.submit(lambda: connection.execute_wrappers.append(refuse_rows)).result()

    try:
        said = await asked(f"GET /export HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie(as_ann)}\r\n\r\n")
    finally:
        for executor in EXECUTORS:
            executor.submit(lambda: connection.execute_wrappers.clear()).result()

    log = capfd.readouterr().err + lines.getvalue()
    # Django answers what fails before the answer has begun; this one was cut.
    assert not said.endswith(b"0\r\n\r\n")
    assert "IntegrityError" in log and "Error in ASGI application" in log
    assert WORDS not in log and "Failing row" not in log


async def asked(request: str) -> bytes:
    """The answer, with gunicorn's log as it is in earnest."""
    async with served(application) as here:
        here.worker.log = Lines(Config())
        line = await here.line()
        line[1].write(request.encode())
        return await heard(line)


def cookie(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


async def test_a_task_that_nobody_waits_for_quotes_nothing(lines: io.StringIO) -> None:
    async def fail() -> None:
        raise_row()

    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
    gc.collect()
    assert "never retrieved" in lines.getvalue() and "IntegrityError" in lines.getvalue()
    assert WORDS not in lines.getvalue()


def test_what_ends_a_thread_quotes_nothing(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = ((threading, "excepthook"), (sys, "excepthook"), (sys, "unraisablehook"), (logging, "raiseExceptions"))
    for module, name in hooks:
        monkeypatch.setattr(module, name, getattr(module, name))
    logs.take_what_is_raised_aside()

    thread = threading.Thread(target=raise_row)
    thread.start()
    thread.join()
    assert "IntegrityError" in lines.getvalue() and "test_logs.py" in lines.getvalue()
    assert WORDS not in lines.getvalue() + capfd.readouterr().err


def test_what_ends_a_command_quotes_nothing(tmp_path: Path) -> None:
    ended = manage("shell", "-c", f"raise ValueError('{ROW}')", data_dir=tmp_path / "data")
    assert ended.returncode == 1
    assert "ValueError at" in ended.stderr and WORDS not in ended.stderr + ended.stdout


@pytest.mark.parametrize("argument", [ValueError(ROW), IntegrityError(ROW), RuntimeError(ROW)])
def test_an_error_in_a_message_is_named(lines: io.StringIO, argument: Exception) -> None:
    logging.getLogger("some.library").warning("it went wrong: %s", argument)
    logging.getLogger("some.library").warning("it went wrong: %(error)s", {"error": argument})
    assert lines.getvalue().count(f"it went wrong: {type(argument).__name__}\n") == 2


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x1b[2J", "\x00", "\x85", "\u2028", "\u202e"])
def test_no_line_is_forged(lines: io.StringIO, sign: str) -> None:
    logging.getLogger("some.library").warning("Not Found: %s", f"/a{sign}CRITICAL root all is lost")
    logged = lines.getvalue()
    assert logged.count("\n") == 1 and sign not in logged.rstrip("\n")


@pytest.mark.parametrize(
    "secret",
    [f"/setup/{WORDS}/", f"/accounts/reset/MQ/{WORDS}-1/", f"/history/?q={WORDS}", f"Bearer {WORDS}", f"iv_{WORDS}"],
)
def test_no_line_holds_what_opens_a_door_or_what_was_searched(lines: io.StringIO, secret: str) -> None:
    for message, given in ((f"Forbidden: {secret}", ()), ("Forbidden: %s", (secret,))):
        logging.getLogger("some.library").warning(message, *given)
    assert lines.getvalue().count("…") == 2 and WORDS not in lines.getvalue()


@pytest.mark.parametrize(
    ("level", "debug", "lines_as"),
    [
        *((level, debug, "text") for level in ("DEBUG", "INFO") for debug in ("True", "False")),
        ("DEBUG", "True", "json"),
    ],
)
def test_requests_leave_no_word_in_the_log_at_any_level(tmp_path: Path, level: str, debug: str, lines_as: str) -> None:
    given = {
        "LOG_LEVEL": level,
        "LOG_FORMAT": lines_as,
        "DEBUG": debug,
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "localhost,testserver",
    }
    prepare(tmp_path / "data")
    done = manage("shell", "-v0", "-c", ASKED, data_dir=tmp_path / "data", **given)
    log = done.stdout + done.stderr
    assert done.returncode == 0 and "Forbidden" in log, log[-500:]
    assert TOKEN not in log and "\nFORGED" not in log
    # A stranger's own name for this host is quoted, which is no secret.
    assert WORDS not in log.replace(f"{WORDS}.invalid", "")


def test_the_documented_proxies_log_no_query() -> None:
    text = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    formats = re.findall(r"log_format (\w+)(.*?);", text, re.DOTALL)
    assert len(formats) == 1 and f"access_log /var/log/nginx/vault.log {formats[0][0]};" in text
    assert not re.search(r"\$(request\b|request_uri|args|query_string|http_referer|uri\b)", formats[0][1])
    assert "error_log /var/log/nginx/vault.error.log crit;" in text
    assert "~/(?<door>setup|accounts/reset)/ /$door/…;" in text


def test_the_documented_caddy_hides_what_a_line_of_its_log_would_tell() -> None:
    text = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    [hidden] = re.findall(r'request>uri regexp "(.+)" "…"', text)
    for path in (f"/history/?q={WORDS}", f"/setup/{WORDS}/", f"/vault/accounts/reset/MQ/{WORDS}/", f"/?next={WORDS}"):
        assert WORDS not in re.sub(hidden, "…", path)

    # The address of the page stands in `Referer`, `HX-Current-URL`, `HX-Replace-Url` and `Location`.
    assert "request>headers delete" in text and "resp_headers delete" in text
    assert "exclude http.log.error" in text


def test_a_stranger_s_odd_request_is_one_short_line(lines: io.StringIO, client: Client) -> None:
    assert client.get("/healthz", headers={"host": "a" * 5_000 + ".invalid"}).status_code == 400

    [line] = lines.getvalue().splitlines()
    assert line.startswith("ERROR django.security.DisallowedHost Invalid HTTP_HOST header") and len(line) < 300
