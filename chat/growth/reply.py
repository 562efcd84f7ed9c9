"""A model's answer in JSON: as much of it as is what was asked for. Pure."""

import json
from collections.abc import Sequence
from typing import Any

# An answer of two dozen entries is a tenth of it.
REPLY_MAX_CHARS = 40_000
ENTRIES_MAX = 24


def entries(text: str, key: str) -> list[dict[str, Any]]:
    """The objects that `{"key": […]}` lists, of the last such object: thinking may stand before it, prose around it."""
    text = text[:REPLY_MAX_CHARS]
    start = text.rfind("{", 0, max(text.rfind(f'"{key}"'), 0))
    read = _read(text[start:]) if start >= 0 else None
    listed = read.get(key) if isinstance(read, dict) else None
    if not isinstance(listed, list):
        return []

    return [entry for entry in listed[:ENTRIES_MAX] if isinstance(entry, dict)]


def text_of(entry: dict[str, Any], name: str) -> str:
    """In one line; "" for what is no text."""
    value = entry.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def numbers_of(entry: dict[str, Any], name: str, *, most: int) -> Sequence[int]:
    """Each once, from 0 on; empty if one of them names no item."""
    value = entry.get(name)
    listed = value if isinstance(value, list) else [value]
    if not all(type(number) is int and 1 <= number <= most for number in listed):
        return ()

    return [number - 1 for number in dict.fromkeys(listed)]


def _read(text: str) -> object:
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
