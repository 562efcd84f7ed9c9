"""Footnotes: `[^1]` in the text, and `[^1]: what it says` in a line of its own, where they stay.

`env["notes"]` numbers the labels that are defined; `[^a-z]` without a definition is text. While an answer is written
(`env["expects_notes"]`) a label as most notes have it is taken for one whose definition is still to come.
`env["answer"]` begins each id, so that those of two answers on a page differ.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LABEL = r"\[\^([\w-]{1,40})\]"
DEFINITION = re.compile(rf"{LABEL}:[ \t]+(?=\S)")
DEFINITION_LINE = re.compile(rf"^ {{0,3}}{DEFINITION.pattern}", re.MULTILINE)
REFERENCE = re.compile(LABEL)
# Signs that a regular expression leaves out, such as `[^abc]`, are none.
USUAL_LABEL = re.compile(r"\d{1,3}|(?:fn|note|ref|src|source|cite)[\w-]*")
# What belongs to a note beside its first paragraph is indented so.
INDENT = 4
NOTES_MAX = 500


def notes_of(text: str) -> dict[str, int]:
    """The labels that `text` defines, with their numbers."""
    labels = dict.fromkeys(definition[1] for definition in DEFINITION_LINE.finditer(text))
    return {label: number for number, label in enumerate(list(labels)[:NOTES_MAX], 1)}


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    found = DEFINITION.match(state.src, begin, state.eMarks[start])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True

    notes = state.env["notes"]
    number = notes.setdefault(found[1], len(notes) + 1) if len(notes) < NOTES_MAX else notes.get(found[1], 0)
    opening = state.push("note_open", "div", 1)
    opening.content, opening.info = found[1], str(number)
    _read_inside(state, start, end, found.end())
    opening.map = [start, state.line]

    closing = state.push("note_close", "div", -1)
    closing.info = str(number)
    return True


def reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos) or state.linkLevel > 0:
        return False
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or not _is_note(state, found[1]):
        return False

    if not silent:
        notes = state.env["notes"]
        token = state.push("note_reference", "sup", 0)
        token.content, token.info = found[1], str(notes.setdefault(found[1], len(notes) + 1))
    state.pos = found.end()
    return True


def _is_note(state: StateInline, label: str) -> bool:
    notes = state.env["notes"]
    is_expected = state.env["expects_notes"] and len(notes) < NOTES_MAX and USUAL_LABEL.fullmatch(label) is not None
    return label in notes or is_expected


def _read_inside(state: StateBlock, line: int, end: int, begin: int) -> None:
    """Reads the blocks of a note, whose first line begins behind its label."""
    kept = state.bMarks[line], state.tShift[line], state.sCount[line]
    state.bMarks[line], state.tShift[line], state.sCount[line] = begin, 0, state.blkIndent + INDENT
    state.blkIndent += INDENT

    state.md.block.tokenize(state, line, end)

    state.blkIndent -= INDENT
    state.bMarks[line], state.tShift[line], state.sCount[line] = kept
