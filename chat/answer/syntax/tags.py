"""The four tags that models write for want of Markdown: a line break, small letters below and above, a key.

They are known in exactly this form, without attributes and closed again within the same paragraph or cell; all else
stays text. What is between two tags is read as Markdown, so they can't cross other marks.
"""

import re

from markdown_it.rules_inline import StateInline

BREAK = re.compile(r"<br ?/?>")
PAIR = re.compile(r"<(sub|sup|kbd)>")
# Longer ones are none of these; each that is opened is looked through for its end.
MAX_CHARS = 400
WORK = 8


def tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    if line_break := BREAK.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("hardbreak", "br", 0)
        state.pos = line_break.end()
        return True

    opening = PAIR.match(state.src, state.pos, state.posMax)
    return opening is not None and _pair(state, opening[1], silent)


def _pair(state: StateInline, name: str, silent: bool) -> bool:
    opening, closing = f"<{name}>", f"</{name}>"
    begin, after = state.pos, state.posMax
    end = _end(state, begin + len(opening), closing)
    if end <= begin + len(opening):
        return False

    if not silent:
        state.push(f"{name}_open", name, 1)
        state.pos, state.posMax = begin + len(opening), end
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", name, -1)

    state.pos, state.posMax = end + len(closing), after
    return True


def _end(state: StateInline, inner: int, closing: str) -> int:
    """Where `closing` stands outside of code, links and other tags; 0 if nowhere."""
    start, last = state.pos, state.src.rfind(closing, inner, min(inner + MAX_CHARS, state.posMax))
    state.env["work"].take(WORK)
    state.pos = inner
    while state.pos <= last and not state.src.startswith(closing, state.pos):
        state.env["work"].take(1)
        state.md.inline.skipToken(state)

    end, state.pos = state.pos, start
    return end if 0 <= end <= last else 0
