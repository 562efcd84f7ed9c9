"""How an answer's blocks stand in a page: its headings below the page's own, each list and table on its side."""

from markdown_it.rules_core import StateCore

# Above an answer stand the headings of the page, of the question and of the answer.
HEADINGS_ABOVE, LOWEST = 3, 6
# Paragraphs and cells need no attribute: the style sheet has each begin where its first letter says.
SIDED = ("bullet_list_open", "ordered_list_open", "blockquote_open")


def place_blocks(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in SIDED:
            token.attrSet("dir", "auto")
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + HEADINGS_ABOVE, LOWEST)}"
