"""An answer as HTML, whole or while it is still being written.

An answer is cut into its top-level blocks. A block is closed once the next one
has begun, and is rendered by itself, once; so the finished answer equals the
blocks that were sent, and nothing jumps. Blocks end where the next one starts:
a place that later text can't move, the same in every process. An answer has one
budget of work; what comes after it is used up stands there as it was written.
"""

import itertools
import re
from dataclasses import dataclass
from html import escape

from markdown_it.utils import EnvType

from chat.answer.markdown import block_starts, no_definitions, to_html
from chat.answer.syntax.fences import is_unclosed
from chat.answer.syntax.footnotes import notes_of
from chat.answer.syntax.formula_text import is_undecided, without_open_formula
from chat.answer.work import ANSWER_WORK, LOOKING_WORK, SPLIT_WORK, TooMuchWork, Work
from sessions_memory.web.legible import in_parts, legible

# Raise it when the HTML changes: answers stored with an older one are rendered anew when shown.
RENDERER_VERSION = 7
# The parser counts lines in this way: other signs that end a line elsewhere don't end one here.
LINE = re.compile(r"[^\n]*\n|[^\n]+")
NEWLINE = re.compile(r"\r\n?")
# Code runs on over blank lines until it is closed.
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# A longer block was not meant as one.
RUNS_ON_MAX_CHARS = 20_000
# Blocks of many lines, which look like nothing as plain text: lists, quotations, tables, code.
MANY_LINES = re.compile(r" {0,3}(?:[-*+>|] ?|\d{1,9}[.)] |`{3,}|~{3,})")
# The open block is read again only once it has grown by this much: long lists stay cheap.
GROWTH, GROWTH_OF_LONG, LONG_CHARS = 1.1, 1.3, 500
# A longer block is nothing that anybody wrote to be read.
BLOCK_MAX_CHARS = 20_000
PREVIEW_MAX_CHARS = 8_000
BLOCKS_MAX = 3_000
WHOLE = ANSWER_WORK + LOOKING_WORK


@dataclass(frozen=True, slots=True)
class Block:
    """`end`: code points of the answer up to where the block ends."""

    html: str
    end: int


