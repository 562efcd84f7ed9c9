"""The parser's rules, each of which counts the work that it is, in `env["work"]`."""

from collections.abc import Callable
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from chat.answer.work import BLOCK_RULE, INLINE_RULE, TOKEN

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


class CountedState(StateBlock):
    """A table of a few lines makes thousands of tokens, within one rule."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["work"].take(TOKEN)
        return super().push(ttype, tag, nesting)


class CountedBlocks(ParserBlock):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:
        if not src:
            return None
        state = CountedState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def count_rules(parser: MarkdownIt) -> None:
    """Wraps all that it has by now."""
    for rule in parser.block.ruler.__rules__:
        rule.fn = _counted_block(rule.fn)
    for inline in parser.inline.ruler.__rules__:
        inline.fn = _counted_inline(_counted_address(inline.fn) if inline.name == "linkify" else inline.fn)


def _counted_block(rule: BlockRule) -> BlockRule:
    def counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        state.env["work"].take(BLOCK_RULE)
        return rule(state, start, end, silent)

    return counted


def _counted_inline(rule: InlineRule) -> InlineRule:
    def counted(state: StateInline, silent: bool) -> bool:
        state.env["work"].take(INLINE_RULE)
        return rule(state, silent)

    return counted


def _counted_address(rule: InlineRule) -> InlineRule:
    """At each "://" all before it is searched for what it belongs to, and all behind it copied."""

    def counted(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("://", state.pos):
            state.env["work"].take(len(state.src) // 40)
        return rule(state, silent)

    return counted
