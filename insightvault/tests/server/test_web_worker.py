"""Several processes share a socket's connections; here event loops in threads stand for them."""

import asyncio
import contextlib
import socket
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from gunicorn.workers import gasgi

from insightvault.server.connections import Connection
from insightvault.server.web_worker import FairServer

AT_ONCE = 60


class Named(asyncio.Protocol):
    def __init__(self, name: bytes) -> None:
        self.name = name

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(self.name)


@contextlib.contextmanager
def opened(sock: socket.socket, name: bytes) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = FairServer(loop, lambda: Named(name), sock)
    asyncio.run_coroutine_threadsafe(server.start_serving(), loop).result(10)

    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(server.wait_closed(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def knock(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    name = await reader.readexactly(1)
    writer.close()

    return name


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=2 * AT_ONCE) as sock:
        yield sock


async def test_connections_that_come_at_once_are_shared_evenly(listening: socket.socket) -> None:
    with opened(listening, b"a"), opened(listening, b"b"):
        async with asyncio.timeout(60):
            names = await asyncio.gather(*(knock(listening.getsockname()[1]) for _ in range(AT_ONCE)))

    shares = Counter(names)
    assert shares[b"a"] + shares[b"b"] == AT_ONCE
    assert min(shares[b"a"], shares[b"b"]) >= AT_ONCE / 4


async def test_a_closed_door_lets_nobody_in(listening: socket.socket) -> None:
    with opened(listening, b"a"):
        pass

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await knock(listening.getsockname()[1])


def test_connections_are_those_that_end() -> None:
    assert gasgi.ASGIProtocol is Connection
