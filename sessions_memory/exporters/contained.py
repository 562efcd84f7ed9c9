"""An answer's Markdown as a part of a file: what it holds stays within it.

Its headings stand below the file's own; a block of code, a comment or raw HTML that it never closes does not take
what follows along. All else stays as it was written.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# A text without any of these needs no look.
SUSPECT = re.compile(r"^ {0,3}(?:#|=+\s*$|-+\s*$|```|~~~|<)|%%", re.MULTILINE)
BLANK_BEGINNING = re.compile(r"\A(?:[^\S\n]*\n)+")
HEADING = re.compile(r"( {0,3})(#{1,5})(?!#)")
DEEPEST = 6
# The beginnings of a piece of HTML that a blank line doesn't end, with the signs that do.
HTML_ENDS = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>", "<!": ">"}
RAW_TAG = re.compile(r"\s*<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)


def contained(text: str) -> str:
    text = BLANK_BEGINNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
    if not SUSPECT.search(text):
        return text

    lines = text.split("\n")
    code: set[int] = set()

    for token in _parser().parse(text):
        if token.type in ("fence", "code_block") and token.map:
            code.update(range(*token.map))
        if token.level == 0 and token.map:
            _contain(token, lines)

    # Obsidian hides what stands between two of these.
    return "\n".join(line if place in code else line.replace("%%", r"%\%") for place, line in enumerate(lines))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    # Only blocks are asked for, not what stands within a line.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _contain(token: Token, lines: list[str]) -> None:
    assert token.map
    begin, end = token.map

    if token.type == "heading_open":
        _deepen(token.markup, lines, begin, end)
    elif token.type == "fence":
        if end - begin < 2 or not _is_end_of(token.markup, lines[end - 1]):
            lines[end - 1] += f"\n{token.markup}"
    elif token.type == "html_block" and end >= len(lines) and not _is_closed("\n".join(lines[begin:end])):
        lines[begin] = lines[begin].replace("<", r"\<", 1)


def _deepen(markup: str, lines: list[str], begin: int, end: int) -> None:
    if markup == "=":
        lines[end - 1] = lines[end - 1].replace("=", "-")
    elif markup == "-":
        # Underlined, there is nothing below the second level.
        lines[begin : end - 1] = [
            f"### {' '.join(' '.join(lines[begin : end - 1]).split())}",
            *[""] * (end - begin - 2),
        ]
        lines[end - 1] = ""
    elif len(markup) < DEEPEST:
        lines[begin] = HEADING.sub(r"\1\2#", lines[begin], count=1)


def _is_end_of(markup: str, line: str) -> bool:
    text = line.strip()
    return len(text) >= len(markup) and not text.strip(markup[0])


def _is_closed(html: str) -> bool:
    if raw := RAW_TAG.match(html):
        return f"</{raw[1].lower()}>" in html.lower()

    begun = html.lstrip().lower()
    return next((end in begun for start, end in HTML_ENDS.items() if begun.startswith(start)), True)
