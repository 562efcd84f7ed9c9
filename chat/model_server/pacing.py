"""How often answers are read while many of them come at once.

A reading costs much the same whether it finds one word or ten: the way through the client, the page's Markdown and
the lines to its readers. All answers of a process together are therefore read at most so often a second. One alone is
read as it comes; of two hundred, each is read three times a second.
"""

import asyncio
import contextlib
from collections.abc import Iterator

READINGS_A_SECOND = 600
# A reader still sees it move.
LONGEST_SECONDS = 0.4

_coming = 0


@contextlib.contextmanager
def coming() -> Iterator[None]:
    """Around an answer that is read."""
    global _coming
    _coming += 1
    try:
        yield
    finally:
        _coming -= 1


async def rest() -> None:
    """Between two readings of an answer: meanwhile more of it comes."""
    await asyncio.sleep(min(LONGEST_SECONDS, _coming / READINGS_A_SECOND))
