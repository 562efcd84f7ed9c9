"""What goes to the model about growth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chat.prompt.quoting import fenced, neutral

ITEMS_MAX = 24
ITEM_CHARS = 600


@dataclass(frozen=True)
class Item:
    """`label`: ours. `text`: the person's, from outside."""

    label: str
    text: str


@dataclass(frozen=True)
class Job:
    """One question to the model. `key`: under which its answer lists entries.

    `keeps_last`: where there is no room for all items, the last ones go in, not the first.
    `keep` stores those that hold, on a database thread, and returns how many. An answer in which none holds is
    kept, too: the same is not asked again.
    """

    task: str
    items: Sequence[Item]
    key: str
    keep: Callable[[Sequence[dict[str, Any]]], int]
    keeps_last: bool = False


def quoted(number: int, item: Item) -> str:
    return fenced(f"quote {number}, {item.label}", neutral(item.text))
