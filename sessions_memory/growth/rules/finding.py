"""Finding what rules find in a text: the door of this room."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sessions_memory.growth.rules.cleaning import own_words
from sessions_memory.growth.rules.fitting import AHEAD_CHARS, Fitting, Told
from sessions_memory.growth.rules.languages import languages
from sessions_memory.growth.rules.sentences import Clause, Sentence, clauses, sentences
from sessions_memory.growth.rules.sieve import Sieve, own_word_count, sieve_of, words_in
from sessions_memory.growth.rules.values import FoundSentence, Language, Rule, Source
from sessions_memory.growth.rules.weighing import heaviest

# A longer text is a pasted one, and nobody tells of ten things at once.
TEXT_CHARS = 100_000
DETECTED_CHARS = 4_000
FOUND_LIMIT = 5
SENTENCES_LIMIT = 1_000
# Longer sentences are quoted by their clauses.
QUOTED_CHARS = 240
# What joins a clause to the one before, which isn't quoted.
JOINING = re.compile(r"(?:and|but|so|und|aber|also) ", re.IGNORECASE)


def found_in(text: str, *, language: str | None = None, year: int | None = None) -> list[FoundSentence]:
    """In the order of the text, a sentence at most once, at most five.

    `language`: "en" or "de"; told from the text where it is None, and nothing is found in other languages.
    `year`: when it was written; what is said to have happened in an earlier one is no news.
    """
    text = text[:TEXT_CHARS]
    spoken = languages().get(language) if language else _language(text)
    if spoken is None:
        return []
    told = list(islice(_told(own_words(text, spoken), spoken), SENTENCES_LIMIT))
    hits = filter(None, (_best(one, spoken, year) for one in told))
    found = [_found(text, *hit) for hit in islice(hits, FOUND_LIMIT)]
    return found or _weighed(text, told, spoken, year)


def rule_named(name: str) -> Source | None:
    """None where there is no such rule any more."""
    return next((rule for language in languages().values() for rule in language.sources if rule.name == name), None)


def _language(text: str) -> Language | None:
    words = words_in(text[:DETECTED_CHARS])
    counts = {code: own_word_count(words, language) for code, language in languages().items()}
    best = max(counts, key=lambda code: counts[code])
    return languages()[best] if counts[best] else None


def _told(cleaned: str, language: Language) -> Iterator[Told]:
    """The sentences that are not invented."""
    sieve = sieve_of(language)
    waiting: Told | None = None
    for sentence in sentences(cleaned):
        if waiting:
            yield replace(waiting, ahead="" if sentence.is_question else sentence.text[:AHEAD_CHARS])
        waiting = None
        told = Told(sentence, sieve.marks(sentence.text))
        if _stands(language.invented_from_here, told, sieve):
            return
        if not _stands(language.invented, told, sieve):
            waiting = told
        if _stands(language.draft_follows, told, sieve):
            break
    if waiting:
        yield waiting


def _stands(guard: re.Pattern[str], told: Told, sieve: Sieve) -> bool:
    return sieve.may_stand(guard, told.marks) and guard.search(told.sentence.text) is not None


def _best(told: Told, language: Language, year: int | None) -> tuple[Rule, int, int] | None:
    """The surest rule that fits, and where what it found begins and ends."""
    fitting = Fitting(told, language, year)
    if not fitting.is_possible:
        return None
    parts = clauses(told.sentence, language)
    fits = list(fitting.fits(parts))
    if not fits:
        return None
    best = max(fits, key=lambda fit: (fit.rule.confidence, -fit.at))
    start, end = _quoted(told.sentence, parts, best.at)
    return best.rule, told.sentence.start + start, told.sentence.start + end


def _weighed(text: str, told: Sequence[Told], language: Language, year: int | None) -> list[FoundSentence]:
    heavy = heaviest(told, language, year)
    if heavy is None:
        return []

    start, end = _quoted(heavy.told.sentence, heavy.parts, heavy.at)
    begin = heavy.told.sentence.start
    return [_found(text, heavy.source, begin + start, begin + end)]


def _quoted(sentence: Sentence, parts: Sequence[Clause], at: int) -> tuple[int, int]:
    """The sentence up to where it begins to ask; of a long one, the clause and what follows while there is room."""
    last = at
    while last + 1 < len(parts) and not parts[last + 1].is_asked:
        if parts[last + 1].end - parts[at].start > QUOTED_CHARS:
            break
        last += 1
    start = 0 if parts[last].end <= QUOTED_CHARS else parts[at].start
    quoted = sentence.text[start : parts[last].end].rstrip(" ,;:-–—(")
    joining = JOINING.match(quoted) if start else None
    return start + (joining.end() if joining else 0), start + len(quoted)


def _found(text: str, rule: Source, start: int, end: int) -> FoundSentence:
    return FoundSentence(
        kind=rule.kind,
        rule=rule.name,
        version=rule.version,
        start=start,
        end=end,
        text=text[start:end],
        how=rule.how,
        confidence=rule.confidence,
        is_proven=rule.is_proven,
    )
