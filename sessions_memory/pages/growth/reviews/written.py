"""What a person wrote in Markdown, in blocks that a page can show: headings, quotations, lists, paragraphs. Pure.

No more of Markdown than a review is laid out in; what else there is, is shown as it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sessions_memory.web.legible import in_parts, legible
from sessions_memory.web.plain_text import plain

HEADING, QUOTE, ITEM = re.compile(r" {0,3}#{1,6}(?:\s|$)"), re.compile(r" {0,3}>"), re.compile(r" {0,3}[-*+]\s")


@dataclass(frozen=True)
class Block:
    """`kind`: "heading", "quote", "items" or "text"; of `lines` each is a heading, an item or a paragraph."""

    kind: str
    lines: tuple[str, ...]


def blocks(markdown: str) -> list[Block]:
    lines = [line.strip("\r") for line in markdown.split("\n")]
    runs = ((kind, list(run)) for kind, run in groupby(lines, _kind))
    return [Block(kind, said) for kind, run in runs if (said := tuple(_said(kind, run)))]


def _kind(line: str) -> str:
    if HEADING.match(line):
        return "heading"
    if QUOTE.match(line):
        return "quote"

    return "items" if ITEM.match(line) else "text"


def _said(kind: str, lines: list[str]) -> Iterator[str]:
    """Headings and items a line each; of the rest a blank line parts paragraphs."""
    if kind in ("heading", "items"):
        yield from (text for line in lines if (text := _plain(line)))
        return

    bare = [QUOTE.sub("", line) if kind == "quote" else line for line in lines]
    for is_blank, run in groupby(bare, lambda line: not line.strip()):
        if not is_blank:
            yield _plain("\n".join(run))


def _plain(text: str) -> str:
    """On one line, without the marks."""
    return legible(" ".join(plain(piece) for piece in in_parts(text.strip())))
