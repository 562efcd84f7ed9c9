"""A receipt as a value: what a stored answer says it used, and how words are taken out of it again. Pure.

`chat.fusion` writes receipts; what is deleted here must leave those of other answers too. These types change together
with the API's schema (`api.receipt_schema`) and the export's document (`exporters/FORMAT.md`): a test compares all
three. A receipt that an older version stored, or that came with an export, may lack any key.
"""

from collections.abc import Collection
from typing import Literal, NotRequired, TypedDict, cast

# Raised with what a key means, or with how messages are made of it: a shown prompt says whether it is what was sent.
RECEIPT_VERSION = 3

ItemKind = Literal["memory", "note", "instructions", "summary", "attachment"]
Part = Literal["items", "left_out"]


class Item(TypedDict):
    """One text that went into a prompt, or was found and left out. `id` is null once it means no row here."""

    kind: ItemKind
    id: int | None
    time: str
    tokens: int
    date: NotRequired[str]
    session_id: NotRequired[int | None]
    interaction_id: NotRequired[int | None]
    session_title: NotRequired[str]
    source: NotRequired[str]
    source_name: NotRequired[str]
    text: NotRequired[str]
    answer: NotRequired[str]
    matched: NotRequired[list[str]]
    reasons: NotRequired[list[str]]
    score: NotRequired[float]
    times_asked: NotRequired[int]
    age: NotRequired[str]
    tells: NotRequired[str]
    ended: NotRequired[str]
    masked: NotRequired[int]
    name: NotRequired[str]
    about: NotRequired[str]
    remark: NotRequired[str]
    is_earlier: NotRequired[bool]
    is_seen: NotRequired[bool]
    is_cut: NotRequired[bool]
    is_deleted: NotRequired[bool]


class UsedTurn(TypedDict):
    """A turn of the session that went in; its words stay where they are."""

    id: int | None
    date: str
    answer_chars: int
    is_cut: bool
    tokens: int


class Budget(TypedDict):
    """In tokens: the whole, and the most that each part may take of it."""

    total: int
    answer: int
    instructions: int
    notes: int
    memories: int
    growth: NotRequired[int]
    attachments: NotRequired[int]


class LookedIn(TypedDict, total=False):
    """Where recall looked; both are missing for a person without areas.

    `area`: the `source_id` of the area that was asked in, "" outside of all. `recalls`: "own" or "open", all but
    closed areas.
    """

    area: str
    recalls: str


class Receipt(LookedIn, total=False):
    """Empty for what was imported; without a model there are no keys about the prompt."""

    version: int
    system_prompt: int
    today: str
    memory_off: str
    items: list[Item]
    turns: list[UsedTurn]
    continued: list[UsedTurn]
    left_out: list[Item]
    turns_left_out: int
    left_out_by_person: list[str]
    went_without: list[str]
    budget_tokens: Budget
    estimated_tokens: int
    refused_tokens: int
    digest: str


class EarlierReceipt(Receipt, total=False):
    """Version 1 said this in place of `went_without`: recall found no vector."""

    words_alone: bool


class MemoryFacts(TypedDict):
    """Facts of a receipt for lists and streams: how many memories were used, and what switched memory off."""

    used: int
    off: str


# These fields of an item are, or may quote, a person's or a model's words.
WORDS: dict[str, object] = {"text": "", "answer": "", "session_title": "", "matched": [], "reasons": [], "name": ""}
PARTS: tuple[Part, ...] = ("items", "left_out")


# A key that an item or a turn lacks means this.
OF_AN_ITEM: Item = {
    "kind": "memory",
    "id": None,
    "time": "",
    "tokens": 0,
    "date": "",
    "session_id": None,
    "interaction_id": None,
    "session_title": "",
    "source": "",
    "source_name": "",
    "text": "",
    "answer": "",
    "matched": [],
    "reasons": [],
    "age": "",
}
OF_A_TURN: UsedTurn = {"id": None, "date": "", "answer_chars": 0, "is_cut": False, "tokens": 0}


def completed(receipt: EarlierReceipt) -> EarlierReceipt:
    """For reading: a copy whose items and turns lack no key."""
    whole: EarlierReceipt = {**receipt}
    for part in PARTS:
        whole[part] = [cast(Item, {**OF_AN_ITEM, **item}) for item in receipt.get(part, [])]

    whole["turns"] = [cast(UsedTurn, {**OF_A_TURN, **turn}) for turn in receipt.get("turns", [])]
    whole["continued"] = [cast(UsedTurn, {**OF_A_TURN, **turn}) for turn in receipt.get("continued", [])]
    return whole


def without(receipt: Receipt, kind: str, ids: Collection[int]) -> Receipt:
    """A copy in which the items of a kind with these ids keep their line and lose their words.

    `kind`: "memory" (interaction ids: as memory, as turn, and their files), "session" (session ids: all that is
    from them), "note", "summary" (session ids). The prompt can't be shown whole any more, and its digest,
    by which a guess at the words could be tried, goes too. Unchanged, the same object is given back.
    """
    if not names(receipt, kind, ids):
        return receipt

    changed: Receipt = {**receipt, "digest": ""}
    for part in PARTS:
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

    if kind == "memory" and item["kind"] == "attachment":
        return item.get("interaction_id") in ids

    return bool(item["kind"] == kind and item["id"] in ids)


def _emptied(item: Item) -> Item:
    empty = {name: nothing for name, nothing in WORDS.items() if name in item}
    return cast(Item, {**item, **empty, "is_deleted": True})


def untitled(receipt: Receipt, session_ids: Collection[int]) -> Receipt:
    """Like `without`: a copy without the titles of these sessions, which were made of words that are deleted."""

    def is_titled(item: Item) -> bool:
        return item.get("session_id") in session_ids and bool(item.get("session_title"))

    if not any(is_titled(item) for part in PARTS for item in receipt.get(part, [])):
        return receipt

    changed: Receipt = {**receipt, "digest": ""}
    for part in PARTS:
        changed[part] = [_untitled(item) if is_titled(item) else item for item in receipt.get(part, [])]

    return changed


def _untitled(item: Item) -> Item:
    return {**item, "session_title": ""}


def memories_named(receipt: Receipt) -> dict[int, bool]:
    """Ids of the interactions that it recalled; True for those that went into the prompt, False for those left out."""

    def named(part: Part) -> list[int]:
        memories = (item for item in receipt.get(part, []) if item["kind"] == "memory")
        # One that came with an export and is not here has none.
        return [item["id"] for item in memories if item["id"] is not None]

    return dict.fromkeys(named("left_out"), False) | dict.fromkeys(named("items"), True)
