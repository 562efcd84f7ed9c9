"""Breaks within long work on a thread of its own, in which others go on.

All threads share one interpreter: while one renders for a tenth of a second, a page that asks the database forty times
takes several times as long. Only who works more than others do pauses; where all ask much, nobody does.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from sessions_memory.database.turns import use

T = TypeVar("T")

# As `work` counts, a unit is about a microsecond; and how many times as long as that a break is.
UNITS_BETWEEN, BREAK_TIMES = 5_000, 3

_here = threading.local()


class Piece:
    """Work of theirs on this thread."""

    def __init__(self, who: Hashable) -> None:
        self._who, self._units, self._began = who, 0, time.thread_time()

    def goes_on(self, units: int) -> None:
        """So much more was done. Waits if a break is due."""
        self._units += units
        if self._units < UNITS_BETWEEN:
            return

        self._units = 0
        if use.is_ahead(self._who, time.monotonic(), more_seconds=time.thread_time() - self._began):
            time.sleep(BREAK_TIMES * UNITS_BETWEEN / 1_000_000)


def within(who: Hashable, work: Callable[[], T]) -> T:
    """Does work of theirs, which may take breaks."""
    _here.piece = Piece(who)
    try:
        return work()
    finally:
        del _here.piece


def piece_here() -> Piece | None:
    """None where no work may take breaks."""
    return getattr(_here, "piece", None)
