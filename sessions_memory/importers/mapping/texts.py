"""Text and identities as they may be stored, whatever an export holds in their place."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import orjson

from sessions_memory.database.text import TITLE_MAX_CHARS, cut, storable

IDENTITY_MAX_CHARS = 200
# Controls, and the marks that turn the direction of all that follows them in a list of titles.
NOT_IN_A_TITLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
TURNS_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(value: Any) -> str:
    """The text, "" for whatever is none."""
    if isinstance(value, str) and value.isascii() and "\x00" not in value:
        return value  # most of all texts, without a search

    return storable(value) if isinstance(value, str) else ""


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, as paragraphs."""
    return "\n\n".join(part for part in parts if part.strip())


def one_line(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and len(value) <= TITLE_MAX_CHARS and value.isprintable():
        return " ".join(value.split())

    text = TURNS_DIRECTION.sub("", NOT_IN_A_TITLE.sub(" ", clean(value)[: 10 * TITLE_MAX_CHARS]))
    text = " ".join(text.split())
    return cut(text, TITLE_MAX_CHARS)


def identity(value: Any) -> str:
    """A provider's id as text; one too long for its column is known by its hash. "" if there is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)

    text = clean(value).strip()
    return text if len(text) <= IDENTITY_MAX_CHARS else digest(text)


def digest(*parts: str) -> str:
    """An identity made of what a record says, for formats that give none."""
    return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def as_json(value: Any) -> str:
    """Compact, keys sorted: the same for the same value. "" when it cannot be written."""
    try:
        return clean(orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode())
    except (TypeError, ValueError, RecursionError):
        return ""


def as_text(value: Any) -> str:
    """A tool's input or output: text as it is, anything else as JSON, "" for nothing."""
    if isinstance(value, str):
        return clean(value)

    return "" if value in (None, [], {}) else as_json(value)
