"""Connections as gunicorn makes them, with an application of three lines behind them and little patience."""

import asyncio
import contextlib
import resource
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from insightvault.asgi import application
from insightvault.server import open_files
from insightvault.server.connections import SHARES, Connection
from insightvault.tests.processes import ROOT

pytestmark = pytest.mark.django_db
HANDSHAKE = (
    b"GET /ask/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
ANSWER = b"x" * 40_000_000
# Only a process that hangs takes so long.
LONGEST_SECONDS = 60

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Patient(Connection):
    """Ends nothing, however long a busy machine lets a test wait between two steps."""

    header_seconds: ClassVar[float] = LONGEST_SECONDS
    body_seconds: ClassVar[float] = LONGEST_SECONDS
    reader_seconds: ClassVar[float] = LONGEST_SECONDS
    body_bytes_per_second = 50_000
    closing_seconds = 0.3


class WaitsForNoHeader(Patient):
    header_seconds = 1


class WaitsForNoBody(Patient):
    body_seconds = 0.3


class WaitsForNoReader(Patient):
    reader_seconds = 0.3


class Steady(Patient):
    """Takes a body that comes slower than `body_seconds` alone allow, and with time to spare by its speed."""

    body_seconds = 1
    body_bytes_per_second = 5_000


async def say_all(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body to its end; the answer is short, or too long for any buffer."""
    while (await receive()).get("more_body"):
        pass

    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": ANSWER if scope["path"] == "/much" else b"all"})


@dataclass
class Served:
    port: int
    worker: Any

    async def line(self) -> Line:
        return await asyncio.open_connection("127.0.0.1", self.port)


@contextlib.asynccontextmanager
async def served(
    app: Callable[..., Awaitable[None]] = say_all, *, most: int = 50, kind: type[Connection] = Patient
) -> AsyncIterator[Served]:
    loop, cfg = asyncio.get_running_loop(), Config()
    worker = SimpleNamespace(cfg=cfg, log=Logger(cfg), asgi=app, loop=loop, nr_conns=0, nr=0, alive=True)
    worker.max_requests, worker.most_connections = sys.maxsize, most
    server = await loop.create_server(lambda: kind(worker), "127.0.0.1", 0)

    try:
        yield Served(server.sockets[0].getsockname()[1], worker)
    finally:
        server.close()
        async with asyncio.timeout(LONGEST_SECONDS):
            while worker.nr_conns:
                await asyncio.sleep(0.02)


async def heard(line: Line) -> bytes:
    """All that comes until the other side ends the connection, also if it resets it after its last word."""
    said = b""
    async with asyncio.timeout(LONGEST_SECONDS):
        with contextlib.suppress(ConnectionError):
            while piece := await line[0].read(100_000):
                said += piece

    return said


async def test_a_whole_request_is_answered_and_the_connection_serves_the_next() -> None:
    async with served() as here:
        reader, writer = await here.line()
        for _ in range(2):
            writer.write(GET)
            assert b"200 OK" in await reader.readuntil(b"0\r\n\r\n")
        writer.close()


async def test_half_a_request_is_ended() -> None:
    async with served(kind=WaitsForNoHeader) as here:
        line = await here.line()
        line[1].write(b"GET / HTTP/1.1\r\nHost: loc")
        assert b" 408 " in await heard(line)


async def test_headers_that_trickle_are_ended_in_the_whole() -> None:
    async with served(kind=WaitsForNoHeader) as here:
        reader, writer = await here.line()
        writer.write(b"GET / HTTP/1.1\r\n")
        answer = asyncio.create_task(heard((reader, writer)))

        for number in range(200):
            if answer.done():
                break
            writer.write(f"X-{number}: 1\r\n".encode())
            await asyncio.sleep(0.05)

        assert b" 408 " in await answer
        assert number < 100


async def test_who_never_began_is_left_without_a_word() -> None:
    async with served(kind=WaitsForNoHeader) as here:
        assert await heard(await here.line()) == b""


@pytest.mark.parametrize("piece", [b"", b"x" * 10])
async def test_a_body_that_stops_or_trickles_is_ended(piece: bytes) -> None:
    async with served(kind=WaitsForNoBody) as here:
        reader, writer = await here.line()
        writer.write(POST)
        answer = asyncio.create_task(heard((reader, writer)))

        while not answer.done():
            writer.write(piece)
            await asyncio.sleep(0.05)

        assert b" 408 " in await answer


async def test_a_body_that_comes_steadily_has_its_time() -> None:
    async with served(kind=Steady) as here:
        reader, writer = await here.line()
        writer.write(POST)

        for _ in range(10):
            writer.write(b"x" * 10_000)
            await asyncio.sleep(0.12)

        assert b"200 OK" in await reader.readuntil(b"0\r\n\r\n")
        writer.close()


async def test_an_answer_that_nobody_reads_is_given_up() -> None:
    async with served(kind=WaitsForNoReader) as here:
        line = await here.line()
        line[1].write(GET.replace(b"GET / ", b"GET /much "))

        async with asyncio.timeout(LONGEST_SECONDS):
            while not here.worker.nr_conns:
                await asyncio.sleep(0.02)
            while here.worker.nr_conns:
                await asyncio.sleep(0.02)

        assert len(await heard(line)) < len(ANSWER)


async def test_one_too_many_is_told_and_those_before_are_served() -> None:
    async with served(most=2) as here:
        first, second = await here.line(), await here.line()
        first[1].write(GET)
        assert b"200 OK" in await first[0].readuntil(b"0\r\n\r\n")
        refused = await heard(await here.line())
        assert b" 503 " in refused and b"Retry-After: 5" in refused and b"no connection free" in refused

        second[1].write(GET)
        assert b"200 OK" in await second[0].readuntil(b"0\r\n\r\n")
        first[1].close()
        second[1].close()


async def test_one_address_has_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "near", ())
    async with served(most=2 * SHARES) as here:
        first, second = await here.line(), await here.line()
        assert b" 503 " in await heard(await here.line())
        first[1].close()
        second[1].close()

    assert not Connection.of_address


async def test_a_length_that_python_reads_no_number_of_is_refused_in_peace(caplog: pytest.LogCaptureFixture) -> None:
    async with served() as here:
        line = await here.line()
        line[1].write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n")
        assert b" 400 " in await heard(line)

    assert "Traceback" not in caplog.text


async def test_a_handshake_for_a_web_socket_is_refused_in_peace(caplog: pytest.LogCaptureFixture) -> None:
    async with served(application) as here:
        line = await here.line()
        line[1].write(HANDSHAKE)
        assert b" 403 Forbidden" in await heard(line)

    assert "Traceback" not in caplog.text


def test_a_process_asks_for_as_many_files_as_it_may_have() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
        assert open_files.room_for_connections(4000) == 128
        open_files.raise_limit()
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        assert soft == min(before[1] if before[1] > 0 else open_files.MOST, open_files.MOST)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_the_documented_unit_lets_it() -> None:
    assert f"LimitNOFILE={open_files.MOST}" in (ROOT / "docs/deployment.md").read_text()
