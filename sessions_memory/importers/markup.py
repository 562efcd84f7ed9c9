"""HTML as Markdown, for the formats that keep answers as pages. Only text survives: no script, style or picture."""

from html.parser import HTMLParser

from sessions_memory.importers.citations import link

BLOCKS = {"p", "div", "ul", "ol", "table", "blockquote", "section", "article", "figure"}
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SILENT = {"script", "style", "template", "head"}


def as_markdown(html: str) -> str:
    parser = _Markdown()
    parser.feed(html)
    parser.close()
    return parser.text()


class _Markdown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._silent = 0
        self._is_code = False
        self._lists: list[int] = []
        self._link: tuple[str, int] | None = None

    def text(self) -> str:
        lines = [line.rstrip() for line in "".join(self._pieces).strip().split("\n")]
        kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
        return "\n".join(kept)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
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
            self._link = (dict(attrs).get("href") or "", len(self._pieces))
        elif tag == "pre":
            self._pieces.append("\n\n```\n")
            self._is_code = True
        elif tag == "code" and not self._is_code:
            self._pieces.append("`")
        self._pieces.append(f"\n\n{HEADINGS[tag]}" if tag in HEADINGS else MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in BLOCKS or tag in HEADINGS:
            self._pieces.append("\n\n" if not self._lists else "")
        elif tag == "pre":
            self._pieces.append("\n```\n\n")
            self._is_code = False
        elif tag == "code" and not self._is_code:
            self._pieces.append("`")
        elif tag == "a" and self._link:
            address, begin = self._link
            self._pieces[begin:] = [link("".join(self._pieces[begin:]), address)]
            self._link = None
        self._pieces.append(MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(data if self._is_code else " ".join(data.split("\n")))

    def _item(self) -> None:
        mark = "- "
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            mark = f"{self._lists[-1]}. "
        self._pieces.append("\n" + "  " * max(0, len(self._lists) - 1) + mark)
