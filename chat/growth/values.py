"""What goes to the model about growth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chat.model_server.protocol import Message
from chat.prompt.quoting import RULE, fenced, neutral

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

    `keep` stores those that hold, on a database thread, and returns how many. An answer in which none holds is
    kept, too: the same is not asked again.
    """

    task: str
    items: Sequence[Item]
    key: str
    keep: Callable[[Sequence[dict[str, Any]]], int]

    @property
    def messages(self) -> list[Message]:
        quoted = (_quoted(number, item) for number, item in enumerate(self.items[:ITEMS_MAX], 1))
        return [{"role": "system", "content": f"{self.task}\n{RULE}"}, {"role": "user", "content": "\n\n".join(quoted)}]


def _quoted(number: int, item: Item) -> str:
    return fenced(f"quote {number}, {item.label}", neutral(item.text[:ITEM_CHARS]))
