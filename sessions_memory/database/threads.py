"""The few threads on which all database work of a process runs.

Django gives each asynchronous request a thread of its own: 448 of them at 500
streams. Four, taken in turn, served the same with 18, and their persistent
connections are the pool.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import close_old_connections

from sessions_memory.database.outages import DATABASE_OUTAGE

THREADS = 4
AGAIN_SECONDS = 1

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread(ThreadPoolExecutor):
    """One thread. Before each piece of work its connection is looked at: a broken or old one is replaced.

    Django does this with two signals of each request, which go to the thread on their own; `insightvault.asgi`
    takes it out there.
    """

    def __init__(self, name: str) -> None:
        super().__init__(max_workers=1, thread_name_prefix=name)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        def run() -> T:
            close_old_connections()
            return fn(*args, **kwargs)

        return super().submit(run)


EXECUTORS = [DatabaseThread(f"database-{i}") for i in range(THREADS)]
# For what takes minutes; those that come together take turns.
LONG = DatabaseThread("database-long")
_turns = itertools.cycle(EXECUTORS)


def next_thread() -> ThreadSensitiveContext:
    """A context whose synchronous work runs on the next of the four threads."""
    return ThreadSensitiveContext(executor=next(_turns))


def apart() -> ThreadSensitiveContext:
    """A context whose synchronous work keeps none of the four threads busy."""
    return ThreadSensitiveContext(executor=LONG)


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
        close_old_connections()
        return work(*args, **kwargs)

    return await sync_to_async(run)()
