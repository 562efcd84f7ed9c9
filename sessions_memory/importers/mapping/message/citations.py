"""ChatGPT's citation marks as Markdown links.

Since 2025 a mark is U+E200 kind U+E202 payload U+E201 and the message's `content_references` say what it stands for;
before, it was 【n†source】 with `citations` giving the place. A mark that cannot be resolved is taken out whole: taking
out the bare characters would leave "citeturn0search3", and a pattern of words would eat the text's own.
"""

import re
from collections.abc import Mapping
from typing import Any

from sessions_memory.importers.mapping.parsing import NotJson, parse
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import clean, one_line

MARK = re.compile("\ue200([^\ue200-\ue202]{1,40})\ue202?([^\ue200\ue201]{0,4000})\ue201")
OLD_MARK = re.compile(r"【[^【】\n]{0,20}†[^【】\n]{0,200}】")
# The same in a file whose UTF-8 was once taken for Windows-1252; the places in `citations` are those of the right text.
MISREAD_MARK = re.compile("ã€\x90([^ã€\n]{0,20})â€\xa0([^ã€\n]{0,200})ã€‘")
# Around the cited words, and whatever of a mark has lost its other half.
STRAY = re.compile("[\ue200-\ue206]")
PRIVATE = re.compile("[\ue200-\ue206【]|ã€\x90")
LINKABLE = re.compile(r"https?://[^\s<>()]{1,2000}\Z", re.IGNORECASE)
IN_A_LINK = re.compile(r"([\[\]\\])")


def link(title: Any, url: Any) -> str:
    """A Markdown link, the bare title if the address is none that a page may link to."""
    name = one_line(title)
    address = clean(url).strip().replace("(", "%28").replace(")", "%29")
    if not LINKABLE.match(address):
        return name

    label = IN_A_LINK.sub(r"\\\1", name or _host(address))
    return f"[{label}]({address})"


def with_links(text: str, metadata: Mapping[str, Any]) -> str:
    if text.isascii() or not PRIVATE.search(text):
        return text

    text = _old_marks(MISREAD_MARK.sub(r"【\1†\2】", text), objects(metadata.get("citations")))
    for reference in objects(metadata.get("content_references")):
        matched = reference.get("matched_text")
        if isinstance(matched, str) and PRIVATE.match(matched):
            text = text.replace(matched, _stands_for(reference))

    return STRAY.sub("", MARK.sub(_unresolved, text))


def _old_marks(text: str, citations: list[Mapping[str, Any]]) -> str:
    """From the last to the first, so that the places of the others stay true."""
    placed = [(cited["start_ix"], cited["end_ix"], cited) for cited in citations if _has_place(cited, len(text))]
    for start, end, cited in sorted(placed, key=lambda place: place[0], reverse=True):
        if OLD_MARK.fullmatch(text, start, end):
            source = object_in(cited, "metadata")
            found = link(source.get("title"), source.get("url"))
            text = text[:start] + (f" ({found})" if found else "") + text[end:]

    return OLD_MARK.sub("", text)


def _has_place(cited: Mapping[str, Any], length: int) -> bool:
    start, end = cited.get("start_ix"), cited.get("end_ix")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length


def _stands_for(reference: Mapping[str, Any]) -> str:
    links = [link(item.get("title"), item.get("url")) for item in objects(reference.get("items"))]
    if not links and isinstance(reference.get("url"), str):
        links = [link(reference.get("title"), reference["url"])]
    if found := ", ".join(filter(None, links)):
        return f"({found})"

    return clean(reference.get("alt"))


def _unresolved(mark: re.Match[str]) -> str:
    """The name of an entity; "" for anything else."""
    if mark[1] != "entity":
        return ""

    try:
        payload, _ = parse(mark[2].encode("utf-8", "replace"))
    except NotJson:
        return ""

    return clean(payload[1]) if isinstance(payload, list) and len(payload) > 1 else ""


def _host(address: str) -> str:
    return address.split("/")[2]
