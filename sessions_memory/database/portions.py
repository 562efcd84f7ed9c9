"""Many ids, a statement's worth at a time: databases take so many parameters and no more."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

IDS_AT_ONCE = 500
One = TypeVar("One")


def portions(ids: Sequence[One], size: int = IDS_AT_ONCE) -> Iterator[Sequence[One]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
