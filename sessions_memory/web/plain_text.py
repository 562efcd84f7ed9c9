"""An answer's beginning as one plain line, for lists and titles."""

import re

# What only a renderer should see of Markdown; links keep their text.
MARKDOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|^\s*(?:#{1,6}|>|[-*+])\s+|`{3}\w*|[*`]+", re.MULTILINE)

# No line or note shows more; ten thousand opening brackets took seconds.
PLAIN_CHARS = 4000


def plain(markdown: str) -> str:
    """The beginning of an answer for one line of a list, without the marks of Markdown."""
    return " ".join(MARKDOWN.sub(r"\1", markdown[:PLAIN_CHARS]).split())
