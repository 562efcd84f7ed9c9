"""The current branch of a tree of messages. Order comes from the chain of parents, never from times or key order.

A tree is given as each message's parent, in the order of the file; a parent that is no message is the beginning.
"""

from collections.abc import Callable, Mapping
from typing import Any


def walk_up(parents: Mapping[str, Any], leaf: Any) -> list[str]:
    """The messages from the first down to `leaf`. A circle is walked once."""
    path: list[str] = []
    seen: set[str] = set()
    at = leaf

    while isinstance(at, str) and at in parents and at not in seen:
        seen.add(at)
        path.append(at)
        at = parents[at]

    return path[::-1]


def newest_leaf(parents: Mapping[str, Any], time: Callable[[str], float]) -> str:
    """The leaf said last, the later in the file of two at the same time; "" if there is no message.

    `time`: seconds, 0 when unknown. When all of it is a circle, any message may be the leaf.
    """
    inner = {parent for parent in parents.values() if isinstance(parent, str)}
    leaves = [key for key in parents if key not in inner] or list(parents)
    newest = max(range(len(leaves)), key=lambda place: (time(leaves[place]), place), default=None)

    return "" if newest is None else leaves[newest]
