"""What a rule is and what it finds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sessions_memory.growth.rules.confidence import READ_BY_EYE, UNREAD

# From such a share on what a rule finds counts without being asked about.
PROVEN = 0.95


class Kind(StrEnum):
    MILESTONE = "milestone"
    BREAKTHROUGH = "breakthrough"


@dataclass(frozen=True)
class Rule:
    """`pattern` begins where a clause does; `marked` must stand in its sentence, `never` must not follow.

    `about` must follow, in the next sentence too; for a milestone it may also stand before. `spans`: it may begin in
    one sentence and end in the next. `how`: how it was found, in one sentence to the person.
    """

    name: str
    kind: Kind
    pattern: re.Pattern[str]
    how: str
    about: re.Pattern[str] | None = None
    marked: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    spans: bool = False
    version: int = 1

    @property
    def confidence(self) -> float:
        """The share of what it found that was right, read by eye."""
        return READ_BY_EYE.get(self.name, UNREAD)

    @property
    def is_proven(self) -> bool:
        return self.confidence >= PROVEN


@dataclass(frozen=True)
class FoundSentence:
    """`text` stands in the person's own text from `start` to `end`, letter for letter."""

    kind: Kind
    rule: str
    version: int
    start: int
    end: int
    text: str
    how: str
    confidence: float
    is_proven: bool


@dataclass(frozen=True, eq=False)
class Language:
    """What the rules of one language need to part a text and to leave out what tells of nothing.

    `words` tell the language. After `pasted`, `letter` and `draft_follows` somebody else's words follow; from
    `invented_from_here` on all is made up, with `invented` the sentence. A clause that `asks` is a question where the
    sentence is one, one that `asks_you` anywhere; `asks_again` ends a question that is only put to be confirmed.
    After a `frame` a clause is hoped or said by others; after an `unreal` one the next has no speaker to go on with.
    `background` and `long_ago` tell of no news, nor does `in_year` of an earlier year.
    `said` gives what a clause says, fillers and leads left off, its order made one; `seen` does for a sentence. Both
    may add the words of `put_in`, and for a word of `spelled_out` those that are named there, and no others.
    """

    code: str
    words: re.Pattern[str]
    speaker: re.Pattern[str]
    pasted: re.Pattern[str]
    letter: re.Pattern[str]
    invented_from_here: re.Pattern[str]
    draft_follows: re.Pattern[str]
    invented: re.Pattern[str]
    asks: re.Pattern[str]
    asks_you: re.Pattern[str]
    asks_again: re.Pattern[str]
    frame: re.Pattern[str]
    unreal: re.Pattern[str]
    boundary: re.Pattern[str]
    background: re.Pattern[str]
    long_ago: re.Pattern[str]
    in_year: re.Pattern[str]
    rules: tuple[Rule, ...]
    said: Callable[[str, bool, bool], str]
    seen: Callable[[str, bool, bool], str]
    put_in: str
    spelled_out: Mapping[str, str]

    @property
    def guards(self) -> tuple[re.Pattern[str], ...]:
        """What is looked for in every sentence."""
        return self.invented_from_here, self.invented, self.draft_follows
