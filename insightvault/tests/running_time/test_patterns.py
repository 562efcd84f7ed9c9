"""Every regular expression of the project takes time in proportion to its text, whatever that holds."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from chat.help.rules import HEAD_CHARS, TAIL_CHARS
from insightvault.tests.running_time import patterns, shapes
from insightvault.tests.running_time.growth import Shape, grows_too_fast
from sessions_memory.growth.rules.sentences import SENTENCE_CHARS
from sessions_memory.recall.language.instructions import EDGE_CHARS

pytestmark = pytest.mark.once
# Those that are only given so much: within it they must not grow too fast, beyond it they may.
GIVEN_CHARS = {
    **dict.fromkeys(["chat.help.english.ENGLISH", "chat.help.german.GERMAN"], HEAD_CHARS + TAIL_CHARS),
    "chat.help.rules.STEMS": HEAD_CHARS + TAIL_CHARS,
    "sessions_memory.recall.language.instructions": 2 * EDGE_CHARS,
    "sessions_memory.recall.language.cues.ASKS_OVERVIEW": 500,
    "sessions_memory.recall.language.wishes.WISH": 500,
    # Whole texts are cleaned; all else sees a sentence.
    "sessions_memory.growth.rules.cleaning.QUOTATION": 100_000,
    "sessions_memory.growth.rules": SENTENCE_CHARS,
    # A sentence that can be quoted, and a question of a few words.
    "sessions_memory.growth.over_time": SENTENCE_CHARS,
    "sessions_memory.recall.language.dates.PATTERNS": 2_000,
    "sessions_memory.importers.raw.archive.INSTEAD": 65_535,
}
# Functions that make a pattern of what they are given: of rules of ours, which are found here, or of a text, in which
# case the test of text functions runs them.
MADE_OF_INPUT = {
    *(
        "sessions_memory.growth.rules.english.parts.milestone",
        "sessions_memory.growth.rules.english.inner.breakthrough",
        "sessions_memory.growth.rules.values.of",
    ),
    *("sessions_memory.growth.rules.german.parts.milestone", "sessions_memory.growth.rules.german.inner.breakthrough"),
    *(f"sessions_memory.growth.over_time.voices.{name}" for name in ("_words", "_begin", "_signs")),
    # The beginnings of rules, each of which is tried by itself.
    "chat.help.patterns.any_of",
    "sessions_memory.importers.formats.openwebui._attribute",
    "sessions_memory.importers.raw.records._beginning_with",
    "sessions_memory.web.highlighting._pattern",
    # Of the sentences that we store; a text is matched with it up to a length.
    "sessions_memory.web.plain_text._pattern",
    "sessions_memory.web.highlighting._bounded",
    "sessions_memory.recall.language.passages._in_run",
}


def given_chars(name: str) -> int:
    return next((chars for begin, chars in GIVEN_CHARS.items() if name.startswith(begin)), 100_000)


def work_of(found: patterns.Found) -> Callable[[str], object]:
    pattern: re.Pattern[Any] = found.pattern
    encode: Callable[[str], Any] = str.encode if isinstance(pattern.pattern, bytes) else str
    if found.is_matched:
        return lambda text: pattern.match(encode(text))
    return lambda text: sum(1 for _ in pattern.finditer(encode(text)))


def source_of(pattern: re.Pattern[Any]) -> str:
    return pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else str(pattern.pattern)


def test_all_of_them_are_found() -> None:
    assert len(patterns.compiled()) > 80
    assert set(GIVEN_CHARS) <= {
        name for found in patterns.compiled() for name in GIVEN_CHARS if found.name.startswith(name)
    }


def test_no_function_compiles_one_unseen() -> None:
    assert set(patterns.made_elsewhere()) == MADE_OF_INPUT


@pytest.mark.parametrize("found", patterns.compiled(), ids=lambda found: found.name)
def test_it_takes_time_in_proportion_to_its_text(found: patterns.Found) -> None:
    work, longest = work_of(found), given_chars(found.name)
    # There are hundreds that see a sentence at most: it can hold little that is slow, and fewer texts tell.
    others = shapes.everything() if longest > SENTENCE_CHARS else shapes.of_signs(ends=("",))
    tried = [*others, *shapes.of_a_pattern(source_of(found.pattern))]
    wrong = [how for shape in tried if (how := grows_too_fast(work, shape, longest=longest))]
    assert wrong == []


def test_what_grows_too_fast_is_seen() -> None:
    doubtful = patterns.Found("", re.compile(r"\s*x"), is_matched=False)
    assert grows_too_fast(work_of(doubtful), Shape(" "))
    assert not grows_too_fast(work_of(patterns.Found("", re.compile(r"\s*+"), is_matched=False)), Shape(" "))