class BlockWriter:
    """Takes an answer in pieces and gives its blocks as they close."""

    def __init__(self, answer: str = "") -> None:
        """`answer`: begins the ids in its HTML."""
        self._pieces: list[str] = []
        self._begin = 0  # where in these that begins which no closed block holds yet
        self._length = 0  # of that
        self._has_line = False  # whether one was completed since it was looked at
        self._end = 0  # code points in closed blocks
        self._count = 0
        self._blocks: list[Block] = []  # closed, and not given yet
        self._earlier: EnvType = {**no_definitions(answer), "expects_notes": True}
        self._left, self._looks_left = ANSWER_WORK, LOOKING_WORK
        self._is_plain = False  # all that comes stands as it was written
        self._read_again_at = self._shown_at = 0  # lengths of the open text
        self._preview: Block | None = None

    def expect(self, notes: dict[str, int]) -> None:
        """The footnotes of the whole answer: no others come."""
        self._earlier["notes"], self._earlier["expects_notes"] = notes, False

    def write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        # Only a whole line tells what begins in it.
        self._has_line = self._has_line or "\n" in text

    def look(self, at_once: int = WHOLE) -> list[Block]:
        """The blocks that have closed, and the open one looked at. Raises TooMuchWork.

        `at_once`: the most work that may be done here. If that is too little nothing is lost: look again elsewhere.
        """
        if self._has_line and not self._is_plain and self._looks_left:
            step = Work(at_once)
            looking = Work(self._looks_left, within=step)
            try:
                self._read(looking, step)
                self._show(looking)
            except TooMuchWork as too_much:
                if too_much.work is step:
                    raise
                # It is not looked at again before its end.
                self._preview = None
            finally:
                self._looks_left = looking.left
            self._has_line = False
        return self._given()

    def preview(self) -> Block | None:
        """The whole lines of an open block of many lines, as they look so far; None for other blocks.

        It is no part of the answer and is thrown away when the block closes: a list
        would stand there as its source until the last item is written.
        """
        return self._preview

    @property
    def has_notes(self) -> bool:
        """Its blocks may refer to what is defined after them, or nowhere: only the whole answer shows them right."""
        return bool(self._earlier["notes"])

    @property
    def done(self) -> int:
        """The work of its blocks."""
        return ANSWER_WORK - self._left

    def finish(self) -> list[Block]:
        """All that is left. Takes as long as a whole answer may."""
        self._has_line = False
        if not self._is_plain:
            self._close_blocks(self._open(), Work(SPLIT_WORK), None, is_last=True)
        # Beyond the blocks that an answer may have, or what makes none, such as a link's definition.
        if (rest := self._open()) and not (self._is_plain or self._close(rest, None)):
            self._is_plain = True
        if self._is_plain and (rest := self._open()):
            self._add(rest, as_written(rest))
        return self._given()

    def _read(self, looking: Work, step: Work) -> None:
        text = self._open()
        if self._length < self._read_again_at or self._count >= BLOCKS_MAX or _runs_on(text):
            return
        self._close_blocks(text[: text.rindex("\n") + 1], looking, step, is_last=False)
        self._read_again_at = _grown(self._length)

    def _show(self, looking: Work) -> None:
        text = self._open()
        complete = text[: text.rfind("\n") + 1]
        if not self._shown_at <= len(text) <= PREVIEW_MAX_CHARS or not complete or not MANY_LINES.match(text):
            return
        # Only its second line tells a table.
        if text.startswith("|") and complete.count("\n") < 2:
            return
        if not FENCE.match(complete):
            complete = without_open_formula(complete)
        html = to_html(complete, _copied(self._earlier), looking)
        self._preview = Block(html, self._end + len(complete))
        self._shown_at = _grown(len(complete)) + 1

    def _close_blocks(self, text: str, looking: Work, step: Work | None, *, is_last: bool) -> None:
        """Those of `text`, the open one only if it `is_last`. Raises TooMuchWork only for a `step`."""
        lines, begin, place = LINE.findall(text), 0, 0
        try:
            # Before the first one there is nothing, or what makes no block.
            for start in itertools.islice(block_starts(text, looking), 1, None):
                source = "".join(lines[begin:start])
                is_open = not is_last and (_runs_on(source) or _is_undecided(text, place, place + len(source)))
                if is_open or self._count >= BLOCKS_MAX or not self._close(source, step):
                    return
                begin, place = start, place + len(source)
        except TooMuchWork as too_much:
            if too_much.work is step or not is_last:
                raise
            self._is_plain = True

    def _close(self, source: str, step: Work | None) -> bool:
        """False if the answer's work does not suffice."""
        if len(source) > BLOCK_MAX_CHARS:
            self._add(source, as_written(source))
            return True
        work = Work(self._left, within=step)
        try:
            html = to_html(source, self._earlier, work)
        except TooMuchWork as too_much:
            if too_much.work is step:
                raise
            self._is_plain, self._left = True, 0
            return False
        self._left = work.left
        self._add(source, html)
        return True

    def _add(self, source: str, html: str) -> None:
        self._count += 1
        self._begin += len(source)
        self._length -= len(source)
        self._end += len(source)
        self._preview, self._read_again_at, self._shown_at = None, 0, 0
        self._blocks.append(Block(html, self._end))

    def _open(self) -> str:
        """The text after the last closed block."""
        text = "".join(self._pieces)[self._begin :]
        self._pieces, self._begin = [text], 0
        return text

    def _given(self) -> list[Block]:
        blocks, self._blocks = self._blocks, []
        return blocks


def render(text: str, page: Work | None = None, *, answer: str = "") -> str:
    """`page`: takes the work that it was. `answer`: begins the ids in its HTML."""
    writer, text = BlockWriter(answer), legible(NEWLINE.sub("\n", text))
    writer.expect(notes_of(text))
    writer.write(text)
    html = "".join(block.html for block in writer.finish())
    if page is not None:
        page.done += writer.done

    return html


def id_prefix(pk: int) -> str:
    """Of the ids in the answer with this key."""
    return f"a{pk}-"


def _copied(earlier: EnvType) -> EnvType:
    """For what is shown and thrown away."""
    return {**earlier, "references": {**earlier["references"]}, "notes": {**earlier["notes"]}}


def _grown(chars: int) -> int:
    return int(chars * (GROWTH if chars < LONG_CHARS else GROWTH_OF_LONG))


def _runs_on(source: str) -> bool:
    """Whether `source` begins with code that is not closed yet."""
    opening = FENCE.match(source)
    if opening is None or len(source) > RUNS_ON_MAX_CHARS:
        return False
    return opening[1] not in source[opening.end() :]


def _is_undecided(text: str, begin: int, end: int) -> bool:
    """Whether what comes after `text` may change the block between `begin` and `end`."""
    return is_unclosed(text, begin) if FENCE.match(text, begin) else is_undecided(text, begin, end)


def as_written(source: str) -> str:
    """Plain text, in paragraphs that a browser can show."""
    return "".join(f'<p class="as-written">{escape(part)}</p>\n' for part in in_parts(source))
