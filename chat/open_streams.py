"""How many answers this process sends to one person as they are written: to open pages, and to programs that wait.

Each holds a connection and a follower of its own, for as long as an answer takes.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext_lazy as _

TOO_MANY = _("Too many pages or programs of yours are waiting for answers here. Close some and try again.")
# A client that is refused and comes back at once gets no more of this process than a browser, which waits this long.
REFUSED_SECONDS = 5


class OfEachPerson:
    """Counts what is going on in this process. `limit`: how much of it one person may have at once."""

    def __init__(self, limit: Callable[[], int]) -> None:
        self._limit = limit
        self._open: Counter[int] = Counter()

    def are_too_many(self, user_id: int) -> bool:
        return self._open.get(user_id, 0) >= self._limit()

    @contextmanager
    def one_more(self, user_id: int) -> Iterator[None]:
        """Around the waiting itself: a response that nobody began to read holds nothing."""
        self._open[user_id] += 1
        try:
            yield
        finally:
            self._open[user_id] -= 1
            if not self._open[user_id]:
                del self._open[user_id]


_streams = OfEachPerson(lambda: settings.STREAMS_PER_USER)
are_too_many, one_more = _streams.are_too_many, _streams.one_more
# Answers to programs' own prompts, which no row tells of.
relayed = OfEachPerson(lambda: settings.ANSWERS_PER_USER)


async def refused() -> None:
    """Before the refusal is told."""
    await asyncio.sleep(REFUSED_SECONDS)
