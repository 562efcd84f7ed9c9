"""Threads for rendering that takes longer than there is between two words of everybody's answers."""

import asyncio
import functools
import time
from collections.abc import Callable
from typing import TypeVar

from chat.answer import breaks
from sessions_memory.database.threads import FairThread
from sessions_memory.database.turns import Sender, sender, use

T = TypeVar("T")

# More than an ordinary answer takes here at once; whoever sends what takes long to read is known by the first piece.
BURST_SECONDS = 0.02

_common = FairThread("rendering", burst_seconds=BURST_SECONDS)
# For who is known to ask for more than others: here work takes breaks, and nobody else's answer waits for them.
_slow = FairThread("rendering-slow", burst_seconds=BURST_SECONDS)
# What is under way for each sender who has any, and where. Of the event loop.
_under_way: dict[Sender | None, tuple[FairThread, int]] = {}


async def aside(work: Callable[[], T]) -> T:
    """Done off the event loop, and to its end even if nobody waits for it any more."""
    whose = sender.get()
    thread, count = _under_way.get(whose) or (_thread_for(whose), 0)
    _under_way[whose] = thread, count + 1
    if thread is _slow and whose is not None:
        work = functools.partial(breaks.within, whose.who, work)

    done = asyncio.get_running_loop().run_in_executor(thread, work)
    done.add_done_callback(functools.partial(_is_done, whose))
    return await asyncio.shield(done)


def _thread_for(whose: Sender | None) -> FairThread:
    """While a sender's work is under way, more of theirs goes to the same: for one answer it is done in its order."""
    if whose is not None and use.is_ahead(whose.who, time.monotonic(), burst_seconds=BURST_SECONDS):
        return _slow

    return _common


def _is_done(whose: Sender | None, _: asyncio.Future[T]) -> None:
    thread, count = _under_way.pop(whose)
    if count > 1:
        _under_way[whose] = thread, count - 1
