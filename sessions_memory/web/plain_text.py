"""One plain line: of an answer's beginning, for lists and titles, and of what we stored."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.utils.translation import get_language, gettext

from sessions_memory.web.sizes import number

# Only a renderer should see these marks of Markdown. Kept of them: the text of a link, whose address may hold round
# brackets in pairs, and a sign that a backslash protects. A link that is cut at the end keeps its text too.
MARKDOWN = re.compile(
    r"""!?\[([^\[\]]*+)\]\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)
    |\\([\\`*_{}\[\]()\#+.!|>~-])
    |^[^\S\n]*+(?:\#{1,6}|>|[-*+])[^\S\n]++
    |`{3}\w*|[*`]+|~~
    |(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)
    |\]\([^()\s]*+\Z""",
    re.MULTILINE | re.VERBOSE,
)
# The line under a table's head, one between paragraphs, and a row of a table.
RULE = re.compile(r"^[-|:=_*+ \t]{3,}+\n?", re.MULTILINE)
ROW = re.compile(r"^[^\S\n]*+\|([^\n]*+)", re.MULTILINE)

# No line or note shows more.
PLAIN_CHARS = 4000
# Sentences that we store are shorter; what is longer is shown as it is.
STORED_MAX_CHARS = 600
VALUE = re.compile(r"\\\{(\w+)\\\}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")

Tell = Callable[[str], str]


def in_one_line(name: str) -> str:
    """What a person calls something, without what can't be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def plain(markdown: str) -> str:
    """The beginning of an answer for one line of a list, without the marks of Markdown."""
    return " ".join(unmarked(markdown[:PLAIN_CHARS]).split())


def unmarked(markdown: str) -> str:
    """As it is quoted: without the marks of Markdown, in its own lines."""
    rows = ROW.sub(lambda row: ", ".join(filter(None, map(str.strip, row[1].split("|")))), RULE.sub("", markdown))
    return MARKDOWN.sub(lambda mark: mark[1] or mark[2] or "", rows).strip()


def in_language(stored: str, forms: Sequence[str], tell: Mapping[str, Tell] | None = None) -> str:
    """A sentence that is stored in English, in the language of its reader.

    `forms`: the messages that it may have been made of, with their values' names in braces. `tell`: by its
    name, how a value is told that has words of ours itself; numbers are written as the language writes them.
    """
    if get_language() == settings.LANGUAGE_CODE or len(stored) > STORED_MAX_CHARS:
        return stored

    for form in forms:
        if found := _pattern(form).fullmatch(stored):
            values = {name: _told(name, value, tell or {}) for name, value in found.groupdict().items()}
            return gettext(form).format(**values)

    return stored


def _told(name: str, value: str, tell: Mapping[str, Tell]) -> str:
    if name in tell:
        return tell[name](value)

    return number(int(value.replace(",", ""))) if GROUPED.fullmatch(value) else value


@functools.cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(VALUE.sub(r"(?P<\1>.*?)", re.escape(form)), re.DOTALL)
