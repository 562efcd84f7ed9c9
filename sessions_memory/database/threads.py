"""The few threads on which all database work of a process runs.

Django gives each asynchronous request a thread of its own: 448 of them at 500
streams. Four served the same with 18, and their persistent connections are the
pool. What one sender asks for at the same time stays on one of the four, and on
each the senders take turns (`turns`): others wait for one piece of their work.
"""

import asyncio
import atexit
import functools
import logging
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import close_old_connections

from sessions_memory import measures
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.turns import BURST_SECONDS, Sender, Turns, sender, use

THREADS = 4
# For large posts: who sends them to a slow storage holds up their own.
LONG_THREADS = 3
AGAIN_SECONDS = 1

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class FairThread(Executor):
    """One thread, on which the senders take turns. It begins with its first work, and ends with the process."""

    def __init__(self, name: str, *, burst_seconds: float = BURST_SECONDS) -> None:
        """`burst_seconds`: after so much of the processor lately, a piece of work here may let its sender rest."""
        self._burst_seconds = burst_seconds
        self._turns: Turns[tuple[Future[Any], Callable[[], Any]]] = Turns()
        self._name = name
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        future: Future[T] = Future()
        self._turns.add((future, functools.partial(fn, *args, **kwargs)))
        if self._thread is None:
            self._start()

        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """What waits is done first."""
        self._turns.close()
        if wait and self._thread:
            self._thread.join()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                atexit.register(self.shutdown)
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while taken := self._turns.take():
            whose, (future, work) = taken
            if future.set_running_or_notify_cancel():
                self._do(whose, future, work)

    def _do(self, whose: Sender | None, future: Future[Any], work: Callable[[], Any]) -> None:
        began = time.thread_time()
        try:
            self.make_ready()
            done = work()
        # Whoever waits for it is told, as by every executor.
        except BaseException as error:
            self.failed(error)
            future.set_exception(error)
        else:
            future.set_result(done)
        finally:
            if whose is not None:
                seconds = time.thread_time() - began
                use.took(whose.who, seconds, time.monotonic(), burst_seconds=self._burst_seconds)

    def make_ready(self) -> None:
        """Done before each piece of work."""

    def failed(self, error: BaseException) -> None:
        """Told of what a piece of work raised."""


_this_thread = threading.local()


class DatabaseThread(FairThread):
    """Before each piece of work its connection is looked at: a broken or old one is replaced.

    Django does this with two signals of each request, which go to the thread on their own; `insightvault.asgi`
    takes it out there.
    """

    def make_ready(self) -> None:
        _this_thread.is_made_ready = True
        close_old_connections()

    def failed(self, error: BaseException) -> None:
        if isinstance(error, DATABASE_OUTAGE):
            measures.listener.outage(measures.DATABASE)


class Pool:
    """A few threads. What one sender asks for at the same time stays on one; who has none now gets that with the least.

    `waiting_max`: how much may be under way on each. They begin with their first work.
    """

    def __init__(self, name: str, count: int, waiting_max: int = sys.maxsize) -> None:
        self.executors = [DatabaseThread(f"{name}-{number}") for number in range(count)]
        self.waiting_max = waiting_max
        # How many contexts are open on each; and for each sender with any, where, and how many.
        self._open: Counter[int] = Counter()
        self._places: dict[Sender, tuple[int, int]] = {}

    @asynccontextmanager
    async def thread(self) -> AsyncIterator[None]:
        """A context whose synchronous work runs on the sender's thread. Raises Full."""
        with self._place(sender.get()) as number:
            async with ThreadSensitiveContext(executor=self.executors[number]):
                yield

    @contextmanager
    def _place(self, whose: Sender | None) -> Iterator[int]:
        least = min(range(len(self.executors)), key=lambda number: self._open[number])
        number, count = self._places.get(whose, (least, 0)) if whose else (least, 0)
        if self._open[number] >= self.waiting_max:
            raise Full

        self._open[number] += 1
        if whose:
            self._places[whose] = number, count + 1

        try:
            yield number
        finally:
            self._open[number] -= 1
            if whose:
                self._leave(whose)

    def _leave(self, whose: Sender) -> None:
        number, count = self._places.pop(whose)
        if count > 1:
            self._places[whose] = number, count - 1


class Full(Exception):
    """As much waits on the sender's thread as may."""


_shared, _long = Pool("database", THREADS), Pool("database-long", LONG_THREADS)
EXECUTORS, LONG = _shared.executors, _long.executors


def next_thread() -> AbstractAsyncContextManager[None]:
    """A context whose synchronous work runs on the sender's thread of the four."""
    return _shared.thread()


def apart() -> AbstractAsyncContextManager[None]:
    """The same on other threads, for what takes minutes; one sender keeps no more than one of them."""
    return _long.thread()


async def in_database_when_back(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like `in_database`, but waits and tries again while the database is away, locked or full."""
    while True:
        try:
            return await in_database(work, *args, **kwargs)
        except DATABASE_OUTAGE as error:
            logger.warning("%s waits for the database: %s", work.__name__, type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)


async def in_database(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs `work` on a database thread, outside any request: a broken connection is replaced first."""

    def run() -> T:
        if not hasattr(_this_thread, "is_made_ready"):
            close_old_connections()
        return work(*args, **kwargs)

    return await sync_to_async(run)()
