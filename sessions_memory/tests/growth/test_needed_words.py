"""What no pattern can fit is told by its words, and nothing else is: no finding is lost to the sieve."""

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from insightvault.benchmarks.growth.insights import MESSAGES
from sessions_memory.growth.rules.languages import languages
from sessions_memory.growth.rules.needed_words import ANY_TEXT, PatternReader
from sessions_memory.growth.rules.sentences import sentences
from sessions_memory.growth.rules.sieve import in_small_letters, sieve_of, words_in
from sessions_memory.growth.rules.values import Language, Rule

pytestmark = pytest.mark.once
BOTH = pytest.mark.parametrize("language", languages().values(), ids=languages())


def needs(pattern: str, given: str = "") -> list[list[list[str]]]:
    ways = PatternReader(given).ways(re.compile(pattern))
    return sorted(sorted(sorted(pieces) for pieces in way) for way in ways)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"finish(?:ed)?", [[["finish"]]]),
        (r"\b(?:won|built) (?:it|them)\b", [[[" built ", " won "], [" it ", " them "]]]),
        (r"\bg[eo]t \w+ keys?\b", [[[" get ", " got "], [" key ", " keys "]]]),
        (r"\ba cat|\bdogs? bark", [[[" bark"], ["dog ", "dogs "]], [[" cat"]]]),
        (r"(?:is|\w+ was) over (?=for good)(?!never)", [[[" good"], [" over "], [" was", "is"]]]),
    ],
)
def test_each_part_that_must_be_there_is_needed(pattern: str, needed: list[list[list[str]]]) -> None:
    assert needs(pattern) == needed


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:home)?", r"[^a]{3}", r"home|.", r"(?:home )*"])
def test_what_may_fit_any_text_needs_nothing(pattern: str) -> None:
    assert PatternReader("").ways(re.compile(pattern)) == ANY_TEXT


def test_no_word_is_needed_that_may_be_put_in() -> None:
    assert needs(r"\bi am home\b", "i am") == [[[" home "]]] and needs(r"\bi am\b", "i am") == [[]]


@cache
def told() -> tuple[tuple[str, str], ...]:
    """Clauses, and the whole sentences that they stand in."""
    texts = [json.loads(line)["text"].replace("’", "'") for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    whole = [sentence.text for text in texts for sentence in sentences(text)]
    return tuple((clause, text) for text in whole for clause in {text, *re.split(r"(?<=[,;:]) | (?=and |und )", text)})


def spoken(language: Language) -> Iterator[tuple[str, str, str]]:
    """Of each clause what it says, and how it is seen, with a speaker before it and without."""
    for clause, _ in told():
        for has_speaker in (False, True):
            yield clause, language.said(clause, has_speaker, True), language.seen(clause, has_speaker, True)


@BOTH
def test_a_pattern_that_fits_is_never_left_out(language: Language) -> None:
    sieve, every = sieve_of(language), range(len(language.rules))
    for clause, said, seen in spoken(language):
        left_in = sieve.begun(every, clause)
        assert [rule.name for rule in language.rules if fits(rule, said, seen) and rule not in left_in] == [], clause


def fits(rule: Rule, said: str, seen: str) -> bool:
    return rule.pattern.match(said) is not None or rule.pattern.match(seen) is not None


@BOTH
def test_what_must_stand_beside_it_is_never_left_out(language: Language) -> None:
    reader = PatternReader(language.put_in)
    for pattern in {one for rule in language.rules for one in (rule.about, rule.marked) if one}:
        ways = reader.ways(pattern)
        for text in {text for _, text in told() if pattern.search(text)}:
            spelled = " ".join(f" {word} " for word in [*words_in(text), *language.put_in.split()])
            assert any(all(any(piece in spelled for piece in pieces) for pieces in way) for way in ways), text


@BOTH
def test_a_sentence_that_is_invented_is_never_missed(language: Language) -> None:
    sieve = sieve_of(language)
    for text in {text for _, text in told()}:
        stands = [guard for guard in language.guards if guard.search(text) or guard.search(in_small_letters(text))]
        missed = [guard for guard in stands if not sieve.may_stand(guard, sieve.marks(text))]
        assert missed == [], text


@BOTH
def test_what_minds_its_case_is_written_for_small_letters(language: Language) -> None:
    own = (one for one in vars(language).values() if isinstance(one, re.Pattern))
    minding = [one.pattern for one in (*own, *language.guards) if not one.flags & re.IGNORECASE]
    assert len(minding) > 20
    assert [one for one in minding if re.sub(r"\\.", "", one) != re.sub(r"\\.", "", one).lower()] == []


@BOTH
def test_nothing_is_put_in_but_what_is_named(language: Language) -> None:
    for clause, said, seen in spoken(language):
        named = " ".join([clause.lower(), language.put_in, *language.spelled_out.values()])
        assert [word for word in words_in(f"{said} {seen}") if word not in named] == []


def test_hardly_any_rule_is_left_for_a_sentence_that_tells_nothing() -> None:
    sieve = sieve_of(languages()["en"])
    assert sieve.rules_for(sieve.marks("Which oven bakes better bread, gas or electric?")) == ([], [])
