"""What a database can keep of text, and which numbers can be a row's."""

import re

# No database stores NUL, no encoding a lone surrogate.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Python refuses to read far longer numbers, and databases to compare with them.
ID_DIGITS = 18


def storable(text: str) -> str:
    return UNSTORABLE.sub("\ufffd", text)


def row_id(text: str) -> int | None:
    """None for what no row can be known by."""
    return int(text) if text.isdecimal() and len(text) <= ID_DIGITS else None
