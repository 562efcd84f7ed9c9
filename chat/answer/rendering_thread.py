"""A thread for rendering that takes longer than there is between two words of everybody's answers."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sessions_memory.database.threads import FairThread

T = TypeVar("T")

# More than an ordinary answer takes here at once; whoever sends what takes long to read is known by the first piece.
BURST_SECONDS = 0.02

# One: what is asked of it for one answer is done in its order.
_thread = FairThread("rendering", burst_seconds=BURST_SECONDS)


async def aside(work: Callable[[], T]) -> T:
    """Done off the event loop, and to its end even if nobody waits for it any more."""
    return await asyncio.shield(asyncio.get_running_loop().run_in_executor(_thread, work))
