"""How much work it is to render an answer: counted, not timed.

The same text costs the same in every process and on a busy machine, so an
answer looks the same wherever it is rendered. A unit is about a microsecond.
"""

from chat.answer import breaks

# For the blocks of one answer, some 80,000 characters of ordinary text; the rest is shown as written.
ANSWER_WORK = 100_000
# For all answers that a page shows for the first time, such as imported ones: two seconds. The page shows the others
# as they were written, and they are rendered when they are shown again.
PAGE_WORK = 2_000_000
# For finding where the blocks of a text begin.
SPLIT_WORK = 60_000
# For looking again and again how an answer goes on while it is written.
LOOKING_WORK = 150_000
# Between the words of everybody's answers; what takes longer leaves the event loop.
STEP_WORK = 8_000

# Each line is tried with dozens of block rules, each sign with a dozen of the others; what they find is made a token.
LINE, BLOCK_RULE, INLINE_RULE, TOKEN, BLOCK = 1, 3, 1, 6, 60


class TooMuchWork(Exception):
    """`work`: that which had no room for it."""

    def __init__(self, work: "Work") -> None:
        super().__init__()
        self.work = work


class Work:
    """`limit`, `done`: in units. `within`: the larger work that this is a part of."""

    def __init__(self, limit: int, *, within: "Work | None" = None) -> None:
        self.limit, self.done, self.within = limit, 0, within
        self._piece = breaks.piece_here() if within is None else None

    @property
    def left(self) -> int:
        return max(0, self.limit - self.done)

    def needs(self, units: int) -> None:
        """Raises TooMuchWork for a larger work that has no room for so much, without taking it."""
        if self.within is not None and self.within.limit < units:
            raise TooMuchWork(self.within)

    def take(self, units: int) -> None:
        """Raises TooMuchWork before it is done."""
        self.done += units
        if self.done > self.limit:
            raise TooMuchWork(self)
        if self.within is not None:
            self.within.take(units)
        elif self._piece is not None:
            self._piece.goes_on(units)
