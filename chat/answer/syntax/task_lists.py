"""Items of a list that begin with `[ ]` or `[x]`: boxes that are shown, and not to be ticked."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BOX = re.compile(r"\[([ xX])\] ")


def task_lists(state: StateCore) -> None:
    for before, opening, text in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if before.type == "list_item_open" and opening.type == "paragraph_open":
            _mark(text.children or [])


def _mark(signs: list[Token]) -> None:
    if not signs or signs[0].type != "text" or not (box := BOX.match(signs[0].content)):
        return

    signs[0].content = signs[0].content[box.end() :]
    signs.insert(0, Token("task", "", 0, info="" if box[1] == " " else "done"))
