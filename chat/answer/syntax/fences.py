"""A file in Markdown that a model writes between three backticks, although code in it stands between three, too.

By CommonMark's rule the first closing fence ends the file. Here a fence that names a language opens one more within it;
if the outer one is never closed, CommonMark's rule holds.
"""

import re

from markdown_it.rules_block import StateBlock

from chat.answer.work import Work

OUTER = re.compile(r" {0,3}(?P<mark>`{3,})(?:markdown|md)[ \t]*$", re.IGNORECASE | re.MULTILINE)
FENCE_LINE = re.compile(r"^ {0,3}(?P<mark>`{3,})[ \t]*(?P<info>[^`\n]*)$", re.MULTILINE)
# A longer one was not meant as one.
MAX_CHARS = 20_000


def nested_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Within lists and quotations each line begins elsewhere: CommonMark's rule is enough there.
    if state.blkIndent or state.parentType not in ("root", "paragraph") or state.level:
        return False
    outer = OUTER.match(state.src, state.bMarks[start], state.eMarks[start])
    closing = _closing(state.src, outer, state.env["work"]) if outer else None
    if not outer or not closing:
        return False

    if not silent:
        last = state.src.count("\n", state.bMarks[start], closing.start()) + start
        token = state.push("fence", "code", 0)
        token.info, token.content = "markdown", state.getLines(start + 1, last, 0, True)
        token.map, state.line = [start, last + 1], last + 1
    return True


def is_unclosed(text: str, begin: int) -> bool:
    """Whether what comes after `text` may close the file that begins there, of which an inner fence was closed."""
    outer = OUTER.match(text, begin)
    if outer is None or len(text) - begin > MAX_CHARS:
        return False

    inner = FENCE_LINE.search(text, outer.end())
    return inner is not None and inner["info"] != "" and _closing(text, outer, Work(MAX_CHARS)) is None


def _closing(text: str, outer: re.Match[str], work: Work) -> re.Match[str] | None:
    """The line that closes it; None if no fence stands within it, or it isn't closed."""
    depth, has_inner = 0, False
    for fence in FENCE_LINE.finditer(text, outer.end(), outer.end() + MAX_CHARS):
        work.take(1)
        if fence["info"]:
            depth, has_inner = depth + 1, True
        elif depth == 0 and len(fence["mark"]) >= len(outer["mark"]):
            return fence if has_inner else None
        else:
            depth = max(0, depth - 1)
    return None
