"""Limits of columns: the text that a database can keep, the length of a title, the numbers that can be a row's."""

import re

# No database stores NUL, no encoding a lone surrogate.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Python refuses to read far longer numbers, and databases to compare with them.
ID_DIGITS = 18
# The column of a session's title has room for this.
TITLE_MAX_CHARS = 200


def storable(text: str) -> str:
    return UNSTORABLE.sub("\ufffd", text)


def row_id(text: str) -> int | None:
    """None for what no row can be known by. Digits of other scripts are no other way to write a number here."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= ID_DIGITS else None
