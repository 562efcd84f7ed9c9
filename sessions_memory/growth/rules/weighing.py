"""What is told in words that no rule has: several kinds of evidence are weighed together. Pure.

A rule knows how something is said. Here it counts what is spoken of, what was done with it, and what beside it says
that this was no everyday thing; each kind counts once, so that no long list makes a milestone. It is only asked of a
text in which no rule fits, and only for its heaviest sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat

from sessions_memory.growth.rules.fitting import Speaking, Told, is_old
from sessions_memory.growth.rules.sentences import Clause, clauses
from sessions_memory.growth.rules.sieve import Marks, Needs, has, in_small_letters, sieve_of, words_in
from sessions_memory.growth.rules.values import Language, Phrases, Source, Weighed, Words

# In a longer sentence or text everything stands beside everything.
SENTENCE_CHARS = 400
SENTENCES_LIMIT = 12
# What an everyday word takes away.
LIGHTER = 1
# So heavy inside, what happened may be told without the person in it.
HEAVY = 3
# A shorter end of a word is not what it is compounded with; longer words are none.
COMPOUND_CHARS, WORD_CHARS = 4, 40


@dataclass(frozen=True)
class Heavy:
    """`at`: the number of the clause."""

    source: Source
    told: Told
    parts: Sequence[Clause]
    at: int
    weight: int


def heaviest(told: Sequence[Told], language: Language, year: int | None) -> Heavy | None:
    """Of equals the one that was told first."""
    places = [_Near(told, at, language) for at, _ in enumerate(told[:SENTENCES_LIMIT])]
    found = (heavy for one in language.weighed for near in places for heavy in _heavy(one, near, year))
    return max(found, key=lambda heavy: heavy.weight, default=None)


class _Near:
    """A sentence and those around it: what they say, and what their words may hold."""

    def __init__(self, told: Sequence[Told], at: int, language: Language) -> None:
        self.told, self.language = told[at], language
        self._earlier = told[at - 1] if at and not told[at - 1].sentence.is_question else None
        self.before = self._earlier.sentence.text if self._earlier else ""

    @cached_property
    def parts(self) -> Sequence[Clause]:
        return clauses(self.told.sentence, self.language)

    @cached_property
    def words(self) -> Sequence[str]:
        return _short_words(self.told.sentence.text)

    @cached_property
    def _marks(self) -> Marks:
        earlier = self._earlier.marks if self._earlier else 0
        return self.told.marks | sieve_of(self.language).marks(self.told.ahead) | earlier

    def onwards(self, spoken: str) -> str:
        return f"{spoken} {self.told.ahead}"

    def around(self, spoken: str) -> str:
        return f"{self.before} {self.onwards(spoken)}"

    def weight(self, kind: Phrases, text: str, before: int | None = None) -> int:
        """`before`: where it must have begun."""
        small = in_small_letters(text)
        for weight, phrase in self._may_stand(kind):
            if (match := phrase.search(small)) and (before is None or match.start() < before):
                return weight
        return 0

    def most(self, kind: Phrases) -> int:
        return next((weight for weight, _ in self._may_stand(kind)), 0)

    def _may_stand(self, kind: Phrases) -> Iterator[tuple[int, re.Pattern[str]]]:
        marks = self._marks
        return ((weight, phrase) for weight, phrase, needs in _needed(kind, self.language) if has(marks, needs))


@lru_cache(100)
def _needed(kind: Phrases, language: Language) -> tuple[tuple[int, re.Pattern[str], Needs], ...]:
    return tuple((weight, phrase, sieve_of(language).needs_of(phrase)) for weight, phrase in kind.weights)


def _heavy(one: Weighed, near: _Near, year: int | None) -> Iterator[Heavy]:
    if len(near.told.sentence.text) > SENTENCE_CHARS or not _may_be_heavy(one, near):
        return

    spoken = _told_part(near)
    beside = _beside(one, near, near.around(spoken))
    heavy = [at for at in _insides(one, near, spoken) if at[1] + beside >= one.least]
    if not heavy or one.foreign.search(spoken) or is_old(in_small_letters(spoken), near.language, year):
        return
    if one.lighter and one.lighter.search(spoken):
        beside -= LIGHTER
    for number, inside in heavy:
        if inside + beside >= one.least and _holds(one, near, number, inside):
            yield Heavy(one, near.told, near.parts, number, inside + beside)


def _may_be_heavy(one: Weighed, near: _Near) -> bool:
    """Most sentences can't: which words stand there says it at once, or else what is looked for first."""
    words = _deed(one) + _of_all_words(one, near.words)
    most = min(sum(map(near.most, _all_beside(one))), one.most_beside)
    if words + sum(map(near.most, _phrases(one))) + most < one.least:
        return False

    text = near.told.sentence.text
    inside = words + _of_all_phrases(one, near, text)
    if inside < one.least_inside or inside + most < one.least:
        return False

    return inside + _beside(one, near, near.around(text)) >= one.least


