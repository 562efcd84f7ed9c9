"""One block of Markdown as safe HTML: the parser, how each of its tokens looks, and what may stand in a page.

All that it does is counted in `env["work"]`, a `Work`, which ends it by TooMuchWork.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib import import_module
from typing import Any, Literal

import nh3
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin

from chat.answer.highlighting import highlighted
from chat.answer.work import BLOCK, BLOCK_RULE, INLINE_RULE, LINE, TOKEN, Work

# A longer formula is shown as it is written; one of letters or cells costs ten units a sign.
FORMULA_MAX_CHARS = 2_000
FORMULA, FORMULA_CHAR = 60, 10
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


def to_html(source: str, references: EnvType, work: Work) -> str:
    """`references`: link definitions of earlier blocks; those of this one are added. Raises TooMuchWork."""
    work.take(BLOCK)
    return nh3.clean(
        _parser.render(source, {"references": references, "work": work}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def block_starts(text: str, work: Work) -> Iterator[int]:
    """The lines in which its top-level blocks begin, each once the block is read. Raises TooMuchWork."""
    work.take(LINE * text.count("\n"))
    state = _CountedState(text, _splitter, {"references": {}, "work": work}, [])
    rules = _splitter.block.ruler.getRules("")
    while (line := state.skipEmptyLines(state.line)) < state.lineMax:
        state.line = line
        next(rule for rule in rules if rule(state, line, state.lineMax, False))
        # A link's definition makes no block.
        if state.tokens:
            yield line
        state.tokens.clear()


def _render_fence(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    language = tokens[idx].info.strip().split(maxsplit=1)[:1]
    name = language[0] if language else ""
    return (
        f'<div class="code" data-code><div class="code-head"><span>{escape(name)}</span>'
        '<button type="button" data-copy-code>Copy</button></div>'
        f'<pre class="code-text"><code>{highlighted(tokens[idx].content, name, env["work"])}</code></pre></div>\n'
    )


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


def _formula(source: str, display: str, work: Work) -> str:
    if len(source) > FORMULA_MAX_CHARS:
        return f"<code>{escape(source)}</code>"
    work.take(FORMULA + FORMULA_CHAR * len(source))
    try:
        # The converter passes on what stands in \\text{…} as it is, tags included.
        return nh3.clean(convert(source.strip(), display=display), tags=MATHML, attributes=FORMULA_ATTRIBUTES)
    # The converter fails in many ways on what is no LaTeX; the source is then shown as it is.
    except Exception:
        return f"<code>{escape(source)}</code>"


def _render_inline_math(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return _formula(tokens[idx].content, "inline", env["work"])


def _render_block_math(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f'<div class="formula">{_formula(tokens[idx].content, "block", env["work"])}</div>\n'


class _CountedState(StateBlock):
    """A table of a few lines makes thousands of tokens, within one rule."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["work"].take(TOKEN)
        return super().push(ttype, tag, nesting)


class _CountedBlocks(ParserBlock):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:
        if not src:
            return None
        state = _CountedState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def _counted_block(rule: Callable[..., bool]) -> Callable[..., bool]:
    def counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        state.env["work"].take(BLOCK_RULE)
        return rule(state, start, end, silent)

    return counted


def _counted_formula(rule: Callable[..., bool]) -> Callable[..., bool]:
    """A block of a formula is looked through for its end, and all that follows copied."""

    def counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.src.startswith(("$$", "\\["), state.bMarks[start] + state.tShift[start]):
            state.env["work"].take((end - start) // 2 + len(state.src) // 2_000)
        return rule(state, start, end, silent)

    return counted


def _counted_inline(rule: Callable[..., bool]) -> Callable[..., bool]:
    def counted(state: StateInline, silent: bool) -> bool:
        state.env["work"].take(INLINE_RULE)
        return rule(state, silent)

    return counted


def _counted_address(rule: Callable[..., bool]) -> Callable[..., bool]:
    """At each "://" all before it is searched for what it belongs to, and all behind it copied."""

    def counted(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("://", state.pos):
            state.env["work"].take(len(state.src) // 40)
        return rule(state, silent)

    return counted


def _with_place(rule: Callable[..., bool]) -> Callable[..., bool]:
    """The formula's token gets its lines, which the plugin doesn't note; blocks are cut by them."""

    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        is_formula = rule(state, start, end, silent)
        if is_formula and not silent:
            state.tokens[-1].map = [start, state.line]
        return is_formula

    return placed


def _if_it_closes(rule: Callable[..., bool]) -> Callable[..., bool]:
    """Looks for the end first: the plugin copies all that follows each sign that opens a formula, and reads it."""

    def guarded(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("\\(", state.pos):
            state.env["work"].take(len(state.src) // 400)
            if state.src.find("\\)", state.pos) < 0:
                return False
        return rule(state, silent)

    return guarded


def _made_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    parser.block = _CountedBlocks()
    parser.configure("commonmark", {"html": False, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    # Money is not a formula: "$5 and $6" has a digit after the closing sign, or a space inside.
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, allow_labels=False)
    texmath_plugin(parser, delimiters="brackets")
    for rule in parser.block.ruler.__rules__:
        if rule.name.startswith("math_block"):
            rule.fn = _counted_formula(_with_place(rule.fn))
        rule.fn = _counted_block(rule.fn)
    for inline in parser.inline.ruler.__rules__:
        if inline.name == "math_inline":
            inline.fn = _if_it_closes(inline.fn)
        if inline.name == "linkify":
            inline.fn = _counted_address(inline.fn)
        inline.fn = _counted_inline(inline.fn)
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


_parser = _made_parser()
# The same block rules, without the work inside the blocks.
_splitter = _made_parser().disable(["inline", "linkify"])
