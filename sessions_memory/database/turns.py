"""Whose work is next on a thread: each sender's in turn, so that whoever sends much waits behind their own.

All threads of a process share one interpreter. So a person whose work took much more of it lately than that of the
others at work rests between two pieces, however many pieces wait and on whichever threads.
"""

import itertools
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Hashable
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# Of the processor, that one may use in a row; how much of that comes back in each second; and the most that is
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
    """How much of the processor each person or address used lately, on all threads, and who rests. For any thread."""

    def __init__(self) -> None:
        self._used: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._rests_until: dict[Hashable, float] = {}
        self._lock = threading.Lock()

    def took(self, who: Hashable, seconds: float, now: float, *, burst_seconds: float = BURST_SECONDS) -> None:
        """A piece of their work, of the processor. After it they may rest, with all their other work too.

        Else one who sends much of several kinds would rest on each thread while they work on the next.
        """
        with self._lock:
            used = min(USED_MAX_SECONDS, self._used_by(who, now) + seconds)
            self._used[who] = used, now
            self._used.move_to_end(who)
            if len(self._used) > REMEMBERED_MAX:
                self._used.popitem(last=False)

            self._rests_until = {one: until for one, until in self._rests_until.items() if until > now}
            if used > burst_seconds and self._is_more_than_others(used, who, now):
                until = self._rests_until.get(who, now) + REST_TIMES * seconds
                self._rests_until[who] = min(until, now + REST_MAX_SECONDS)

    def is_ahead(self, who: Hashable, now: float, *, more_seconds: float = 0.0, burst_seconds: float = 0.0) -> bool:
        """Whether they used much more than the others at work. `more_seconds`: what they use right now."""
        with self._lock:
            used = self._used_by(who, now) + more_seconds
            return used > burst_seconds and self._is_more_than_others(used, who, now)

    def somebody_rests(self) -> bool:
        return bool(self._rests_until)

    def rests_until(self, who: Hashable) -> float:
        """On the monotonic clock; 0 for who does not."""
        return self._rests_until.get(who, 0.0)

    def _used_by(self, who: Hashable, now: float) -> float:
        used, at = self._used.get(who, (0.0, now))
        return max(0.0, used - SHARE * (now - at))

    def _is_more_than_others(self, used: float, who: Hashable, now: float) -> bool:
        lately = itertools.takewhile(lambda one: now - one[1][1] <= LATELY_SECONDS, reversed(self._used.items()))
        others = [theirs for other, (theirs, _) in lately if other != who]

        return bool(others) and used > MUCH_TIMES * sum(others) / len(others)


use = Use()


class Turns(Generic[T]):
    """First in, first out for each sender. Any thread may add; one takes."""

    def __init__(self, used: Use = use) -> None:
        self._used = used
        self._waiting: OrderedDict[Sender | None, deque[T]] = OrderedDict()
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
        return min(map(self._rests_until, self._waiting)) - time.monotonic()

    def _awake(self) -> list[Sender | None]:
        """Whoever has work and does not rest; the first waits longest."""
        if not self._used.somebody_rests():
            return list(self._waiting)

        now = time.monotonic()
        return [whose for whose in self._waiting if self._rests_until(whose) <= now]

    def _rests_until(self, whose: Sender | None) -> float:
        return 0.0 if whose is None else self._used.rests_until(whose.who)
