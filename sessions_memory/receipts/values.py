"""A receipt as a value: what a stored answer says it used, and how words are taken out of it again. Pure.

`chat.fusion` writes receipts; what is deleted here must leave those of other answers too.
"""

from collections.abc import Collection
from typing import Any

Receipt = dict[str, Any]
Item = dict[str, Any]

# What of an item is, or may quote, a person's or a model's words.
WORDS: dict[str, Any] = {"text": "", "answer": "", "session_title": "", "matched": [], "reasons": []}


def without(receipt: Receipt, kind: str, ids: Collection[int]) -> Receipt:
    """A copy in which the items of a kind with these ids keep their line and lose their words.

    `kind`: "memory" (interaction ids: as memory and as turn), "session" (session ids: all that is from
    them), "note", "summary" (session ids). The prompt can't be shown whole any more, and its digest,
    by which a guess at the words could be tried, goes too. Unchanged, the same object is given back.
    """
    if not names(receipt, kind, ids):
        return receipt

    changed = dict(receipt, digest="")
    for part in ("items", "left_out"):
        changed[part] = [_emptied(i) if _is_meant(i, kind, ids) else i for i in receipt.get(part, [])]

    return changed


def names(receipt: Receipt, kind: str, ids: Collection[int]) -> bool:
    """Whether anything of these went into the prompt, or was found and left out."""
    parts = [*receipt.get("items", []), *receipt.get("left_out", [])]
    turns = [*receipt.get("turns", []), *receipt.get("continued", [])]
    return any(_is_meant(item, kind, ids) for item in parts) or (
        kind == "memory" and any(turn["id"] in ids for turn in turns)
    )


def memory_count(receipt: Receipt) -> int:
    """How many memories an answer used: recalled ones and notes."""
    return sum(item["kind"] in ("memory", "note") for item in receipt.get("items", []))


def _is_meant(item: Item, kind: str, ids: Collection[int]) -> bool:
    if kind == "session":
        return item.get("session_id") in ids and item["kind"] != "note"

    return bool(item["kind"] == kind and item["id"] in ids)


def _emptied(item: Item) -> Item:
    return item | {name: empty for name, empty in WORDS.items() if name in item} | {"is_deleted": True}


def untitled(receipt: Receipt, session_ids: Collection[int]) -> Receipt:
    """A copy without the titles of these sessions, which were made of words that are deleted. As `without`."""
    parts = ("items", "left_out")

    def is_titled(item: Item) -> bool:
        return item.get("session_id") in session_ids and bool(item.get("session_title"))

    if not any(is_titled(item) for part in parts for item in receipt.get(part, [])):
        return receipt

    changed = dict(receipt, digest="")
    for part in parts:
        changed[part] = [item | {"session_title": ""} if is_titled(item) else item for item in receipt.get(part, [])]

    return changed


def memories_named(receipt: Receipt) -> dict[int, bool]:
    """Ids of the interactions that it recalled; True for those that went into the prompt, False for those left out."""

    def named(part: str) -> list[int]:
        memories = (item for item in receipt.get(part, []) if item["kind"] == "memory")
        # One that came with an export and is not here has none.
        return [item["id"] for item in memories if item["id"] is not None]

    return dict.fromkeys(named("left_out"), False) | dict.fromkeys(named("items"), True)
