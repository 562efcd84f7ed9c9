"""Reads what is nearly JSON: with NaN, raw control signs, broken escapes and UTF-8, huge numbers. Pure."""

import json
import re
from typing import Any

import orjson

# A backslash that begins no escape; those that do are stepped over in pairs.
ESCAPES = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
SPARE_COMMAS = re.compile(r",\s*+([}\]])")
# Python refuses to read far longer numbers.
DIGITS_MAX = 18
HALVES = re.compile("[\ud800-\udfff]")
FIRST_HALVES = re.compile("[\ud800-\udbff]\\Z")


class Unreadable(ValueError):
    """Not even nearly JSON."""


def read_json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _read_leniently(raw.decode("utf-8", "replace").lstrip("\ufeff"))


def _read_leniently(text: str) -> Any:
    with_escapes = ESCAPES.sub(lambda found: found[1] or "\\\\", text)
    for tried in (text, with_escapes, SPARE_COMMAS.sub(r"\1", with_escapes)):
        try:
            return json.loads(tried, strict=False, parse_int=_number)
        except (ValueError, RecursionError):
            continue

    raise Unreadable


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS_MAX else float(digits)


class WholeSigns:
    """Puts signs together again whose two halves came in two events."""

    def __init__(self) -> None:
        self._half = ""

    def take(self, text: str) -> str:
        if not self._half and (text.isascii() or not HALVES.search(text)):
            return text

        text = self._half + text
        last = FIRST_HALVES.search(text)
        self._half = last[0] if last else ""
        whole = text[: len(text) - len(self._half)]

        return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
