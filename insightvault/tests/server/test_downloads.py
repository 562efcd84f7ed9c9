"""Downloads that break in the middle: nothing of them stays behind, and what came shows that it isn't whole."""

import asyncio
import gc
import io
import json
import re
import tempfile
import threading
import types
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from gunicorn.config import Config

from insightvault.accounts.models import User
from insightvault.asgi import application
from insightvault.server.gunicorn_logs import Lines
from insightvault.tests.processes import ROOT
from insightvault.tests.server.test_connections import LONGEST_SECONDS, heard, served
from sessions_memory import lifecycle
from sessions_memory.admin import content_csv
from sessions_memory.database.threads import EXECUTORS
from sessions_memory.exporters import insightvault, rows, zipping
from sessions_memory.models import UserInteraction, UserSession

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "marmalade"
TOKEN = "t" * 32
LAST = b"0\r\n\r\n"
Printed = pytest.CaptureFixture[str]
MADE_IN = ("sessions_memory/exporters", "content_csv", "web/downloads")


@dataclass(frozen=True)
class Kind:
    """`chosen`: the rows that a form in the admin ticks. `is_whole`: whether the file itself shows that it is."""

    path: str
    chosen: type[UserSession] | type[UserInteraction] | None = None
    is_whole: Callable[[bytes], bool] = lambda _: False

    def request(self, client: Client) -> bytes:
        names = (settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
        cookies = f"{names[0]}={names[1]}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        head = f"Host: localhost\r\nCookie: {cookies}\r\n"
        if self.chosen is None:
            return f"GET {self.path} HTTP/1.1\r\n{head}\r\n".encode()

        ticked = list(self.chosen._default_manager.values_list("pk", flat=True))
        given = {"action": "export_content", "_selected_action": ticked, "csrfmiddlewaretoken": TOKEN}
        form = urlencode(given, doseq=True)
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
        return f"POST {self.path} HTTP/1.1\r\n{head}\r\n{form}".encode()


def is_json(body: bytes) -> bool:
    try:
        return bool(json.loads(body))
    except ValueError:
        return False


KINDS = {
    "json": Kind("/export", is_whole=is_json),
    "markdown": Kind("/export?format=markdown", is_whole=lambda body: zipfile.is_zipfile(io.BytesIO(body))),
    "csv of interactions": Kind("/admin/sessions_memory/userinteraction/", UserInteraction),
    "csv of sessions": Kind("/admin/sessions_memory/usersession/", UserSession),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


@pytest.fixture(autouse=True)
def history(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions, of which each is read and sent on its own."""
    session = lifecycle.get_or_create_session(owner)
    for number in ("First", "Second", "Third"):
        lifecycle.store_interaction(session, f"{number} {WORDS}", "A")

    for module, name in ((content_csv, "BATCH"), (rows, "INTERACTIONS"), (insightvault, "PIECE_BYTES")):
        monkeypatch.setattr(module, name, 1)


@contextmanager
def at_the_second(happens: Callable[[], None]) -> Iterator[None]:
    """It happens when the second question is about to be read."""
    count = 0

    def look(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        nonlocal count
        if sql.startswith("SELECT") and '"user_question"' in sql:
            count += 1
            if count == 2:
                happens()
        return execute(sql, *given)

    each_thread(lambda: connection.execute_wrappers.append(look))
    try:
        yield
    finally:
        each_thread(lambda: connection.execute_wrappers.clear())


def each_thread(work: Callable[[], object]) -> None:
    for executor in EXECUTORS:
        executor.submit(work).result(LONGEST_SECONDS)


async def nothing_is_left() -> None:
    async with asyncio.timeout(LONGEST_SECONDS):
        while unfinished():
            await asyncio.sleep(0.02)


def unfinished() -> list[str]:
    """Pieces of a download that wait to be asked for: they would hold its file and its rows."""
    gc.collect()
    # By the type itself: what is lazy would begin its work when asked for its class.
    all_made = [one for one in gc.get_objects() if type(one) is types.GeneratorType]
    made = [one for one in all_made if one.gi_frame is not None]
    return [one.gi_code.co_qualname for one in made if any(place in one.gi_code.co_filename for place in MADE_IN)]


def fail_as(kind: type[Exception], words: str) -> Callable[[], None]:
    def fail() -> None:
        raise kind(words)

    return fail


async def asked(request: bytes) -> bytes:
    """The answer, with gunicorn's log as it is in earnest."""
    async with served(application) as here:
        here.worker.log = Lines(Config())
        line = await here.line()
        line[1].write(request)
        return await heard(line)


def body_of(said: bytes) -> bytes:
    """The chunks that came whole."""
    _, _, rest = said.partition(b"\r\n\r\n")
    body = b""
    while (found := re.match(rb"([0-9a-f]+)\r\n", rest, re.IGNORECASE)) and (size := int(found[1], 16)):
        body += rest[found.end() : found.end() + size]
        rest = rest[found.end() + size + 2 :]

    return body


@every_kind
async def test_one_that_is_left_alone_comes_whole(as_owner: Client, kind: Kind) -> None:
    said = await asked(await asyncio.to_thread(kind.request, as_owner))
    assert said.endswith(LAST) and (kind.chosen or kind.is_whole(body_of(said)))
    await nothing_is_left()


@every_kind
@pytest.mark.parametrize(
    ("error", "says"), [(IntegrityError, f"row ({WORDS})"), (OperationalError, "database or disk is full")]
)
async def test_one_that_fails_is_cut_and_quotes_nothing(
    as_owner: Client, kind: Kind, error: type[Exception], says: str, capfd: Printed
) -> None:
    request = await asyncio.to_thread(kind.request, as_owner)
    with at_the_second(fail_as(error, says)):
        said = await asked(request)

    assert said.startswith(b"HTTP/1.1 200") and not said.endswith(LAST)
    assert not kind.is_whole(body_of(said)) and b"Third" not in said
    printed = "".join(capfd.readouterr())
    assert error.__name__ in printed and WORDS not in printed
    await nothing_is_left()


@every_kind
async def test_one_whose_reader_leaves_ends_on_its_thread(as_owner: Client, kind: Kind, capfd: Printed) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        goes_on.wait(LONGEST_SECONDS)

    request = await asyncio.to_thread(kind.request, as_owner)
    with at_the_second(wait):
        async with served(application) as here:
            here.worker.log = Lines(Config())
            _, writer = await here.line()
            writer.write(request)
            await asyncio.to_thread(begun.wait, LONGEST_SECONDS)
            writer.transport.abort()
            goes_on.set()

        await nothing_is_left()

    assert WORDS not in "".join(capfd.readouterr())


async def test_an_archive_without_room_for_its_directory_is_cut(
    as_owner: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    request = await asyncio.to_thread(KINDS["markdown"].request, as_owner)
    monkeypatch.setattr(zipping, "SPOOLED_BYTES", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    said = await asked(request)
    assert not said.endswith(LAST) and not zipfile.is_zipfile(io.BytesIO(body_of(said)))
    await nothing_is_left()


def test_every_streamed_answer_is_tried_here() -> None:
    """Streams of answers have tests of their own."""
    ours = [path for app in ("chat", "insightvault", "sessions_memory") for path in (ROOT / app).rglob("*.py")]
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in ours if "tests" not in path.parts}
    makes = {
        name
        for name, text in texts.items()
        if re.search(r"= StreamingHttpResponse\(|return (Streaming|FileResponse)", text)
    }
    answers = {"chat/api/completions.py", "chat/api/questions.py", "chat/views/turns.py"}
    assert makes == {*answers, "sessions_memory/web/downloads.py"}
    begun = sum(len(re.findall(r"return (?:download|csv_response)\(", text)) for text in texts.values())
    # `csv_response` is one of its own, and an attached file is sent as it lies on the disk.
    assert begun == len(KINDS) + 2
