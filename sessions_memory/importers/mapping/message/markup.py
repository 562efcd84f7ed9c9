"""HTML as Markdown, for the formats that keep answers as pages. Only text survives: no script, style or picture.

The tags are found here, each place looked at once: the standard library's parser looks for the end of a broken
comment or tag anew at every one of a hundred thousand.
"""

import html as entities
import re

from sessions_memory.importers.mapping.message.citations import link

BLOCKS = {"p", "div", "ul", "ol", "table", "blockquote", "section", "article", "figure"}
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
# All up to their end is no markup.
RAW = {"script", "style"}
SILENT = {*RAW, "template", "head"}
TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>"']{0,40}+)((?:"[^"]*+"|'[^']*+'|[^"'<>])*+)>""")
# A longer one is text, as is one that never ends.
TAG_CHARS = 4_000
HREF = re.compile(r"""(?<![^\s"'/])href\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
RAW_END = re.compile(f"</(?:{'|'.join(sorted(RAW))})", re.IGNORECASE)
DEEPEST_LIST = 8


def as_markdown(html: str) -> str:
    markdown, place = _Markdown(), 0
    while (begin := html.find("<", place)) >= 0:
        markdown.take_text(html[place:begin])
        if html[begin + 1 : begin + 2] in ("!", "?"):
            place = _after(html, "-->" if html.startswith("<!--", begin) else ">", begin)
        elif tag := TAG.match(html, begin, begin + TAG_CHARS):
            place = tag.end()
            name = tag[2].lower()

            if tag[1]:
                markdown.end(name)
            elif name in RAW:
                end = RAW_END.search(html, place)
                place = _after(html, ">", end.end()) if end else len(html)
            else:
                markdown.begin(name, tag[3])
        else:
            markdown.take_text("<")
            place = begin + 1

    markdown.take_text(html[place:])
    return markdown.text()


def _after(html: str, end: str, place: int) -> int:
    """A tag that is never closed takes all that follows, as in a browser."""
    found = html.find(end, place)
    return len(html) if found < 0 else found + len(end)


def _address(attributes: str) -> str:
    found = HREF.search(attributes)
    return readable(next((value for value in found.groups() if value), "")) if found else ""


def readable(text: str) -> str:
    try:
        return entities.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


class _Markdown:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._silent = 0
        self._is_code = False
        self._lists: list[int] = []
        self._link: tuple[str, int] | None = None

    def text(self) -> str:
        lines = [line.rstrip() for line in "".join(self._pieces).strip().split("\n")]
        kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
        return "\n".join(kept)

    def begin(self, tag: str, attributes: str) -> None:
        self._silent += tag in SILENT
        if self._silent:
            return
        if tag in BLOCKS and not self._lists:
            self._pieces.append("\n\n")

        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._item()
        elif tag in ("br", "tr"):
            self._pieces.append("\n")
        elif tag in ("td", "th"):
            self._pieces.append(" | ")
        elif tag == "a":
            self._link = (_address(attributes), len(self._pieces))
        elif tag == "pre":
            self._pieces.append("\n\n```\n")
            self._is_code = True
        elif tag == "code" and not self._is_code:
            self._pieces.append("`")

        self._pieces.append(f"\n\n{HEADINGS[tag]}" if tag in HEADINGS else MARKS.get(tag, ""))

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag in SILENT
            return

        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

        if tag in BLOCKS or tag in HEADINGS:
            self._pieces.append("\n\n" if not self._lists else "")
        elif tag == "pre" and self._is_code:
            self._pieces.append("\n```\n\n")
            self._is_code = False
        elif tag == "code" and not self._is_code:
            self._pieces.append("`")
        elif tag == "a" and self._link:
            address, begin = self._link
            self._pieces[begin:] = [link("".join(self._pieces[begin:]), address)]
            self._link = None

        self._pieces.append(MARKS.get(tag, ""))

    def take_text(self, text: str) -> None:
        if not self._silent:
            text = readable(text)
            self._pieces.append(text if self._is_code else text.replace("\n", " "))

    def _item(self) -> None:
        mark = "- "
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            mark = f"{self._lists[-1]}. "

        self._pieces.append("\n" + "  " * min(max(0, len(self._lists) - 1), DEEPEST_LIST) + mark)
