"""Texts and pages of the web: bytes in, the words of them out."""

import html
import re
from typing import BinaryIO

import nh3

from sessions_memory.attachments.extraction.kinds import FIRST_CHARS, UNKNOWN, UTF_16, Refused
from sessions_memory.attachments.extraction.values import Extracted, Limits

# A sign has four bytes at most; of a page most may be markup.
BYTES_OF_A_SIGN = 4
MARKUP_SHARE = 10
# A line each.
BLOCK = re.compile(
    r"<(?:/?(?:p|div|section|article|header|footer|table|ul|ol|dl|blockquote|pre|h[1-6])\b|(?:br|li|tr|dt|dd|hr)\b)",
    re.IGNORECASE,
)
CELL = re.compile(r"</t[dh]\b", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n[ \n]*\n ?")
AROUND_LINE = re.compile(r" ?\n ?")


def read_text(file: BinaryIO, limits: Limits) -> Extracted:
    read = file.read(BYTES_OF_A_SIGN * limits.chars + 1)
    return within(_decoded(read).replace("\r\n", "\n").replace("\r", "\n"), limits)


def read_page(file: BinaryIO, limits: Limits) -> Extracted:
    """The words that a browser would show; scripts, styles and comments go."""
    source = _decoded(file.read(MARKUP_SHARE * limits.chars))
    in_lines = CELL.sub(lambda found: "\t" + found[0], BLOCK.sub(lambda found: "\n" + found[0], source))
    bare = html.unescape(nh3.clean(in_lines, tags=set(), clean_content_tags={"script", "style", "template"}))
    lines = AROUND_LINE.sub("\n", LINES.sub("\n\n", SPACES.sub(" ", bare)))

    return within(lines.strip(), limits)


def within(text: str, limits: Limits, *, remark: str = "") -> Extracted:
    if len(text) <= limits.chars:
        return Extracted(text, is_cut=bool(remark), remark=remark)

    return Extracted(text[: limits.chars], True, remark or FIRST_CHARS.format(count=f"{limits.chars:,}"))


def _decoded(read: bytes) -> str:
    if read.startswith(UTF_16):
        return read.decode("utf-16", "replace")

    try:
        # What is cut in the middle of a sign is no other encoding.
        return read.decode("utf-8-sig", "strict")
    except UnicodeDecodeError as error:
        if error.start > len(read) - BYTES_OF_A_SIGN:
            return read[: error.start].decode("utf-8-sig")

    if b"\0" in read:
        raise Refused(UNKNOWN)

    return read.decode("cp1252", "replace")
