"""One plain line: of an answer's beginning, for lists and titles, and of how many there are."""

import re
from collections.abc import Sequence

# Only a renderer should see these marks of Markdown; links keep their text.
# An address may hold round brackets in pairs.
MARKDOWN = re.compile(
    r"!?\[([^\[\]]*+)\]\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|^[^\S\n]*+(?:#{1,6}|>|[-*+])[^\S\n]++|`{3}\w*|[*`]+",
    re.MULTILINE,
)

# No line or note shows more.
PLAIN_CHARS = 4000


def plain(markdown: str) -> str:
    """The beginning of an answer for one line of a list, without the marks of Markdown."""
    return " ".join(MARKDOWN.sub(r"\1", markdown[:PLAIN_CHARS]).split())


def counted(count: int, one: str, several: str = "") -> str:
    """ "1 character", "1,204 characters", "2 memories"; `several` where it is more than an "s"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
