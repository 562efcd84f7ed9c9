"""How many answers this process sends to one person as they are written: to open pages, and to programs that wait.

Each holds a connection and a follower of its own, for as long as an answer takes.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

TOO_MANY = "Too many pages or programs of yours are waiting for answers here. Close some and try again."
# A client that is refused and comes back at once gets no more of this process than a browser, which waits this long.
REFUSED_SECONDS = 5

_open: Counter[int] = Counter()


def are_too_many(user_id: int) -> bool:
    return _open.get(user_id, 0) >= settings.STREAMS_PER_USER


async def refused() -> None:
    """Before the refusal is told."""
    await asyncio.sleep(REFUSED_SECONDS)


@contextmanager
def one_more(user_id: int) -> Iterator[None]:
    """Around the waiting itself: a response that nobody began to read holds nothing."""
    _open[user_id] += 1
    try:
        yield
    finally:
        _open[user_id] -= 1
        if not _open[user_id]:
            del _open[user_id]
