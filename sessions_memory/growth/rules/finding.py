"""Finding what rules find in a text: the door of this room."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sessions_memory.growth.rules.cleaning import own_words
from sessions_memory.growth.rules.english import LANGUAGE as ENGLISH
from sessions_memory.growth.rules.german import LANGUAGE as GERMAN
from sessions_memory.growth.rules.sentences import Clause, Sentence, clauses, sentences
from sessions_memory.growth.rules.values import FoundSentence, Kind, Language, Rule

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN)}
# A longer text is a pasted one, and nobody tells of ten things at once.
TEXT_CHARS = 100_000
DETECTED_CHARS = 4_000
FOUND_LIMIT = 5
SENTENCES_LIMIT = 1_000
# Longer sentences are quoted by their clauses.
QUOTED_CHARS = 240
AHEAD_CHARS = 300
OBJECT_CHARS = 25
# What joins a clause to the one before, which isn't quoted.
JOINING = re.compile(r"(?:and|but|so|und|aber|also) ", re.IGNORECASE)


def found_in(text: str, *, language: str | None = None, year: int | None = None) -> list[FoundSentence]:
    """In the order of the text, a sentence at most once, at most five.

    `language`: "en" or "de"; told from the text where it is None, and nothing is found in other languages.
    `year`: when it was written; what is said to have happened in an earlier one is no news.
    """
    text = text[:TEXT_CHARS]
    spoken = LANGUAGES.get(language) if language else _language(text)
    if spoken is None:
        return []
    cleaned = own_words(text, spoken)
    found: list[FoundSentence] = []
    for sentence, ahead in islice(_told(cleaned, spoken), SENTENCES_LIMIT):
        if hit := _best(sentence, ahead, spoken, year):
            found.append(_found(text, *hit))
        if len(found) == FOUND_LIMIT:
            break
    return found


def rule_named(name: str) -> Rule | None:
    """None where there is no such rule any more."""
    return next((rule for language in LANGUAGES.values() for rule in language.rules if rule.name == name), None)


def _language(text: str) -> Language | None:
    start = text[:DETECTED_CHARS]
    counts = {code: sum(1 for _ in language.words.finditer(start)) for code, language in LANGUAGES.items()}
    best = max(counts, key=lambda code: counts[code])
    return LANGUAGES[best] if counts[best] else None


def _told(cleaned: str, language: Language) -> Iterator[tuple[Sentence, str]]:
    """The sentences that are not invented, each with the beginning of the next one."""
    waiting: Sentence | None = None
    for sentence in sentences(cleaned):
        if waiting:
            yield waiting, "" if sentence.is_question else sentence.text[:AHEAD_CHARS]
        waiting = None
        if language.invented_from_here.search(sentence.text):
            return
        if not language.invented.search(sentence.text):
            waiting = sentence
        if language.draft_follows.search(sentence.text):
            break
    if waiting:
        yield waiting, ""


def _best(sentence: Sentence, ahead: str, language: Language, year: int | None) -> tuple[Rule, int, int] | None:
    """The surest rule that fits, and where what it found begins and ends."""
    parts = clauses(sentence, language)
    hits = [
        (rule, at)
        for at, said, goes_on in _telling(parts, language)
        for rule in _fitting(sentence, parts[at], ahead, language, said=said, goes_on=goes_on, year=year)
    ]
    if not hits:
        return None
    rule, at = max(hits, key=lambda hit: (hit[0].confidence, -hit[1]))
    start, end = _quoted(sentence, parts, at)
    return rule, sentence.start + start, sentence.start + end


def _telling(parts: Sequence[Clause], language: Language) -> Iterator[tuple[int, str, bool]]:
    """The clauses that tell of something, by number: what they say, and whether the speaker before goes on here."""
    goes_on = is_framed = False
    for at, clause in enumerate(parts):
        said = language.said(clause.text, goes_on, at == 0)
        if not (clause.is_background or clause.is_asked or is_framed):
            yield at, said, goes_on
        is_framed = language.frame.match(clause.text) is not None
        goes_on = (
            not clause.is_background
            and language.speaker.match(said) is not None
            and not language.unreal.search(clause.text)
        )


def _fitting(
    sentence: Sentence,
    clause: Clause,
    ahead: str,
    language: Language,
    *,
    said: str,
    goes_on: bool,
    year: int | None,
) -> Iterator[Rule]:
    begun = _begun_by(language.code)
    if begun.reached.match(said) and not _is_old(clause.text, language, year):
        yield from (rule for rule in begun.milestones if _is_reached(rule, said, ahead, sentence.text))

    seen = language.seen(sentence.text[clause.start : clause.start + AHEAD_CHARS], goes_on, clause.start == 0)
    rules = begun.breakthroughs if begun.seen.match(seen) else begun.spanning
    yield from (rule for rule in rules if _is_seen(rule, seen, ahead, sentence.text))


@dataclass(frozen=True)
class _Begun:
    """The rules of a language, and what any of them begins with: most clauses begin none, which one look tells.

    `spanning`: those that may begin otherwise, since they end in the next sentence or count their groups.
    """

    milestones: tuple[Rule, ...]
    breakthroughs: tuple[Rule, ...]
    spanning: tuple[Rule, ...]
    reached: re.Pattern[str]
    seen: re.Pattern[str]


@lru_cache(maxsize=len(LANGUAGES))
def _begun_by(code: str) -> _Begun:
    rules = LANGUAGES[code].rules
    milestones = tuple(rule for rule in rules if rule.kind is Kind.MILESTONE)
    breakthroughs = tuple(rule for rule in rules if rule.kind is Kind.BREAKTHROUGH)
    spanning = tuple(rule for rule in breakthroughs if rule.spans or rule.pattern.groups)
    seen = [rule for rule in breakthroughs if rule not in spanning]
    return _Begun(milestones, breakthroughs, spanning, _any_of(milestones), _any_of(seen))


def _any_of(rules: Sequence[Rule]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules), re.IGNORECASE)


def _is_old(clause: str, language: Language, year: int | None) -> bool:
    if language.long_ago.search(clause):
        return True
    return any(int(match[1]) != year for match in language.in_year.finditer(clause))


def _is_reached(rule: Rule, said: str, ahead: str, sentence: str) -> bool:
    match = rule.pattern.match(said)
    if match is None or (rule.marked and not rule.marked.search(sentence)):
        return False
    if rule.about and not rule.about.search(f"{sentence} {ahead}"):
        return False
    return rule.never is None or not rule.never.search(said[: match.end() + OBJECT_CHARS])


def _is_seen(rule: Rule, seen: str, ahead: str, sentence: str) -> bool:
    """The rule fits the sentence itself; what it is about may follow in the next one."""
    seen = f"{seen} {ahead}" if rule.spans else seen
    match = rule.pattern.match(seen)
    if match is None or (rule.marked and not rule.marked.search(sentence)):
        return False
    if rule.about and not rule.about.search(f"{seen[match.end() :]} {ahead}"):
        return False
    return rule.never is None or not rule.never.search(f"{seen} {ahead}")


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


def _found(text: str, rule: Rule, start: int, end: int) -> FoundSentence:
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
