"""Whether work grows no faster than the text it is done on.

Never a clock's seconds: the processor's time for a text is compared with that for one four times as long. Linear
work takes four times as long, quadratic work sixteen times. The first text is small, so that even the worst ends.
"""

import contextlib
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

STEP = 4
SIZES = (64, 256, 1_024, 4_096, 16_384, 100_000)
# All work is tried on so much, and what is slow for its text on more: something quadratic, which takes several
# microseconds a sign by then, may hide in it.
ALWAYS_CHARS = 4_096
SLOW_SECONDS = 0.005
# A step of four times that takes less than this holds so little quadratic work that the last one would not tell it
# from linear work either: it is left out, and with it most of the time that slow but linear functions cost.
LINEAR_TIMES = 5
LINEAR_SEEN_CHARS = 16_384
# Between four times, which is linear, and sixteen times; of the last step, between six and forty times.
MOST_TIMES_AS_LONG = 9
MOST_TIMES_IN_LAST_STEP = 15
# Shorter work is mostly the noise of the machine; were it quadratic, 100,000 signs would still be nothing.
NOISE_SECONDS = 0.004
LEAST_SECONDS = 0.0004
TRIES = 4


@dataclass(frozen=True)
class Shape:
    """A text of any length: `before`, then `unit` over and over, then `after`."""

    unit: str
    before: str = ""
    after: str = ""

    def of_length(self, chars: int) -> str:
        room = max(0, chars - len(self.before) - len(self.after))
        return self.before + (self.unit * (room // len(self.unit) + 1))[:room] + self.after

    def __str__(self) -> str:
        return f"{self.before!a} + {self.unit!a} * n + {self.after!a}"


def grows_too_fast(work: Callable[[str], object], shape: Shape, *, longest: int = SIZES[-1]) -> str:
    """How, in words; "" if it doesn't. `longest`: no caller gives it more."""
    short, before = "", 0.0
    for size in [*[size for size in SIZES if size < longest], longest]:
        text = shape.of_length(size)
        seconds = _seconds(work, text)
        if short and _is_too_long(seconds, before, size):
            before = least_seconds(work, short)
            seconds = least_seconds(work, text)
            if _is_too_long(seconds, before, size):
                return f"{seconds / before:.0f} times as long for {len(text):,} as for {len(short):,} of {shape}"
        if size >= ALWAYS_CHARS and seconds < SLOW_SECONDS * size / ALWAYS_CHARS:
            break
        if size == LINEAR_SEEN_CHARS and seconds < LINEAR_TIMES * before:
            break
        short, before = text, seconds
    return ""


def _is_too_long(seconds: float, before: float, size: int) -> bool:
    most = MOST_TIMES_IN_LAST_STEP if size == SIZES[-1] else MOST_TIMES_AS_LONG
    return seconds > NOISE_SECONDS and seconds > most * max(before, LEAST_SECONDS)


def takes_at_most(longest: float, work: Callable[[str], object], text: str) -> bool:
    """`longest`: in seconds of this machine, of work that it was seen to do. The best of some tries counts, since
    whatever else the machine does only adds."""
    return any(_seconds(work, text) <= longest for _ in range(TRIES))


def least_seconds(work: Callable[[str], object], text: str) -> float:
    return min(_seconds(work, text) for _ in range(TRIES))


def _seconds(work: Callable[[str], object], text: str) -> float:
    with no_collection():
        began = time.thread_time()
        work(text)
        return time.thread_time() - began


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Collecting what all tests before left behind takes longer than what is measured, in whose thread it may fall."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
