"""The few threads on which all database work of a process runs.

Django gives each asynchronous request a thread of its own: 448 of them at 500
streams. Four, taken in turn, served the same with 18, and their persistent
connections are the pool.
"""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import close_old_connections

THREADS = 4

P = ParamSpec("P")
T = TypeVar("T")

EXECUTORS = [ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"database-{i}") for i in range(THREADS)]
_turns = itertools.cycle(EXECUTORS)


def next_thread() -> ThreadSensitiveContext:
    """A context whose synchronous work runs on the next of the four threads."""
    return ThreadSensitiveContext(executor=next(_turns))


async def in_database(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs `work` on a database thread, outside any request: a broken connection is replaced first."""

    def run() -> T:
        close_old_connections()
        return work(*args, **kwargs)

    return await sync_to_async(run)()
