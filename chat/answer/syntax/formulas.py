"""The parser's rules for formulas: between dollars or backslashed brackets, or a bare `align` and the like.

A displayed one may stand in lines of its own, right after a line of text too, or within a line; also in lists and
quotations.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from chat.answer.syntax.formula_text import (
    ENVIRONMENT,
    MAX_CHARS,
    OPENING,
    TAIL,
    closing_of,
    is_formula,
    is_money,
    may_hold_blank_lines,
)

# Within a line a formula is short.
WITHIN = {
    "$$": re.compile(r"\$\$((?:[^$\\`]|\\[^`]|\$(?!\$)){1,2000})\$\$(?!\$)", re.DOTALL),
    "$": re.compile(r"\$((?:[^$\\`]|\\[^`]){1,2000})\$(?!\$)", re.DOTALL),
    # Behind it a parenthesis would be the address of a link whose brackets were escaped.
    "\\[": re.compile(r"\\\[((?:[^\\`]|\\[^\][`]){1,2000})\\\](?!\()", re.DOTALL),
    "\\(": re.compile(r"\\\(((?:[^\\`]|\\[^)(`]){1,2000})\\\)", re.DOTALL),
    "\\b": re.compile(rf"({ENVIRONMENT}(?:[^\\`]|\\(?!end\{{)[^`]){{1,2000}}\\end\{{(?P=name)\}})", re.DOTALL),
}
DISPLAYED = frozenset({"$$", "\\[", "\\b"})
LOOK, LOOK_CHARS = 100, 2_000


def block_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    opening = OPENING.match(state.src, begin, state.eMarks[start])
    if opening is None or state.is_code_block(start):
        return False

    last = _last_line(state, opening, start, end)
    if last is None or not is_formula(opening["mark"], content := _content(state, opening, start, last)):
        return False

    if not silent:
        token = state.push("formula_block", "math", 0)
        token.block, token.content, token.map = True, content, [start, last + 1]
        state.line = last + 1
    return True


def inline_formula(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos : state.pos + 2]
    if mark not in WITHIN:
        mark = mark[:1]
    if mark not in WITHIN:
        return False

    state.env["work"].take(min(len(state.src) - state.pos, LOOK_CHARS) // LOOK)
    match = WITHIN[mark].match(state.src, state.pos, state.posMax)
    if match is None or not _is_meant(state.src, match, mark):
        return False

    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.info = match[1], "block" if mark in DISPLAYED else "inline"
    state.pos = match.end()
    return True


def _last_line(state: StateBlock, opening: re.Match[str], start: int, end: int) -> int | None:
    """That which ends with its closing mark; None if there is none within its list or quotation."""
    # The marks around it didn't make it one: they will within their paragraph.
    if opening["name"] and start > 0 and _text(state, start - 1).endswith(("$$", "\\[")):
        return None
    closing, begin = closing_of(opening), opening.end()
    looked_at = min(len(state.src) - begin, MAX_CHARS)
    state.env["work"].take(1 + looked_at // 2_000)
    if state.src.find(closing, begin, begin + looked_at) < 0:
        return None

    may_be_blank, indent = may_hold_blank_lines(state.src, opening), min(state.blkIndent, state.sCount[start])
    for line in range(start, end):
        state.env["work"].take(1)
        text = state.src[begin : state.eMarks[line]]
        if closing in text:
            return line if TAIL.fullmatch(text.partition(closing)[2]) else None
        if line + 1 == end or not (may_be_blank if state.isEmpty(line + 1) else state.sCount[line + 1] >= indent):
            return None
        begin = state.bMarks[line + 1] + state.tShift[line + 1]
    return None


def _content(state: StateBlock, opening: re.Match[str], start: int, last: int) -> str:
    text = "\n".join(_text(state, line) for line in range(start, last + 1)).strip()
    closing = closing_of(opening)
    content, _, tail = text.removeprefix(opening[0]).partition(closing)

    if opening["name"]:
        content = f"{opening[0]}{content}{closing}"
    tail = tail.strip()
    return f"{content}\\qquad {tail}" if tail.startswith("(") else content + tail


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_meant(text: str, match: re.Match[str], mark: str) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return is_formula(mark, match[1]) and not (mark == "$" and is_money(before, match[1], after))
