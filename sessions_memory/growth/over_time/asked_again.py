"""Questions that were asked again, in other sessions and on other days. Pure.

Two are the same if they share nearly all that tells in them, and all their numbers: each word counts by how rare it is
in the language at large, so "what's the best way to descale a kettle" is "how do I descale my kettle" again. Each is
compared only with what shares one of its rarest words, so that the work grows with the questions and hardly faster.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from heapq import nsmallest

import numpy as np

from sessions_memory.growth.language.general import rarity
from sessions_memory.growth.over_time.values import Asked, Repeated
from sessions_memory.growth.over_time.voices import voice_of
from sessions_memory.recall.language.words import LANGUAGES, detect, token_terms, tokens_of

# What is longer brings something with it that is never quite the same, and asks "can you fix this?" in the end.
CHARS_MOST = 300
IS_ASKED = re.compile(r"[?？]")
# A word is worth so much if it is as rare as can be. Fewer than so many in all: "can you explain that again?".
WHOLE = 100
WORTH_LEAST = 130
WORDS_LEAST = 2
WORDS_MOST = 40
# So much of what both have together, in percent.
SAME = 65
# Of the questions with a word the first so many are looked at, and of all the most promising are compared.
NEAR_MOST, COMPARED_MOST = 30, 8
# Without a question mark, what neither asks nor is as short as what people type into a search is told.
SEARCHED_WORDS = 6
SESSIONS_LEAST = DAYS_LEAST = 2


@dataclass(frozen=True)
class _Question:
    """`worth`: of each word that tells; `numbers`: as they stand there."""

    asked: Asked
    worth: dict[int, int]
    numbers: frozenset[str]


@dataclass
class _Known:
    """The questions so far that were asked for the first time, each with what was the same again.

    `often`: how many questions have a word. The rarest words of a question are the ones by which it is found.
    """

    often: Mapping[int, int]
    again: list[list[_Question]] = field(default_factory=list)
    by_word: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def file(self, question: _Question) -> None:
        telling = self._telling(question)
        same = self._same(question, telling)
        if same is not None:
            self.again[same].append(question)
            return
        for word in telling:
            self.by_word[word].append(len(self.again))
        self.again.append([question])

    def _telling(self, question: _Question) -> list[int]:
        """So many that two questions that are the same share one of them."""
        rest = sum(question.worth.values())
        least = SAME * rest
        telling: list[int] = []
        for word in sorted(question.worth, key=lambda word: (self.often[word], word)):
            if 100 * rest < least:
                break
            telling.append(word)
            rest -= question.worth[word]
        return telling

    def _same(self, question: _Question, telling: list[int]) -> int | None:
        """The most alike; of equals the first."""
        shared: Counter[int] = Counter()
        for word in telling:
            for number in self.by_word.get(word, ())[:NEAR_MOST]:
                shared[number] += question.worth[word]

        near = nsmallest(COMPARED_MOST, shared, key=lambda number: (-shared[number], number))
        best, number = max(((_alike(self.again[number][0], question), -number) for number in near), default=(0, 0))
        return -number if best >= SAME else None


def asked_again(questions: Iterable[Asked]) -> tuple[Repeated, ...]:
    """Asked oftenest first; of equals, the one asked first."""
    asked = [question for one in questions if (question := _question(one))]
    asked.sort(key=lambda question: (question.asked.day, question.asked.interaction_id))
    known = _Known(Counter(word for question in asked for word in question.worth))
    for question in asked:
        known.file(question)

    found = [repeated for same in known.again if len(same) > 1 for repeated in _repeated(same)]
    return tuple(sorted(found, key=lambda one: (-one.sessions, one.first_day, one.interaction_ids)))


def _question(asked: Asked) -> _Question | None:
    """None where nothing is asked, or nothing by which it would be known again."""
    text = asked.text.strip()
    if not 0 < len(text) <= CHARS_MOST:
        return None
    tokens = tokens_of(text)
    spoken = detect(tokens)
    if not _is_asked(text, len(tokens), spoken):
        return None
    words = dict.fromkeys(term for token in tokens for term in token_terms(token, spoken))
    number = LANGUAGES.index(spoken) + 1 if spoken else 0
    worth = {word: _worth(word, number) for word in list(words)[:WORDS_MOST]}
    if len(worth) < WORDS_LEAST or sum(worth.values()) < WORTH_LEAST:
        return None
    # Its text is done with, and there are thousands.
    return _Question(replace(asked, text=""), worth, frozenset(token for token in tokens if token[0].isdigit()))


def _is_asked(text: str, words: int, spoken: str) -> bool:
    if IS_ASKED.search(text):
        return True
    voice = voice_of(spoken)
    if voice.reacts.match(text) or voice.of_self.match(text):
        return False
    return words <= SEARCHED_WORDS or voice.demands.match(text) is not None


@lru_cache(maxsize=65_536)
def _worth(word: int, language: int) -> int:
    """At least one: what is worth nothing still tells two questions apart."""
    return max(1, round(WHOLE * float(rarity(np.array([word], np.int64), language)[0])))


def _alike(one: _Question, other: _Question) -> int:
    """In percent: what both have of what either has."""
    if one.numbers != other.numbers:
        return 0
    both = sum(worth for word, worth in one.worth.items() if word in other.worth)
    either = sum((one.worth | other.worth).values())
    return 100 * both // either


def _repeated(same: list[_Question]) -> Iterator[Repeated]:
    asked = [question.asked for question in same]
    sessions, days = len({one.session_id for one in asked}), len({one.day for one in asked})
    if sessions >= SESSIONS_LEAST and days >= DAYS_LEAST:
        ids = tuple(one.interaction_id for one in asked)
        yield Repeated(ids, sessions, days, asked[0].day, asked[-1].day)
