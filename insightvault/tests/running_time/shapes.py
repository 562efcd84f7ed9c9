"""Texts that have made text functions slow somewhere: each sign of some hundred, and pairs of them, over and over."""

import random
import re
import string
from collections.abc import Iterator

from insightvault.tests.running_time.growth import Shape

# One or two of each kind that any code here tells apart.
WIDER = (
    "\x00\x0b\x0c\x1b\x1c\x7f\x85\xa0\xad¿é߯\u0130\u0301\u0327\u034f\u0430\u0451\u0640\u0650\u0663\u0915\u094d\u0e01\u0e31"
    "\u1100\u1161\u115f\u180e\u200b\u200d\u200f\u2028\u202e\u2060\u20dd\u2018\u201c\u201d\u2026\u27e6\u27e7\u3000\u3002"
    "\u3042\u30ab\u3099\u3010\u4e2d\uac00\ud55c\ue200\ue202\ufb01\ufdfa\ufe0f\ufeff\uff3b\uff1c\uff5c\uff9e\ufffd\U0001d400"
    "\U0001f468\U0001f3fd\U000e0041\U00020000"
)
SIGNS = [*string.printable, *WIDER]
# Signs that open, close, escape, part or repeat: where one meets another, patterns and parsers try again.
TELLING = "[](){}<>|*_`~#-+=:;.,!?&%$@/\\'\"^ \t\n\r0aA"
# Longer ones that mean something to a parser of Markdown, HTML, JSON or a prompt's marks.
PHRASES = (
    "[a](b)", "![a](", "[a][a]", "[a]: b\n", "](", "<a href=\"", "<!--", "</a>", "<a>", "<a", "&amp;", "&#9;",
    "<https://a>", "https://a.b/", "a@b.c ", "**a*", "*a _b ", "~~a", "``a`",
    "```\n", "$a$", "$$\n", "\\(", "\\[", "\\)", "> ", "- ",
    "1. ", "# a\n", "a\n===\n", "|a", "|-", "a|b\n-|-\n", "\t- ", "  \n", "\n\n", "\r\n", "a b ", "Ab ", "1.2:", "12 ",
    "⟦end of ", "[memory", "end of ", "<|a|>", "[INST]", "‹a", "\u0327\u0301", "e\u0301", "\u0301\u0315\u0300",
    "\uff76\uff9e", "{\"a\": 1,", "\"a\\\"", "\\\"", "'a'", "{\"a\":[", "1, ", "】【", "\ue200a\ue202b\ue201",
    "<details type=\"reasoning\">", "</details>", "<summary>", "i want ", "my brother ", "ich ", "how has ", "last ",
    "a's ", ". A", "?\n", "中。", "か ", "the the ", "か\u3099\u0301", "a/", "\u0301", "2024-01-", "1 may ",
    "on monday ",
)  # fmt: skip
# No pattern matches this at the end, so that all before it is tried again.
AFTER = "\x01"
# So many of the pairs are chosen by chance, the same each time.
PAIRS = 200
WORDS_OF_A_PATTERN = 30


def of_signs(ends: tuple[str, ...] = ("", AFTER)) -> Iterator[Shape]:
    for sign in SIGNS:
        yield from (Shape(sign, after=end) for end in ends)


def of_pairs() -> Iterator[Shape]:
    pairs = [first + second for first in TELLING for second in TELLING if first != second]
    for pair in random.Random(1).sample(pairs, PAIRS):
        yield Shape(pair)


def of_phrases() -> Iterator[Shape]:
    for phrase in PHRASES:
        yield Shape(phrase, after=AFTER)


def of_one_before_many() -> Iterator[Shape]:
    for first in "[(<{\"'`*$\\>|\n":
        for sign in "[](){}<>\"'`*\\|\n\t &a=":
            if first != sign:
                yield Shape(sign, before=first, after=AFTER)


def of_a_pattern(pattern: str) -> Iterator[Shape]:
    """The words that a pattern itself looks for, which signs alone never spell."""
    words = list(dict.fromkeys(re.findall(r"[^\W_]{2,}|[^\x00-\x7f]+", re.sub(r"\\.", " ", pattern))))
    for word in words[:: max(1, len(words) // WORDS_OF_A_PATTERN)]:
        yield Shape(f"{word} ", after=AFTER)
        yield Shape(word)


def everything() -> list[Shape]:
    return [*of_signs(), *of_pairs(), *of_phrases(), *of_one_before_many()]
