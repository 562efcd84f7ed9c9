"""What a search looks for: the words of its query with their other spellings, and the beginning that is being typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np

from sessions_memory.recall.index.documents import form_number
from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.index.places import Places
from sessions_memory.recall.language.passages import mentions
from sessions_memory.recall.language.spellings import NUMBER, Unit, letters_of, plain, units_of
from sessions_memory.recall.language.words import (
    LEADING,
    TEXT_CHARS,
    UNKNOWN,
    AskedWord,
    asked_words,
    clean,
    indexed_term,
    is_paired,
    span_of,
    tokens_of,
)

# Fewer letters begin too many words.
BEGINNING_CHARS = 3
# Of a query: more than anybody types into a search field.
UNITS_MAX = 200
# What stands there as it was asked for weighs more than what only begins so.
WHOLE, BEGUN = 2, 1


@dataclass(frozen=True)
class Wanted:
    """One thing that a query names: all of `parts` stand in a text, or any of `forms`, or a word begins so."""

    parts: tuple[AskedWord, ...]
    forms: frozenset[str] = frozenset()
    beginning: str = ""

    @property
    def lookups(self) -> list[AskedWord]:
        """For the index: the parts, then the forms, then the beginning."""
        numbers = frozenset(form_number(form) for form in self.forms)
        numbers |= {indexed_term(form, UNKNOWN) for form in self.forms}
        forms = AskedWord("", frozenset(), indexed=numbers)
        begun = AskedWord("", frozenset(), span=span_of(self.beginning) if self.beginning else (0, 0))
        return [*self.parts, forms, begun]

    @cached_property
    def letters(self) -> str:
        """Of its beginning."""
        return letters_of(self.beginning)

    @property
    def is_sure(self) -> bool:
        """Whether the index alone tells what begins so: it knows some signs, and others only roughly."""
        return len(self.beginning) <= LEADING and self.beginning.isascii() and self.beginning.isalnum()


def wanted(query: str, languages: Sequence[str], most: int) -> list[Wanted]:
    query = clean(query[:TEXT_CHARS])
    words = asked_words(query, languages)
    units = list(islice(units_of(query), UNITS_MAX))
    found = [one for unit in units for one in _of_unit(query[unit.start : unit.end], unit, words)]
    told = {part for one in found for part in one.parts}
    found += [Wanted((word,)) for word in words if word not in told]
    # Words that tell nothing are looked for where there are no others: “dont” may be the end of all that was typed.
    found = found or [Wanted((), frozenset({plain(query[unit.start : unit.end])})) for unit in units]
    found = list(dict.fromkeys(found))[:most]
    if not found or not units:
        return found

    # The query's last word, as it may still be typed.
    last = query[units[-1].start : units[-1].end]
    typed = next(iter(units[-1].forms), plain(last)) if not last.endswith(("+", "#")) else ""
    is_long = len(typed) >= BEGINNING_CHARS and not is_paired(typed)
    return [*found[:-1], replace(found[-1], beginning=typed)] if is_long and _is_of(found[-1], last) else found


def _of_unit(text: str, unit: Unit, words: Sequence[AskedWord]) -> Iterator[Wanted]:
    """A run of a script without spaces is wanted pair by pair, as it is stored."""
    pieces = set(tokens_of(text))
    if is_paired(text):
        yield from (Wanted((word,)) for word in words if word.word in text)
        return

    parts = tuple(word for word in words if word.word in pieces)
    if parts or unit.forms:
        yield Wanted(parts, frozenset({*unit.forms, *_as_joined(text, parts)}))


def _as_joined(text: str, parts: Sequence[AskedWord]) -> Iterator[str]:
    """A plain word is also what a text writes with a hyphen in it, and a number the one behind a letter."""
    word = plain(text)
    if parts and (word.isalnum() or NUMBER.fullmatch(word)):
        yield word


def _is_of(one: Wanted, text: str) -> bool:
    return plain(text) in {*one.forms, *(plain(part.word) for part in one.parts)} or not one.forms.isdisjoint(
        {"".join(filter(str.isalnum, plain(text)))}
    )


def held(one: Wanted, places: Sequence[Places], size: int) -> Array:
    """For each position: WHOLE, BEGUN or 0. `places`: of its `lookups`."""
    *parts, forms, begun = (_at(found, size) for found in places)
    whole = np.logical_and.reduce(parts) if parts else np.zeros(size, bool)

    return np.where(whole | forms, WHOLE, np.where(begun, BEGUN, 0))


def _at(found: Places, size: int) -> Array:
    there = np.zeros(size, bool)
    there[found.positions] = True
    return there


def matched(text: str, all_wanted: Sequence[Wanted]) -> list[str]:
    """The words as they stand in the text."""
    parts = [part for one in all_wanted for part in one.parts]
    here = [text[mention.start : mention.end] for mention in mentions(text, parts)]
    forms = frozenset(form for one in all_wanted for form in one.forms)
    begun = tuple(one.beginning for one in all_wanted if one.beginning)
    others = (text[unit.start : unit.end] for unit in units_of(text) if _is_named(text, unit, forms, begun))

    return list(dict.fromkeys([*here, *others]))


def _is_named(text: str, unit: Unit, forms: frozenset[str], begun: tuple[str, ...]) -> bool:
    word = plain(text[unit.start : unit.end])
    return word in forms or not forms.isdisjoint(unit.forms) or _begins(word, unit, begun)


def _begins(word: str, unit: Unit, begun: tuple[str, ...]) -> bool:
    return bool(begun) and any(form.startswith(begun) for form in (word, *unit.forms))


def is_begun(text: str, one: Wanted) -> bool:
    """Whether a word of the text begins so."""
    # Most texts don't hold these letters anywhere: going through their words would take fifty times as long.
    if one.letters not in letters_of(text):
        return False

    return any(_begins(plain(text[unit.start : unit.end]), unit, (one.beginning,)) for unit in units_of(text))
