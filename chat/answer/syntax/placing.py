"""How an answer's blocks stand in a page: its headings below the page's own, each list and table on its side."""

from markdown_it.rules_core import StateCore

# Above an answer stand the headings of the page, of the question and of the answer.
HEADINGS_ABOVE, LOWEST = 3, 6
Levels = tuple[int, ...]
# Paragraphs and cells need no attribute: the style sheet has each begin where its first letter says.
SIDED = ("bullet_list_open", "ordered_list_open", "blockquote_open")


def place_blocks(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in SIDED:
            token.attrSet("dir", "auto")
        elif token.type == "heading_open":
            state.env["headings"] = _opened(state.env["headings"], int(token.tag[1]))
            token.tag = _tag(state.env["headings"])
            # For what the page sets below it while the answer is being written.
            token.attrSet("data-level", str(state.env["headings"][-1]))
        elif token.type == "heading_close":
            token.tag = _tag(state.env["headings"])


def _opened(levels: Levels, level: int) -> Levels:
    """The levels that stand open after a heading of `level`, those before it too: none is left out below the page's."""
    return (*(one for one in levels if one < level), level)


def _tag(levels: Levels) -> str:
    return f"h{min(len(levels) + HEADINGS_ABOVE, LOWEST)}"
