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


class _Piece:
    def __init__(self, who: Hashable) -> None:
        self.who, self.units, self.began = who, 0, time.thread_time()


def within(who: Hashable, work: Callable[[], T]) -> T:
    """Does work of theirs, which may take breaks."""
    _here.piece = _Piece(who)
    try:
        return work()
    finally:
        del _here.piece


def after(units: int) -> None:
    """So much was done on this thread. Waits if a break is due; never elsewhere than `within`."""
    piece: _Piece | None = getattr(_here, "piece", None)
    if piece is None:
        return

    piece.units += units
    if piece.units < UNITS_BETWEEN:
        return

    piece.units = 0
    if use.is_ahead(piece.who, time.monotonic(), more_seconds=time.thread_time() - piece.began):
        time.sleep(BREAK_TIMES * UNITS_BETWEEN / 1_000_000)
