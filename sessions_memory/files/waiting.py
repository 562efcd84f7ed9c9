"""Threads for those who may wait for a slow bucket: no page of others stands behind them.

Each asks the database, too, by a connection of its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sessions_memory.database.threads import Full, Pool
from sessions_memory.files.trouble import StorageAway

THREADS = 4
# On each; who comes then is told at once that it does not answer.
WAITING_MAX = 16

POOL = Pool("files", THREADS, WAITING_MAX)


@asynccontextmanager
async def file_thread() -> AsyncIterator[None]:
    """A context whose synchronous work runs on the sender's one of them. Raises StorageAway if that is full."""
    try:
        async with POOL.thread():
            yield
    except Full:
        raise StorageAway("busy") from None
