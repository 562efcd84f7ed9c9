"""Tells from the words of a sentence which rules may fit it: most of them can't, which one look at each word says.

What each word has of the pieces that patterns need is kept as bits of one number, and so is what a text has.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from sessions_memory.growth.rules.needed_words import AllOf, AnyOf, PatternReader, Ways, both, rarest
from sessions_memory.growth.rules.values import Kind, Language, Rule

WORD = re.compile(r"\w+")
# Signs of other scripts that a pattern takes for a letter of ours.
ALIKE = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "\N{KELVIN SIGN}": "k"})
# So many words are remembered, but no longer ones.
REMEMBERED, REMEMBERED_CHARS = 8_000, 40

# What a text has of what the patterns need, as bits.
Marks = int
# One for each way in which a pattern fits: all its bits must be there.
Needs = tuple[Marks, ...]


def in_small_letters(text: str) -> str:
    """As long as `text`."""
    return (text if text.isascii() else text.translate(ALIKE)).lower()


def words_in(text: str) -> list[str]:
    """In small letters."""
    return WORD.findall(in_small_letters(text))


def own_word_count(words: Sequence[str], language: Language) -> int:
    """How many of them tell that a text is in this language."""
    begun = sum(word.startswith(language.word_beginnings) for word in words) if language.word_beginnings else 0
    return begun + sum(map(language.words.__contains__, words))


class Sieve:
    """Knows the rules of a language by their numbers, milestones first."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._rules = sorted(language.rules, key=lambda rule: rule.kind != Kind.MILESTONE)
        self._milestones = sum(rule.kind is Kind.MILESTONE for rule in language.rules)
        self._reader = PatternReader(language.put_in)
        self._bits: dict[AnyOf, Marks] = {}
        self._bits_of: dict[str, Marks] = {}
        self._always = 0

        patterns = [self._reader.ways(rule.pattern) for rule in self._rules]
        whole = [self._with_its_sentence(rule, ways) for rule, ways in zip(self._rules, patterns, strict=True)]
        self._fits_clause = [self._needs(ways) for ways in patterns]
        self._fits_sentence = [self._needs(ways) for ways in whole]
        self._guards = {pattern: self._needs(self._reader.ways(pattern)) for pattern in language.guards}
        self._first_rule = len(self._bits)
        self._find_by_rarest(whole)

        self._longest = max(map(len, self._bits_of), default=0)
        self._remembered = lru_cache(REMEMBERED)(self._marks_of_word)

    def marks(self, text: str) -> Marks:
        return self._marks(words_in(text)) | self._always

    def rules_for(self, marks: Marks) -> tuple[list[int], list[int]]:
        """Milestones and breakthroughs that may fit a sentence with such words, the next one's included."""
        named = _numbers(marks >> self._first_rule)
        numbers = [number for number in named if has(marks, self._fits_sentence[number])]
        first = bisect_left(numbers, self._milestones)
        return numbers[:first], numbers[first:]

    def begun(self, numbers: Sequence[int], text: str, ahead: Marks = 0) -> list[Rule]:
        """Those of which the pattern may fit the text, or begin in it and go on in what is ahead."""
        if not numbers:
            return []

        marks = self.marks(text) | ahead
        return [self._rules[number] for number in numbers if has(marks, self._fits_clause[number])]

    def may_stand(self, guard: re.Pattern[str], marks: Marks) -> bool:
        return has(marks, self._guards[guard])

    def needs_of(self, guard: re.Pattern[str]) -> Needs:
        return self._guards[guard]

    def _with_its_sentence(self, rule: Rule, pattern: Ways) -> Ways:
        return both(both(pattern, self._reader.ways(rule.about)), self._reader.ways(rule.marked))

    def _needs(self, ways: Ways) -> Needs:
        return tuple(self._need(way) for way in ways)

    def _need(self, way: AllOf) -> Marks:
        need = 0
        for pieces in way:
            if pieces not in self._bits:
                self._bits[pieces] = 1 << len(self._bits)
                self._mark(pieces, self._bits[pieces])
            need |= self._bits[pieces]

        return need

    def _mark(self, pieces: AnyOf, bit: Marks) -> None:
        for piece in pieces:
            self._bits_of[piece] = self._bits_of.get(piece, 0) | bit

    def _find_by_rarest(self, whole: Sequence[Ways]) -> None:
        """A rule is looked at where a text has the rarest of what one of its ways needs."""
        for number, ways in enumerate(whole):
            named = 1 << self._first_rule + number
            for way in ways:
                if way:
                    self._mark(rarest(way), named)
                else:
                    self._always |= named

    def _marks(self, words: Sequence[str]) -> Marks:
        marks = 0
        for word in words:
            marks |= self._remembered(word) if len(word) <= REMEMBERED_CHARS else self._marks_of_word(word)

        return marks

    def _marks_of_word(self, word: str) -> Marks:
        spelled = f" {word} {self._language.spelled_out.get(word, '')} "
        marks = 0
        for start in range(len(spelled)):
            for end in range(start + 1, min(start + self._longest, len(spelled)) + 1):
                marks |= self._bits_of.get(spelled[start:end], 0)

        return marks


@cache
def sieve_of(language: Language) -> Sieve:
    return Sieve(language)


def has(marks: Marks, needs: Needs) -> bool:
    # A loop, as it is asked for each rule of each sentence.
    for need in needs:  # noqa: SIM110
        if marks & need == need:
            return True
    return False


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
