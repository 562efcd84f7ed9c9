"""Whether two words with one stem are one word: "universe" and "university" are not, nor are "Mia" and "MIA". Pure."""

import re
from itertools import takewhile

from sessions_memory.recall.language.words import TOKEN, clean, fold

# What two forms of an English word end with behind the signs that they share.
INFLECTED = frozenset("s es ed d ing e y ies ied ier iest er ers est st r rs ion ions or ors ings n en t i".split()) | {
    ""
}
# The last sign before an ending is doubled: "planning".
DOUBLED = re.compile(r"\A([bdfgklmnprt])\1?(?=ing|ed|er)")
CODE = "`"


def is_same_word(asked: str, found: str, language: str) -> bool:
    """Both as they stand in their texts, with the mark of code in front where they stand in code."""
    code = CODE in (asked[:1], found[:1])
    asked, found = asked.lstrip(CODE), found.lstrip(CODE)
    first, second = fold(clean(asked)), fold(clean(found))

    if first == second:
        return not _is_one_a_name_and_one_short_for_something(asked, found)

    return not code and (language not in ("en", "") or _is_inflected(first, second))


def as_they_stand(text: str) -> dict[str, str]:
    """Each word in the form that recall compares -> as it first stands in the text."""
    found: dict[str, str] = {}
    for match in TOKEN.finditer(text):
        found.setdefault(clean(match[0]), marked(text, *match.span()))

    return found


def marked(text: str, start: int, end: int) -> str:
    """The word at this place, with the mark of code in front if it stands in code."""
    is_code = CODE in (text[start - 1 : start], text[end : end + 1])
    return CODE * is_code + text[start:end]


def _is_one_a_name_and_one_short_for_something(asked: str, found: str) -> bool:
    """Who types in small letters means either."""
    cases = {(word.istitle(), word.isupper() and len(word) > 1) for word in (asked, found)}
    return cases == {(True, False), (False, True)}


def _is_inflected(first: str, second: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(first, second, strict=False)))
    endings = {DOUBLED.sub("", word[shared:]) for word in (first, second)}
    return endings <= INFLECTED
