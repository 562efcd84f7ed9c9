"""Emphasis beside Chinese, Japanese and Korean, where no space stands before a word.

By CommonMark's rule `**注意：**每天` stays as it is: a closing mark behind punctuation wants a space or punctuation
after it. Here a mark of these scripts counts as a letter, and any of their letters as a space, as in the proposal
https://github.com/tats-u/markdown-cjk-friendly.
"""

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from chat.answer.syntax.east_asian import is_east_asian, is_mark


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        sign, end = self.src[start], start
        while end < self.posMax and self.src[end] == sign:
            end += 1

        # The beginning and the end of a line count as spaces.
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        opens, closes = _can_lean(after, before), _can_lean(before, after)

        if not canSplitWord:
            opens, closes = opens and _parts(before, after, closes), closes and _parts(after, before, opens)
        return Scanned(opens, closes, end - start)


class Inlines(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)

        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _can_lean(inside: str, outside: str) -> bool:
    """Whether emphasis may hold `inside` at its edge, with `outside` beyond it."""
    if isWhiteSpace(ord(inside)):
        return False
    if not _is_punctuation(inside) or is_mark(inside):
        return True
    return isWhiteSpace(ord(outside)) or _is_punctuation(outside) or is_east_asian(outside)


def _parts(outside: str, inside: str, leans_both_ways: bool) -> bool:
    """Underscores emphasise no part of a word: snake_case stays as it is."""
    return not leans_both_ways or _is_punctuation(outside) or is_mark(inside)


def _is_punctuation(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)
