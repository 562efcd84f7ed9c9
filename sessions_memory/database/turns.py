"""Whose work is next on a thread: each sender's in turn, so that whoever sends much waits behind their own.

All threads of a process share one interpreter. So a sender whose work took much more of it lately than that of the
others at work rests between two pieces, however many pieces wait.
"""

import itertools
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Hashable
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# Of the processor, that a sender may use in a row; how much of that comes back in each second; and the most that is
# held against anybody.
BURST_SECONDS, SHARE, USED_MAX_SECONDS = 0.3, 0.1, 3.0
# Beyond it rests whoever used so many times what others did on average: where all ask much, nobody does.
MUCH_TIMES = 2
# After each piece: so many times its own length.
REST_TIMES, REST_MAX_SECONDS = 9, 0.5
# Others are at work if they had any done since.
LATELY_SECONDS = 1.0
REMEMBERED_MAX = 1_000


class Sender(NamedTuple):
    """`who`: a person or an address. `part`: their answers and their pages don't wait for each other."""

    who: Hashable
    part: str = ""


# Whom the work is for that is begun here; None where nobody asked for it.
sender: ContextVar[Sender | None] = ContextVar("sender", default=None)


class Use:
    """How much of the processor each sender used lately, on all threads. For any thread."""

    def __init__(self) -> None:
        self._used: OrderedDict[Sender, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def rest_after(self, whose: Sender, seconds: float, now: float) -> float:
        """For how long it rests after a piece of work that took so many seconds of the processor."""
        with self._lock:
            used, at = self._used.pop(whose, (0.0, now))
            used = min(USED_MAX_SECONDS, max(0.0, used - SHARE * (now - at)) + seconds)
            self._used[whose] = used, now
            if len(self._used) > REMEMBERED_MAX:
                self._used.popitem(last=False)

            is_much = used > BURST_SECONDS and self._is_more_than_others(used, whose.who, now)
            return min(REST_TIMES * seconds, REST_MAX_SECONDS) if is_much else 0

    def _is_more_than_others(self, used: float, who: Hashable, now: float) -> bool:
        lately = itertools.takewhile(lambda one: now - one[1][1] <= LATELY_SECONDS, reversed(self._used.items()))
        others = [theirs for other, (theirs, _) in lately if other.who != who]

        return bool(others) and used > MUCH_TIMES * sum(others) / len(others)


use = Use()


class Turns(Generic[T]):
    """First in, first out for each sender. Any thread may add; one takes."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Sender | None, deque[T]] = OrderedDict()
        self._rests_until: dict[Sender | None, float] = {}
        self._changed = threading.Condition()
        self._is_closed = False

    def add(self, work: T) -> None:
        with self._changed:
            self._waiting.setdefault(sender.get(), deque()).append(work)
            self._changed.notify()

    def close(self) -> None:
        """Nothing is added any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def take(self) -> tuple[Sender | None, T] | None:
        """Waits until there is some and somebody is awake whose it is; None once closed and empty."""
        with self._changed:
            while not (awake := self._awake()):
                if self._is_closed and not self._waiting:
                    return None
                self._changed.wait(self._rest() if self._waiting else None)

            whose = awake[0]
            works = self._waiting.pop(whose)
            work = works.popleft()
            if works:
                self._waiting[whose] = works

            return whose, work

    def _rest(self) -> float:
        return min(self._rests_until.values()) - time.monotonic()

    def took(self, whose: Sender | None, seconds: float) -> None:
        """Of the processor, for what was taken."""
        now = time.monotonic()
        if whose is not None and (rest := use.rest_after(whose, seconds, now)):
            self._rests_until[whose] = now + rest

    def _awake(self) -> list[Sender | None]:
        """Whoever has work and does not rest; the first waits longest."""
        if not self._rests_until:
            return list(self._waiting)

        now = time.monotonic()
        self._rests_until = {whose: until for whose, until in self._rests_until.items() if until > now}
        return [whose for whose in self._waiting if whose not in self._rests_until]
