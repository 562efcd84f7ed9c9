"""Threads for those who may wait for a slow bucket: no page of others stands behind them.

Each asks the database, too, by a connection of its own.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asgiref.sync import ThreadSensitiveContext

from sessions_memory.database.threads import DatabaseThread
from sessions_memory.files.trouble import StorageAway

THREADS = 4
# On each; who comes then is told at once that it does not answer.
WAITING_MAX = 16

EXECUTORS = [DatabaseThread(f"files-{i}") for i in range(THREADS)]
_waiting: Counter[int] = Counter()


@asynccontextmanager
async def file_thread() -> AsyncIterator[None]:
    """A context whose synchronous work runs on the one of them with the least. Raises StorageAway if all are full."""
    number = min(range(THREADS), key=lambda each: _waiting[each])
    if _waiting[number] >= WAITING_MAX:
        raise StorageAway("busy")

    _waiting[number] += 1
    try:
        async with ThreadSensitiveContext(executor=EXECUTORS[number]):
            yield
    finally:
        _waiting[number] -= 1
