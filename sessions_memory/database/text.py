"""Limits of columns: text a database can keep, the length of a title and its cut, numbers that can be a row's."""

import re

# No database stores NUL, no encoding a lone surrogate.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Python refuses to read far longer numbers, and databases to compare with them.
ID_DIGITS = 18
# The column of a session's title has room for this.
TITLE_MAX_CHARS = 200


def storable(text: str) -> str:
    try:
        # Done at once. The expression holds all threads up for a tenth of a second where a program sends megabytes.
        text.encode()
    except UnicodeEncodeError:
        return UNSTORABLE.sub("\ufffd", text)

    return text.replace("\x00", "\ufffd")


def row_id(text: str) -> int | None:
    """None for what no row can be known by. Digits of other scripts are no other way to write a number here."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= ID_DIGITS else None


def cut(text: str, limit_chars: int) -> str:
    if len(text) <= limit_chars:
        return text

    head = text[: limit_chars - 1]
    # A language without spaces, or one long word, is cut where the room ends.
    return (head.rsplit(" ", 1)[0] if " " in head[limit_chars // 2 :] else head).rstrip(" ,;:.") + "…"