def _deed(one: Weighed) -> int:
    return 1 if one.done else 0


def _told_part(near: _Near) -> str:
    """Up to where it begins to ask."""
    end = next((clause.start for clause in near.parts if clause.is_asked), None)
    return near.told.sentence.text[:end] if near.parts else ""


def _beside(one: Weighed, near: _Near, around: str) -> int:
    if one.needed and not near.weight(one.needed, around):
        return -one.least
    return min(sum(near.weight(kind, around) for kind in _all_beside(one)), one.most_beside)


def _all_beside(one: Weighed) -> Iterator[Phrases]:
    yield from one.beside
    if one.needed:
        yield one.needed


def _insides(one: Weighed, near: _Near, spoken: str) -> list[tuple[int, int]]:
    """Of each clause that tells, or of all that is told, what it weighs by itself."""
    if not one.by_clause:
        weights = [(0, _inside(one, near, spoken, ()))]
    else:
        told = [(at, part.text) for at, part in enumerate(near.parts) if not (part.is_background or part.is_asked)]
        weights = [(at, _inside(one, near, text, _short_words(text)) + _deed(one)) for at, text in told]

    return [(at, weight) for at, weight in weights if weight >= one.least_inside]


def _holds(one: Weighed, near: _Near, number: int, inside: int) -> bool:
    """Whether it is the person's own, and real."""
    if not one.by_clause:
        spoken = _told_part(near)
        return one.of_person.match(spoken) is not None and not one.never.search(spoken)

    if one.never.search(near.parts[number].text):
        return False
    speaking = Speaking(near.parts, near.language)
    return not speaking.is_framed(number) and _is_own(one, speaking, number, inside)


def _is_own(one: Weighed, speaking: Speaking, number: int, inside: int) -> bool:
    said = speaking.said(number)
    if one.done and not one.done.search(said):
        return False
    if one.of_person.match(said):
        return True

    may_leave_out = number == 0 or speaking.goes_on(number)
    if may_leave_out and one.elided and one.elided.match(said):
        return True
    return inside > HEAVY and one.of_itself is not None and one.of_itself.match(said) is not None


def _inside(one: Weighed, near: _Near, text: str, words: Sequence[str]) -> int:
    return _of_all_words(one, words) + _of_all_phrases(one, near, text)


def _of_all_words(one: Weighed, words: Sequence[str]) -> int:
    return sum(_of_words(kind, words) for kind in one.inside if isinstance(kind, Words))


def _of_all_phrases(one: Weighed, near: _Near, text: str) -> int:
    """What begins in the text, and for that which isn't told by clause may end in the next sentence."""
    onwards = text if one.by_clause else near.onwards(text)
    return sum(near.weight(kind, onwards, before=len(text)) for kind in _phrases(one))


def _phrases(one: Weighed) -> Iterator[Phrases]:
    return (kind for kind in one.inside if isinstance(kind, Phrases))


def _of_words(kind: Words, words: Sequence[str]) -> int:
    return max(map(_of_word, repeat(kind), words), default=0)


def _short_words(text: str) -> list[str]:
    return [word for word in words_in(text) if len(word) <= WORD_CHARS]


@lru_cache(16_000)
def _of_word(kind: Words, word: str) -> int:
    stems = {word.removesuffix(end) for end in ("", *kind.endings)}
    if weight := max(kind.weights.get(stem, 0) for stem in stems):
        return weight
    if not kind.are_compounds:
        return 0

    ends = (stem[start:] for stem in stems for start in range(1, len(stem) - COMPOUND_CHARS + 1))
    return max((kind.weights.get(end, 0) for end in ends), default=0)
