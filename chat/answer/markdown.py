"""One block of Markdown as safe HTML: the parser, how each of its tokens looks, and what may stand in a page.

All that it does is counted in `env["work"]`, a `Work`, which ends it by TooMuchWork.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from chat.answer import mathml
from chat.answer.highlighting import highlighted
from chat.answer.syntax import footnotes
from chat.answer.syntax.counted import CountedBlocks, CountedState, count_rules
from chat.answer.syntax.emphasis import Inlines
from chat.answer.syntax.fences import nested_fence
from chat.answer.syntax.formulas import block_formula, inline_formula
from chat.answer.syntax.links import BareLinks
from chat.answer.syntax.placing import place_blocks
from chat.answer.syntax.tables import prepare_tables
from chat.answer.syntax.tags import tag
from chat.answer.syntax.task_lists import task_lists
from chat.answer.work import BLOCK, LINE, Work

# A displayed formula ends a paragraph, as code does.
CAN_INTERRUPT = ["paragraph", "reference", "blockquote", "list"]
# What is wider than the page is reached and moved by keys, too.
SCROLLS = 'tabindex="0" role="group"'
TAGS = mathml.TAGS | set(
    "p br hr h1 h2 h3 h4 h5 h6 strong em s del sub sup kbd code pre blockquote ul ol li a "
    "table thead tbody tr th td div span button input".split()
)
ATTRIBUTES = mathml.ATTRIBUTES | {
    "span": {"class"},
    "pre": {"class", "tabindex", "role", "aria-label"},
    "th": {"class"},
    "td": {"class"},
    "a": {"href", "title", "target", "class", "aria-label"},
    "sup": {"id"},
    "input": {"type", "checked", "disabled", "aria-label"},
    "ol": {"start", "dir"},
    "ul": {"dir"},
    "blockquote": {"dir"},
    "table": {"dir"},
    **{heading: {"data-level"} for heading in ("h4", "h5", "h6")},
    "div": {"class", "data-code", "id", "tabindex", "role", "aria-label"},
    "button": {"class", "type", "data-copy-code"},
}


def to_html(source: str, earlier: EnvType, work: Work) -> str:
    """`earlier`: definitions of the answer's other blocks, of links and notes; this one's are added.

    Raises TooMuchWork.
    """
    work.take(BLOCK)
    # What is given up half way is made once more.
    env = {**earlier, "anchored": set(earlier["anchored"]), "work": work}
    html = _parser.render(source, env)
    earlier.update(anchored=env["anchored"], headings=env["headings"])

    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def no_definitions(answer: str = "") -> EnvType:
    """`answer`: begins the ids of its notes."""
    return {"references": {}, "notes": {}, "expects_notes": False, "anchored": set(), "headings": (), "answer": answer}


def block_starts(text: str, work: Work) -> Iterator[int]:
    """The lines in which its top-level blocks begin, each once the block is read. Raises TooMuchWork."""
    work.take(LINE * text.count("\n"))
    state = CountedState(text, _splitter, {**no_definitions(), "work": work}, [])
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
    code = highlighted(tokens[idx].content, name, env["work"])
    return (
        f'<div class="code" data-code><div class="code-head"><span>{escape(name)}</span>'
        '<button type="button" data-copy-code>Copy</button></div>'
        f'<pre class="code-text" {SCROLLS} aria-label="Code"><code>{code}</code></pre></div>\n'
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
    return f'<div class="table" {SCROLLS} aria-label="Table"><table dir="auto">\n'


def _render_table_close(*_: Any) -> str:
    return "</table></div>\n"


def _render_formula(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[idx]
    if token.info == "inline":
        return mathml.mathml(token.content, "inline", env["work"])
    # Within a paragraph stands no other block: the style sheet gives the formula its own line.
    return f'<span class="formula">{mathml.mathml(token.content, "block", env["work"])}</span>'


def _render_formula_block(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f'<div class="formula">{mathml.mathml(tokens[idx].content, "block", env["work"])}</div>\n'


def _render_task(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    state = 'checked aria-label="Done"' if tokens[idx].info else 'aria-label="To do"'
    return f'<input type="checkbox" disabled {state}>'


def _render_reference(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    number, label = tokens[idx].info, escape(tokens[idx].content)
    # The note leads back to the first.
    place = "" if number in env["anchored"] else f' id="{env["answer"]}ref-{number}"'
    env["anchored"].add(number)
    return f'<sup{place}><a href="#{env["answer"]}note-{number}" aria-label="Note {label}">{label}</a></sup>'


def _render_note_open(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    number, label = tokens[idx].info, escape(tokens[idx].content)
    return f'<div class="note" id="{env["answer"]}note-{number}"><span class="note-label">{label}</span><div>'


def _render_note_close(self: Any, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    number = tokens[idx].info
    back = f'<a class="note-back" href="#{env["answer"]}ref-{number}" aria-label="Back to the text">\u21a9\ufe0e</a>'
    return f"</div>{back if number in env['anchored'] else ''}</div>\n"


def _made_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    parser.block, parser.inline, parser.linkify = CountedBlocks(), Inlines(), BareLinks()
    parser.configure("commonmark", {"html": False, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.block.ruler.before("fence", "formula", block_formula, {"alt": CAN_INTERRUPT})
    parser.block.ruler.before("fence", "nested_fence", nested_fence, {"alt": CAN_INTERRUPT})
    parser.inline.ruler.before("escape", "formula", inline_formula)
    parser.inline.ruler.before("autolink", "tag", tag)
    parser.block.ruler.before("reference", "note", footnotes.definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "note", footnotes.reference)
    parser.core.ruler.after("inline", "tasks", task_lists)
    parser.core.ruler.after("tasks", "places", place_blocks)
    count_rules(parser)

    for name, render_rule in {
        "fence": _render_fence,
        "code_block": _render_fence,
        "image": _render_image,
        "link_open": _render_link_open,
        "th_open": _render_cell_open,
        "td_open": _render_cell_open,
        "table_open": _render_table_open,
        "table_close": _render_table_close,
        "task": _render_task,
        "note_reference": _render_reference,
        "note_open": _render_note_open,
        "note_close": _render_note_close,
        "formula": _render_formula,
        "formula_block": _render_formula_block,
    }.items():
        parser.add_render_rule(name, render_rule)
    return parser


prepare_tables()
_parser = _made_parser()
# The same block rules, without the work inside the blocks.
_splitter = _made_parser().disable(["inline", "linkify", "tasks", "places"])
