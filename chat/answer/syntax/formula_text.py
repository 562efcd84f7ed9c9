"""What of a text is a formula, and what was not meant as one: prices, words, brackets that were escaped. Pure."""

import re

from chat.answer.syntax.east_asian import LETTERS

ENVIRONMENTS = (
    "align|aligned|alignat|alignedat|flalign|equation|gather|gathered|multline|eqnarray|split|cases|array|"
    "matrix|pmatrix|bmatrix|Bmatrix|vmatrix|Vmatrix|smallmatrix"
)
ENVIRONMENT = rf"\\begin\{{(?P<name>(?:{ENVIRONMENTS})\*?)\}}"
OPENING = re.compile(rf"(?P<mark>\$\$|\\\[|{ENVIRONMENT})")
OPENING_LINE = re.compile(rf"^ {{0,3}}{OPENING.pattern}", re.MULTILINE)
# In an item of a list what is indented belongs to the item, and ends with it.
OPENING_BESIDE_LIST = re.compile(rf"^ ?{OPENING.pattern}", re.MULTILINE)
LIST_OR_QUOTE = re.compile(r" {0,3}(?:[-*+>]|\d{1,9}[.)])")
ANY_MARK = re.compile(rf"{OPENING.pattern}|\\\]|\\end\{{\w+\*?\}}")
CLOSINGS = {"$$": "$$", "$": "$", "\\[": "\\]", "\\(": "\\)"}
# Nothing closes two dollars that begin a sentence.
MAX_CHARS = 20_000
# Behind a displayed formula its line may hold a mark, or the formula's number.
TAIL = re.compile(r"[ \t]*([.,;:!?。，；：]?|\([\w.*']{1,10}\))[ \t]*")
REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
# While a list is written, its open formula is waited for as long as formulas are.
WAIT_CHARS = 2_000

LATEX_SIGNS = re.compile(r"[\\^_={}]")
PROSE = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{2,}}\s+[^\W\d_]{{2,}}|[{LETTERS}]")
# "$20 per month" begins with a sum.
PRICE = re.compile(r"\d[\d.,]*(?:[kKmMbB]n?)?[-–+]?\s+[^\W\d_]{2,}")
# "\[sic!\]", "\[note\]", "\[12\]": brackets that were only escaped.
ESCAPED = re.compile(r"[^\W\d_]{4,}[!?]?|[^\W\d_]{3}!|\d{1,3}(?:[,–-] ?\d{1,3})*")
# "The shell's $$ and $$ are numbers."
SPACED_WORD = re.compile(r"[ \t]+[a-z]{2,}[ \t]+")
# "$HOME/$USER": what ends so goes on behind the dollar.
UNFINISHED = frozenset("/:,.-=_@")


def closing_of(opening: re.Match[str]) -> str:
    return f"\\end{{{opening['name']}}}" if opening["name"] else CLOSINGS[opening["mark"]]


def may_hold_blank_lines(text: str, opening: re.Match[str]) -> bool:
    """Its mark stands alone in the line."""
    return REST_OF_LINE.match(text, opening.end()) is not None


def is_formula(mark: str, content: str) -> bool:
    if not content.strip() or "`" in content:
        return False
    if mark in ("\\[", "\\(") and ESCAPED.fullmatch(content):
        return False
    if mark == "$$" and SPACED_WORD.fullmatch(content):
        return False
    return LATEX_SIGNS.search(content) is not None or PROSE.search(content) is None


def is_money(before: str, content: str, after: str) -> bool:
    """Whether single dollars with `content` between them are sums, or names of a shell; a sign before and after."""
    if content[0].isspace() or content[-1].isspace() or PRICE.match(content):
        return True
    if before.isdigit() or before == "$" or (content[0].isdigit() and before.isalpha() and before.isascii()):
        return True
    return after.isdigit() or (after.isalpha() and after.isascii() and content[-1] in UNFINISHED)


def is_undecided(text: str, begin: int, end: int) -> bool:
    """Whether what comes after `text` may make a formula that begins in the block between `begin` and `end`."""
    lines = OPENING_BESIDE_LIST if LIST_OR_QUOTE.match(text, begin) else OPENING_LINE
    while opening := lines.search(text, begin, end):
        closed = text.find(closing_of(opening), opening.end(), opening.end() + MAX_CHARS)
        if closed < 0:
            return _waits(text, opening)
        begin = closed + 2
    return False


def _waits(text: str, opening: re.Match[str]) -> bool:
    if len(text) - opening.end() >= MAX_CHARS:
        return False
    return may_hold_blank_lines(text, opening) or BLANK_LINE.search(text, opening.end()) is None


def without_open_formula(text: str) -> str:
    """The lines of `text` before that in which a displayed formula begins that is still being written."""
    begin, closing = -1, ""
    for mark in ANY_MARK.finditer(text):
        if closing:
            begin, closing = (-1, "") if mark[0] == closing else (begin, closing)
        elif mark["mark"]:
            begin, closing = mark.start(), closing_of(mark)

    if begin < 0 or len(text) - begin > WAIT_CHARS:
        return text
    return text[: text.rfind("\n", 0, begin) + 1]
