"""Text that a browser can show: it takes ever longer for marks upon one sign, and for one paragraph. Pure."""

import itertools
import re
import unicodedata

# Unicode's own limit. 100,000 marks upon one sign kept a browser busy for half a minute.
UPON_ONE_MAX = 30
CUT = "…"
PART_CHARS = 4_000
# Joiners, selectors, colours of skin, and what only makes a line of writing longer.
UPON_TOO = {0x200C, 0x200D, 0x640, 0x7FA, *range(0x1F3FB, 0x1F400)}


def _classes() -> str:
    """All marks that Unicode has, as ranges."""
    codes = [code for code in range(0x20000) if unicodedata.category(chr(code))[0] == "M" or code in UPON_TOO]
    runs = itertools.groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(pairs) for _, pairs in runs)]

    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ends) + "\U000e0100-\U000e01ef"


_MARKS = _classes()
_TOO_MANY = re.compile(rf"([{_MARKS}]{{{UPON_ONE_MAX}}})[{_MARKS}]++")


def legible(text: str) -> str:
    """Cuts marks that stand upon a sign beyond the number that any writing has."""
    return text if text.isascii() else _TOO_MANY.sub(rf"\1{CUT}", text)


def in_parts(text: str) -> list[str]:
    """Pieces of at most `PART_CHARS`, cut at the end of a line if there is one. Joined they are the text."""
    parts, begin = [], 0
    while begin < len(text):
        end = begin + PART_CHARS
        if end < len(text):
            end = text.rfind("\n", begin, end) + 1 or end
        parts.append(text[begin:end])
        begin = end

    return parts


class LegibleStream:
    """The same for a text that comes in pieces."""

    def __init__(self) -> None:
        self._before = ""

    def take(self, piece: str) -> str:
        if piece.isascii():
            self._before = piece[-1:] or self._before
            return piece

        made = legible(self._before + piece)[len(self._before) :]
        self._before = (self._before + made)[-UPON_ONE_MAX:]

        return made
