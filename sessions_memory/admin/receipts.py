"""A receipt as staff read it: what went into the prompt, and why, in words. The whole of it stands below as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True)
class ReadItem:
    """`what`: its kind, where it is from, and whether it was left out. `why`: the reasons, with commas."""

    what: str
    why: str
    text: str


def items_of(receipt: Mapping[str, Any]) -> list[ReadItem]:
    """Reads a receipt of any shape: one that came with a file may hold anything."""
    used = [_item(item, is_left_out=False) for item in _objects(receipt, "items")]
    return used + [_item(item, is_left_out=True) for item in _objects(receipt, "left_out")]


def _item(item: Mapping[str, Any], *, is_left_out: bool) -> ReadItem:
    reasons = item.get("reasons")
    place = [item.get("kind"), item.get("date"), item.get("source_name"), item.get("session_title")]
    what = ", ".join(str(part) for part in place if part)
    said = [item.get("text"), item.get("answer")]

    return ReadItem(
        what=gettext("left out: {what}").format(what=what) if is_left_out else what,
        why=", ".join(str(reason) for reason in reasons) if isinstance(reasons, list) else "",
        text="\n\n".join(str(part) for part in said if part) or gettext("Deleted"),
    )


def _objects(receipt: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = receipt.get(name) if isinstance(receipt, Mapping) else None
    return [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
