"""What a token of an area may see of a receipt: its session may have been in another area before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sessions_memory.receipts.values import PARTS, Item, Receipt

# No row has a longer one; a file's receipt may say anything.
ID_MAX_CHARS = 19


@dataclass(frozen=True)
class Named:
    """Ids of the rows that receipts name and that may be of another area."""

    sessions: frozenset[int]
    notes: frozenset[int]
    interactions: frozenset[int]


@dataclass(frozen=True)
class Seen:
    """`rows`: those of the named that the area sees now. `area`: its `source_id`."""

    rows: Named
    area: str


def named_in(receipts: Iterable[Receipt]) -> Named:
    found = list(receipts)
    items = [item for receipt in found for part in PARTS for item in receipt.get(part, ())]
    taken_out = [text for receipt in found for text in receipt.get("left_out_by_person", ())]
    notes = {item["id"] for item in items if item["kind"] == "note"} | {_id_of("note", text) for text in taken_out}
    turns = {turn["id"] for receipt in found for turn in receipt.get("continued", ())}
    turns |= {_id_of("memory", text) for text in taken_out}

    return Named(
        sessions=frozenset(pk for item in items if (pk := item.get("session_id")) is not None),
        notes=frozenset(pk for pk in notes if pk is not None),
        interactions=frozenset(pk for pk in turns if pk is not None),
    )


def seen_of(receipt: Receipt, seen: Seen) -> Receipt:
    """A copy with nothing of elsewhere in it, or the same object where nothing is.

    Its digest goes with what is taken out: by it a guess at the words could be tried.
    """
    kept: Receipt = {**receipt}
    for part in PARTS:
        if part in receipt:
            kept[part] = [item for item in receipt[part] if _is_seen(item, receipt, seen)]
    if "continued" in receipt:
        kept["continued"] = [turn for turn in receipt["continued"] if turn["id"] in seen.rows.interactions]
    if "left_out_by_person" in receipt:
        taken_out = receipt["left_out_by_person"]
        kept["left_out_by_person"] = [text for text in taken_out if _may_be_named(text, seen)]
    if not _is_of_here(receipt, seen):
        kept.pop("area", None)
        kept.pop("recalls", None)

    if kept == receipt:
        return receipt
    return {**kept, "digest": ""} if "digest" in kept else kept


def _is_seen(item: Item, receipt: Receipt, seen: Seen) -> bool:
    session = item.get("session_id")
    if item["kind"] == "instructions":
        return _is_of_here(receipt, seen)
    if item["kind"] == "note":
        return item["id"] in seen.rows.notes and (session is None or session in seen.rows.sessions)

    return session in seen.rows.sessions


def _may_be_named(text: str, seen: Seen) -> bool:
    """What a person took out, as "memory:7" or "note:3"; of what an export told of, nobody knows the area."""
    return _id_of("memory", text) in seen.rows.interactions or _id_of("note", text) in seen.rows.notes


def _id_of(kind: str, text: str) -> int | None:
    """None for another kind, and for what is no id."""
    before, _, number = text.partition(":")
    return int(number) if before == kind and number.isdecimal() and len(number) < ID_MAX_CHARS else None


def _is_of_here(receipt: Receipt, seen: Seen) -> bool:
    """It was asked in this area or in none."""
    return receipt.get("area", "") in ("", seen.area)
