"""Tells the older from the newer word among memories on one subject. Pure.

Two memories are taken to be on one subject when at least half of the words of
the question that the one or the other has, both have. The last in time is then
the newer, the others are older. The reader and the model see whether they
disagree: nothing here understands them.
"""

from collections.abc import Sequence

OLDER, NEWER = "older", "newer"


def ages(matched: Sequence[Sequence[str]]) -> list[str]:
    """For each memory, given by its matched words and oldest first: OLDER, NEWER, or "" if none is like it."""
    words = [frozenset(word.casefold() for word in one) for one in matched]
    told = []

    for place, own in enumerate(words):
        like = [other for other, theirs in enumerate(words) if other != place and _is_same_subject(own, theirs)]
        told.append(_age(place, like))

    return told


def _age(place: int, like: Sequence[int]) -> str:
    if not like:
        return ""

    return OLDER if max(like) > place else NEWER


def _is_same_subject(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) and 2 * len(one & other) >= len(one | other)
