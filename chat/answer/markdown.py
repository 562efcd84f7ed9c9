"""One block of Markdown as safe HTML: the parser, how each of its tokens looks, and what may stand in a page."""

from collections.abc import Callable, Sequence
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

# Highlighting costs about a millisecond per kilobyte; past this the code is shown plain.
HIGHLIGHT_MAX_CHARS = 50_000
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


def to_html(source: str, env: EnvType) -> str:
    """`env`: link definitions of earlier blocks; those of this one are added."""
    return nh3.clean(
        _parser.render(source, env),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def block_starts(text: str) -> list[int]:
    """The lines in which its top-level blocks begin."""
    return [token.map[0] for token in _splitter.parse(text) if token.level == 0 and token.nesting >= 0 and token.map]


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


def _made_parser() -> MarkdownIt:
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


_parser = _made_parser()
# The same block rules, without the work inside the blocks.
_splitter = _made_parser().disable(["inline", "linkify"])
