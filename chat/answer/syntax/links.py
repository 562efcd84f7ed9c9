"""Where a bare link ends beside Chinese, Japanese and Korean: before their marks, and before a word that follows it.

Their letters may stand in an address, as in https://zh.wikipedia.org/wiki/水, but not right behind a Latin one:
in https://example.org/e后面 the address ends before them.
"""

import re
from typing import Any

from linkify_it import LinkifyIt

from chat.answer.syntax.east_asian import LETTERS, MARKS

# Quotation marks and dashes of these scripts are those of others, and never part of an address either.
_MARKS = f"{MARKS}\u2013-\u201f\u2026\u2e3a\u2e3b"
_END = re.compile(rf"\s|[{_MARKS}]|\*\*|~~")
_LETTER = re.compile(f"[{LETTERS}]")
_LATIN = re.compile("[A-Za-z0-9*_~)]")
# No address is longer.
_MAX_CHARS = 4_000


class BareLinks(LinkifyIt):  # type: ignore[misc]
    def match_at_start(self, text: str) -> Any:
        return super().match_at_start(_address(text))


def _address(text: str) -> str:
    """What of `text` may belong to the address that it begins with."""
    if end := _END.search(text, 0, _MAX_CHARS):
        text = text[: end.start()]

    first = _LETTER.search(text, 1, _MAX_CHARS)
    follows_latin = first is not None and _LATIN.match(text, first.start() - 1) is not None
    return text[: first.start()] if first and follows_latin else text
