"""gunicorn's ASGI worker, whose processes share new connections evenly.

The event loop, once it is told that somebody knocks, takes all connections that wait: of 64 that came at once, one
process got 58 and the other six, and they keep them. Here a process takes one, gives way to the others for a moment,
and comes back when it has nothing else to do.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from ssl import SSLContext
from typing import Any

import uvloop
from django.conf import settings
from gunicorn.workers import gasgi

from insightvault.server.connections import Connection
from insightvault.server.open_files import room_for_connections

# Long enough for another process to wake up, and a thousand connections a second.
GIVE_WAY_SECONDS = 0.001
# asyncio waits as long when there are no more files to be had.
NO_FILES_SECONDS = 1

Factory = Callable[[], asyncio.Protocol]


# gunicorn makes each connection of this class, and has no setting for it.
gasgi.ASGIProtocol = Connection


class Worker(gasgi.ASGIWorker):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_connections = room_for_connections(settings.CONNECTIONS_PER_PROCESS)

    def init_process(self) -> None:
        # No line of the log names a place in the code, a thread or a process.
        vars(logging)["_srcfile"] = None
        logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
        super().init_process()

    def _setup_event_loop(self) -> None:
        self.loop = _Loop() if self.cfg.workers > 1 else uvloop.new_event_loop()
        asyncio.set_event_loop(self.loop)


class _Loop(uvloop.Loop):
    async def create_server(  # type: ignore[override]  # gunicorn makes the socket
        self, protocol_factory: Factory, *, sock: socket.socket, ssl: SSLContext | None, **_: Any
    ) -> "FairServer":
        server = FairServer(self, protocol_factory, sock, ssl)
        await server.start_serving()
        return server


class FairServer:
    """A server, as far as gunicorn asks for one, that lets in one connection at a time."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        protocol_factory: Factory,
        sock: socket.socket,
        ssl: SSLContext | None = None,
    ) -> None:
        self._loop, self._protocol_factory, self._sock, self._ssl = loop, protocol_factory, sock, ssl
        self._coming: set[asyncio.Task[None]] = set()
        self._again: asyncio.TimerHandle | None = None

    async def start_serving(self) -> None:
        self._sock.setblocking(False)
        self._listen()

    def close(self) -> None:
        self._loop.remove_reader(self._sock)
        if self._again:
            self._again.cancel()

    async def wait_closed(self) -> None:
        await asyncio.gather(*self._coming)

    def _listen(self) -> None:
        self._loop.add_reader(self._sock, self._let_in)

    def _let_in(self) -> None:
        try:
            connection, _ = self._sock.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            # Another process was faster, or nobody is there any more.
            return
        except OSError:
            self._rest(NO_FILES_SECONDS)
            return

        self._rest(GIVE_WAY_SECONDS)
        connection.setblocking(False)
        task = self._loop.create_task(self._welcome(connection))
        self._coming.add(task)
        task.add_done_callback(self._coming.discard)

    def _rest(self, seconds: float) -> None:
        self._loop.remove_reader(self._sock)
        self._again = self._loop.call_later(seconds, self._listen)

    async def _welcome(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            await self._loop.connect_accepted_socket(self._protocol_factory, connection, ssl=self._ssl)
