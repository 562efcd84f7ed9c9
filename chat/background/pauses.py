"""A model server that failed is left alone for a while, and longer each time that it fails again."""

import math
import time
from collections.abc import Callable

PAUSE_SECONDS, LONGEST_SECONDS = 60, 1800


class Pause:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._not_before, self._failures = -math.inf, 0

    @property
    def is_on(self) -> bool:
        return self._clock() < self._not_before

    def begin(self) -> None:
        seconds = min(PAUSE_SECONDS * 2**self._failures, LONGEST_SECONDS)
        self._not_before, self._failures = self._clock() + seconds, self._failures + 1

    def end(self) -> None:
        self._not_before, self._failures = -math.inf, 0
