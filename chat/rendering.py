"""Markdown to safe HTML, whole or while it is still being written.

An answer is cut into its top-level blocks. A block is closed once the next one
has begun, and is rendered by itself, once; so the finished answer equals the
blocks that were sent, and nothing jumps. Blocks end where the next one starts:
a place that later text can't move, the same in every process.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any

import nh3
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

# Raise it when the HTML changes: answers stored with an older one are rendered anew when shown.
RENDERER_VERSION = 1
# Highlighting costs about a millisecond per kilobyte; past this the code is shown plain.
HIGHLIGHT_MAX_CHARS = 50_000
# What runs on over blank lines until it is closed, and how it is closed.
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
# A table's missing cells are made up by the parser; a few bytes would become megabytes.
vars(import_module("markdown_it.rules_block.table"))["MAX_AUTOCOMPLETED_CELLS"] = 2_000

MATHML = set(
    "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup "
    "munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose mfenced".split()
)
TAGS = MATHML | set(
    "p br hr h1 h2 h3 h4 h5 h6 strong em s del code pre blockquote ul ol li a "
    "table thead tbody tr th td div span button".split()
)
ATTRIBUTES = {
    "span": {"class"},
    "pre": {"class"},
    "th": {"class"},
    "td": {"class"},
    "a": {"href", "title", "target"},
    "ol": {"start"},
    "div": {"class", "data-code"},
    "button": {"class", "type", "data-copy-code"},
    "math": {"display", "xmlns", "alttext"},
    "mo": {"stretchy", "fence", "form", "separator", "lspace", "rspace"},
    "mi": {"mathvariant"},
    "mtable": {"columnalign", "rowspacing", "columnspacing"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel", "mathvariant"},
}


FORMULA_ATTRIBUTES = {tag: names for tag, names in ATTRIBUTES.items() if tag in MATHML}


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
        return sanitise(_markdown.render(source, env))


def render(text: str) -> str:
    writer = BlockWriter()
    return "".join(block.html for block in (*writer.add(text), *writer.finish()))


def sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def _runs_on(source: str) -> bool:
    """Whether `source` begins with what is not closed yet, code or a formula."""
    opening = FENCE.match(source)
    if opening is None or len(source) > RUNS_ON_MAX_CHARS:
        return False
    return CLOSING.get(opening[1], opening[1]) not in source[opening.end() :]


def _split(text: str) -> list[str]:
    """The sources of the top-level blocks, each up to where the next one starts."""
    # As the parser counts them: other signs that end a line elsewhere don't here.
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    starts = [token.map[0] for token in _splitter.parse(text) if token.level == 0 and token.nesting >= 0 and token.map]
    bounds = [0, *starts[1:], len(lines)] if starts else []
    return ["".join(lines[a:b]) for a, b in itertools.pairwise(bounds)]


def _render_fence(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    language = tokens[idx].info.strip().split(maxsplit=1)[:1]
    name = language[0] if language else ""
    return (
        f'<div class="code" data-code><div class="code-head"><span>{escape(name)}</span>'
        '<button type="button" data-copy-code>Copy</button></div>'
        f'<pre class="code-text"><code>{_highlight(tokens[idx].content, name)}</code></pre></div>\n'
    )


def _highlight(code: str, language: str) -> str:
    if not language or len(code) > HIGHLIGHT_MAX_CHARS:
        return escape(code)
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def _render_image(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    # An image is loaded from another host, which would learn that it was read: it becomes a link.
    label = tokens[idx].content or "Image"
    return f'<a href="{escape(str(tokens[idx].attrs.get("src", "")))}" target="_blank">{escape(label)}</a>'


def _render_link_open(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    tokens[idx].attrSet("target", "_blank")
    return self.renderToken(tokens, idx, options, env)


def _render_cell_open(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    # "text-align:right": our pages allow no style attributes, classes say the same.
    alignment = str(tokens[idx].attrs.pop("style", "")).partition(":")[2]
    if alignment:
        tokens[idx].attrSet("class", alignment)
    return self.renderToken(tokens, idx, options, env)


def _render_table_open(*_: Any) -> str:
    return '<div class="table"><table>\n'


def _render_table_close(*_: Any) -> str:
    return "</table></div>\n"


def _formula(source: str, display: str) -> str:
    try:
        # The converter passes on what stands in \\text{…} as it is, tags included.
        return nh3.clean(convert(source.strip(), display=display), tags=MATHML, attributes=FORMULA_ATTRIBUTES)
    # The converter fails in many ways on what is no LaTeX; the source is then shown as it is.
    except Exception:
        return f"<code>{escape(source)}</code>"


def _render_inline_math(self: Any, tokens: Sequence[Token], idx: int, *_: Any) -> str:
    return _formula(tokens[idx].content, "inline")


def _render_block_math(self: Any, tokens: Sequence[Token], idx: int, *_: Any) -> str:
    return f'<div class="formula">{_formula(tokens[idx].content, "block")}</div>\n'


def _with_place(rule: Callable[..., bool]) -> Callable[..., bool]:
    """The formula's token gets its lines, which the plugin doesn't note; blocks are cut by them."""

    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        is_formula = rule(state, start, end, silent)
        if is_formula and not silent:
            state.tokens[-1].map = [start, state.line]
        return is_formula

    return placed


def _if_it_closes(rule: Callable[..., bool]) -> Callable[..., bool]:
    """Looks for the end first: the plugin reads to the end of the block at every sign that opens a formula."""

    def guarded(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("\\(", state.pos) and state.src.find("\\)", state.pos) < 0:
            return False
        return rule(state, silent)

    return guarded


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    # Money is not a formula: "$5 and $6" has a digit after the closing sign, or a space inside.
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, allow_labels=False)
    texmath_plugin(parser, delimiters="brackets")
    for rule in parser.block.ruler.__rules__:
        if rule.name.startswith("math_block"):
            rule.fn = _with_place(rule.fn)
    for inline in parser.inline.ruler.__rules__:
        if inline.name == "math_inline":
            inline.fn = _if_it_closes(inline.fn)
    for name, render_rule in {
        "fence": _render_fence,
        "code_block": _render_fence,
        "image": _render_image,
        "link_open": _render_link_open,
        "th_open": _render_cell_open,
        "td_open": _render_cell_open,
        "table_open": _render_table_open,
        "table_close": _render_table_close,
        "math_inline": _render_inline_math,
        "math_inline_double": _render_block_math,
        "math_single": _render_inline_math,
        "math_block": _render_block_math,
        "math_block_label": _render_block_math,
        "math_block_end": _render_block_math,
        "math_block_eqno": _render_block_math,
    }.items():
        parser.add_render_rule(name, render_rule)
    return parser


_markdown = _parser()
# The same block rules, without the work inside the blocks.
_splitter = _parser().disable(["inline", "linkify"])
