"""What a token of an area may see of a receipt: its session may have been in another area before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sessions_memory.receipts.values import PARTS, Item, Receipt


@dataclass(frozen=True)
class Named:
    """Ids of the rows that receipts name and that may be of another area."""

    sessions: frozenset[int]
    notes: frozenset[int]
    continued: frozenset[int]


@dataclass(frozen=True)
class Seen:
    """`rows`: those of the named that the area sees now. `area`: its `source_id`."""

    rows: Named
    area: str


def named_in(receipts: Iterable[Receipt]) -> Named:
    found = list(receipts)
    items = [item for receipt in found for part in PARTS for item in receipt.get(part, ())]
    return Named(
        sessions=frozenset(pk for item in items if (pk := item.get("session_id")) is not None),
        notes=frozenset(item["id"] for item in items if item["kind"] == "note" and item["id"] is not None),
        continued=frozenset(
            turn["id"] for receipt in found for turn in receipt.get("continued", ()) if turn["id"] is not None
        ),
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
        kept["continued"] = [turn for turn in receipt["continued"] if turn["id"] in seen.rows.continued]
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


def _is_of_here(receipt: Receipt, seen: Seen) -> bool:
    """It was asked in this area or in none."""
    return receipt.get("area", "") in ("", seen.area)
