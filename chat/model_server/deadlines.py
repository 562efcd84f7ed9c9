"""How long a question waits for its vector: by what the server has needed before. Pure but for what it remembers.

A fast server that hangs once costs little, and a slow one gets the time that it needs, up to the most that was set. One
that was too late gets half as long the next time, so that one which is away holds nobody up; now and then it gets all
again, for it may only have been loading its model.
"""

from collections import deque

SHORTEST_SECONDS = 0.3
# Of what it needed lately, the slowest, and so much more.
REMEMBERED, SPARE = 20, 1.5
TRIED_AGAIN = 6


class Deadline:
    """Of one server and model."""

    def __init__(self) -> None:
        self._needed: deque[float] = deque(maxlen=REMEMBERED)
        self._late = 0

    def seconds(self, longest: float) -> float:
        shortest = min(SHORTEST_SECONDS, longest)
        if self._late and self._late % TRIED_AGAIN == 0:
            return longest

        usual = SPARE * max(self._needed) if self._needed else longest
        return max(shortest, min(usual, longest) * 0.5**self._late)

    def needed(self, seconds: float) -> None:
        self._needed.append(seconds)
        self._late = 0

    def was_late(self) -> None:
        self._late += 1
        # A server that has become slower is given what it needs now.
        self._needed.clear()
