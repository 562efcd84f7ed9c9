"""An answer as HTML, whole or while it is still being written.

An answer is cut into its top-level blocks. A block is closed once the next one
has begun, and is rendered by itself, once; so the finished answer equals the
blocks that were sent, and nothing jumps. Blocks end where the next one starts:
a place that later text can't move, the same in every process.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markdown_it.utils import EnvType

from chat.answer.markdown import block_starts, to_html

# Raise it when the HTML changes: answers stored with an older one are rendered anew when shown.
RENDERER_VERSION = 1
# What runs on over blank lines until it is closed, and how it is closed.
# As the parser counts them: other signs that end a line elsewhere don't here.
LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|\$\$|\\\[)")
CLOSING = {"\\[": "\\]"}
# Then it was not meant so: two dollars that begin a sentence are closed by nothing.
RUNS_ON_MAX_CHARS = 20_000
# Blocks of many lines, which look like nothing as plain text: lists, quotations, tables, code.
MANY_LINES = re.compile(r" {0,3}(?:[-*+>|] ?|\d{1,9}[.)] |`{3,}|~{3,})")
# The open block is read again only once it has grown by this much: long lists stay cheap.
GROWTH = 1.1
# Rendering happens between the words of everybody's answers: what would take long is shown as plain text.
BLOCK_MAX_CHARS = 20_000
PREVIEW_MAX_CHARS = 8_000
BLOCKS_MAX = 3_000


@dataclass(frozen=True, slots=True)
class Block:
    """`end`: code points of the answer up to where the block ends."""

    html: str
    end: int


class BlockWriter:
    """Takes an answer in pieces and gives its blocks as they close."""

    def __init__(self) -> None:
        self._open = ""  # what no closed block holds yet
        self._end = 0  # code points in closed blocks
        self._count = 0
        self._env: EnvType = {}  # link definitions of earlier blocks
        self._read_again_at = 0  # length of the open text

        self._shown_at = 0
        self._preview: Block | None = None

    def add(self, text: str) -> list[Block]:
        self._open += text
        if self._count >= BLOCKS_MAX:
            return []
        # Only a whole line tells what begins in it.
        if "\n" not in text or len(self._open) < self._read_again_at or _runs_on(self._open):
            return []

        complete = self._open[: self._open.rindex("\n") + 1]
        closed = itertools.takewhile(lambda source: not _runs_on(source), _split(complete)[:-1])
        blocks = self._close_all(closed)
        self._read_again_at = int(len(self._open) * (GROWTH if len(self._open) < BLOCK_MAX_CHARS else 2))

        return blocks

    def preview(self) -> Block | None:
        """The whole lines of an open block of many lines, as they look so far; None for other blocks.

        It is no part of the answer and is thrown away when the block closes: a list
        would stand there as its source until the last item is written.
        """
        if (
            len(self._open) <= PREVIEW_MAX_CHARS
            and MANY_LINES.match(self._open)
            and "\n" in self._open
            and len(self._open) >= self._shown_at
        ):
            complete = self._open[: self._open.rindex("\n") + 1]
            html = self._html(complete, {**self._env})
            self._preview = Block(html, self._end + len(complete))
            self._shown_at = int(len(complete) * GROWTH) + 1

        return self._preview

    def finish(self) -> list[Block]:
        blocks = self._close_all(_split(self._open))
        if self._open:
            # Beyond the most blocks an answer may have, or what makes no block, such as a link's definition.
            blocks += self._close_all([self._open])

        return blocks

    def _close_all(self, sources: Iterable[str]) -> list[Block]:
        before = self._end
        room = max(1, BLOCKS_MAX - self._count)
        blocks = [self._close(source) for source in itertools.islice(sources, room)]
        self._open = self._open[self._end - before :]

        return blocks

    def _close(self, source: str) -> Block:
        self._count += 1
        self._end += len(source)
        self._preview, self._shown_at = None, 0

        return Block(self._html(source, self._env), self._end)

    def _html(self, source: str, env: EnvType) -> str:
        if len(source) > BLOCK_MAX_CHARS:
            return f"<p>{escape(source)}</p>\n"

        return to_html(source, env)


def render(text: str) -> str:
    writer = BlockWriter()
    return "".join(block.html for block in (*writer.add(text), *writer.finish()))


def _runs_on(source: str) -> bool:
    """Whether `source` begins with what is not closed yet, code or a formula."""
    opening = FENCE.match(source)
    if opening is None or len(source) > RUNS_ON_MAX_CHARS:
        return False

    return CLOSING.get(opening[1], opening[1]) not in source[opening.end() :]


def _split(text: str) -> list[str]:
    """The sources of the top-level blocks, each up to where the next one starts."""
    lines = LINE.findall(text)
    starts = block_starts(text)
    bounds = [0, *starts[1:], len(lines)] if starts else []

    return ["".join(lines[a:b]) for a, b in itertools.pairwise(bounds)]
