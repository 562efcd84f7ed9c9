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
class Source:
    """`how`: how it was found, in one sentence to the person."""

    name: str
    kind: Kind
    how: str

    @property
    def version(self) -> int:
        return 1

    @property
    def confidence(self) -> float:
        """The share of what it found that was right, read by eye."""
        return READ_BY_EYE.get(self.name, UNREAD)

    @property
    def is_proven(self) -> bool:
        return self.confidence >= PROVEN


@dataclass(frozen=True)
class Rule(Source):
    """`pattern` begins where a clause does; `marked` must stand in its sentence, `never` must not follow.

    `about` must follow, in the next sentence too; for a milestone it may also stand before. `spans`: it may begin in
    one sentence and end in the next.
    """

    pattern: re.Pattern[str]
    about: re.Pattern[str] | None = None
    marked: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    spans: bool = False


@dataclass(frozen=True, eq=False)
class Words:
    """Single words by their weight, with any of these `endings` too.

    `are_compounds`: one that ends with a word of these weighs as much as it.
    """

    weights: Mapping[str, int]
    endings: tuple[str, ...] = ()
    are_compounds: bool = False

    @classmethod
    def of(cls, lists: Mapping[int, str], *, endings: str = "", are_compounds: bool = False) -> "Words":
        """A word that stands in several lists weighs as in the first."""
        weights = {word: weight for weight, words in reversed(tuple(lists.items())) for word in words.split()}
        return cls(weights, tuple(endings.split()), are_compounds)


@dataclass(frozen=True, eq=False)
class Phrases:
    """Patterns that are looked for in small letters, with their weights, the heaviest first."""

    weights: tuple[tuple[int, re.Pattern[str]], ...]

    @classmethod
    def of(cls, patterns: Mapping[int, str]) -> "Phrases":
        """Each begins with a word, and has no capitals: one that ignores case takes four times as long."""
        return cls(tuple((weight, re.compile(rf"\b(?:{one})")) for weight, one in patterns.items()))


@dataclass(frozen=True, eq=False)
class Weighed(Source):
    """What no rule knows how it is said: kinds of evidence are weighed, and of each kind the heaviest counts once.

    `inside` a clause, or where not `by_clause` in the sentence, must stand `least_inside`; with what stands `beside` it
    in this sentence and those around, of which `most_beside` counts, it must come to `least`. `needed` must stand among
    what is beside. `of_person` and `done` must fit what the clause says, where a deed weighs one, and `never` must not
    stand in it; `lighter` in the sentence takes one away, and `foreign` there ends it. `elided`: how a clause begins
    whose "I" is left out. `of_itself`: where it is heavy inside, it may be told of the thing instead of the person.
    """

    inside: tuple[Words | Phrases, ...]
    beside: tuple[Phrases, ...]
    least_inside: int
    least: int
    of_person: re.Pattern[str]
    never: re.Pattern[str]
    foreign: re.Pattern[str]
    by_clause: bool = True
    most_beside: int = 100
    needed: Phrases | None = None
    done: re.Pattern[str] | None = None
    elided: re.Pattern[str] | None = None
    of_itself: re.Pattern[str] | None = None
    lighter: re.Pattern[str] | None = None


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

    `words`, and those with such `word_beginnings`, tell the language. After `pasted`, `letter` and `draft_follows`
    somebody else's words follow; from `invented_from_here` on all is made up, with `invented` the sentence. A clause
    that `asks` is a question where the sentence is one, one that `asks_you` anywhere; `asks_again` ends a question that
    is only put to be confirmed. After a `frame` a clause is hoped or said by others; after an `unreal` one the next has
    no speaker to go on with. `background` and `long_ago` tell of no news, nor does `in_year` of an earlier year.
    `said` gives what a clause says, fillers and leads left off, its order made one; `seen` does for a sentence. Both
    may add the words of `put_in`, and for a word of `spelled_out` those that are named there, and no others.

    Patterns that don't ignore case are matched on small letters, in a third of the time.
    """

    code: str
    words: frozenset[str]
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
    weighed: tuple[Weighed, ...]
    said: Callable[[str, bool, bool], str]
    seen: Callable[[str, bool, bool], str]
    put_in: str
    spelled_out: Mapping[str, str]
    word_beginnings: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return *self.rules, *self.weighed

    @property
    def guards(self) -> tuple[re.Pattern[str], ...]:
        """What is looked for in every sentence."""
        kinds = (kind for one in self.weighed for kind in (*one.inside, *one.beside, one.needed))
        weighed = (phrase for kind in kinds if isinstance(kind, Phrases) for _, phrase in kind.weights)
        return self.invented_from_here, self.invented, self.draft_follows, *weighed
