"""Whether what a model wrote is the name of a theme: a label in the person's own words, and nothing else. Pure."""

from collections.abc import Sequence
from typing import Any

from chat.growth.sentences import NUMBER, PRAISE, UNFIT
from sessions_memory.recall.language.words import is_paired, terms_of, tokens_of

WORDS_MAX = 5
CHARS_MAX = 60
# Of a script that puts no space between words.
SIGNS_MAX = 12
QUOTES = "\"'“”„«»‘’「」 "
# Ends of sentences, and of what announces something.
SAYS = frozenset(".?!:;…。？！：；\n\r")


def fitting(entries: Sequence[dict[str, Any]], sent: Sequence[str]) -> str:
    """`sent`: the texts that went to it. "" where its answer is no name of these."""
    given = entries[0].get("name") if len(entries) == 1 else None
    if not isinstance(given, str) or len(given) > CHARS_MAX or not SAYS.isdisjoint(given.strip()):
        return ""

    name = " ".join(given.strip(QUOTES).split())
    return name if name.isprintable() and _is_short(name) and _is_plain(name) and _is_of(name, sent) else ""


def _is_short(name: str) -> bool:
    words = tokens_of(name.casefold())
    is_without_spaces = any(map(is_paired, words))
    return 0 < len(words) <= WORDS_MAX and not (is_without_spaces and len(name) > SIGNS_MAX)


def _is_plain(name: str) -> bool:
    return not (UNFIT.search(name) or PRAISE.search(name))


def _is_of(name: str, sent: Sequence[str]) -> bool:
    """It has a word of theirs and a figure of none other. A task that is said again has no word of theirs."""
    source = "\n".join(sent)
    has_figures = set(NUMBER.findall(name)) <= set(NUMBER.findall(source))
    return has_figures and _has_word_of(name, source)


def _has_word_of(name: str, source: str) -> bool:
    """In any form of it, or spelled alike: of a name alone it is not always told in which language it is."""
    words, others = (set(tokens_of(text.casefold())) for text in (name, source))
    alike = {word for word in words & others if terms_of(word)}
    return bool(alike) or not terms_of(name).isdisjoint(terms_of(source))
