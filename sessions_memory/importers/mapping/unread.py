"""Whether a message of which nothing could be read holds words all the same: then it isn't empty, only not known."""

import re
from collections.abc import Mapping
from typing import Any

# Fields with these names hold what was said, even one word of it.
SAID = frozenset(
    "answer blocks body chunks content contents fragments html input md markdown mes message output part parts prompt"
    " query question reply response said segments text texts value words".split()
)
# These may hold sentences of a program.
ABOUT = frozenset(
    "agent author avatar branch channel citations endpoint error flags info language level metadata model modelname"
    " name purposeid reasoning recipient role sender signature sources stats status statushistory thinking title"
    " tokencount tool toolcalls tools type usage user username version".split()
)
PLAIN = re.compile(r"[^a-z]")
OF_AN_ID = re.compile(r"(?:^|_|-|uu)ids?$|I[dD]s?$")
# Two words, or signs of a script that may have no spaces.
SENTENCE = re.compile(r"[^\W\d_]{2}\s+[^\W\d_]{2}|[^\x00-\x7f]{4}")
LOOKED_AT_CHARS = 2_000
# Of a message, and how deep they may lie.
VALUES, DEEPEST = 500, 8


def holds_words(message: Any) -> bool:
    waiting: list[tuple[Any, bool, int]] = [(message, False, 0)]
    seen = 0

    while waiting and seen < VALUES:
        value, is_said, depth = waiting.pop()
        seen += 1
        if isinstance(value, str) and _is_words(value, is_said=is_said):
            return True

        if depth < DEEPEST:
            waiting += [(inner, is_said or named, depth + 1) for inner, named in _within(value)]

    return False


def _within(value: Any) -> list[tuple[Any, bool]]:
    if isinstance(value, list):
        return [(inner, False) for inner in value[:VALUES]]
    if not isinstance(value, Mapping):
        return []

    fields = [(str(key)[:40], inner) for key, inner in list(value.items())[:VALUES]]
    plain = [(PLAIN.sub("", key.lower()), inner) for key, inner in fields if not OF_AN_ID.search(key)]
    return [(inner, key in SAID) for key, inner in plain if key not in ABOUT]


def _is_words(text: str, *, is_said: bool) -> bool:
    head = text[:LOOKED_AT_CHARS]
    return (is_said and any(map(str.isalnum, head))) or SENTENCE.search(head) is not None
