"""One JSON value from its bytes, however they are damaged."""

import json
from typing import Any

import orjson

# Python refuses to read integers of more than 4,300 digits, and nothing here needs one of more than these.
INTEGER_MAX_DIGITS = 30


class NotJson(ValueError):
    """The bytes are no JSON value. Carries nothing of them."""


def parse(data: bytes | bytearray | memoryview) -> tuple[Any, bool]:
    """The value, and whether bytes that are not UTF-8 were replaced to get it.

    The fast reader refuses lone surrogates, NaN and bytes that are not UTF-8; those go the slow way.
    """
    try:
        return orjson.loads(data), False
    except orjson.JSONDecodeError:
        pass

    text = bytes(data).decode("utf-8", "replace")
    try:
        value = json.loads(text, parse_int=_integer, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotJson from None

    return value, not _is_utf8(data)


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= INTEGER_MAX_DIGITS else None


def _no_number(name: str) -> None:
    """NaN and Infinity are no values."""


def _is_utf8(data: bytes | bytearray | memoryview) -> bool:
    try:
        bytes(data).decode("utf-8")
    except UnicodeDecodeError:
        return False

    return True
