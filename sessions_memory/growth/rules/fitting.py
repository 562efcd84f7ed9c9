"""Which rules fit a sentence, and in which of its clauses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sessions_memory.growth.rules.sentences import Clause, Sentence
from sessions_memory.growth.rules.sieve import Marks, sieve_of
from sessions_memory.growth.rules.values import Language, Rule

# What rules see of a sentence from a clause on, and of the next one. A word that is cut there stands for nothing.
AHEAD_CHARS = 300
OBJECT_CHARS = 25


@dataclass(frozen=True)
class Told:
    """`ahead`: the beginning of the next sentence, unless it asks. `marks`: what the sieve knows of the sentence."""

    sentence: Sentence
    marks: Marks
    ahead: str = ""


@dataclass(frozen=True)
class Fit:
    """`at`: the number of the clause."""

    rule: Rule
    at: int


class Fitting:
    """`year`: when it was written."""

    def __init__(self, told: Told, language: Language, year: int | None) -> None:
        self._told, self._language, self._year = told, language, year
        self._sieve = sieve_of(language)
        self._ahead = self._sieve.marks(told.ahead)
        self._milestones, self._breakthroughs = self._sieve.rules_for(told.marks | self._ahead)

    @property
    def is_possible(self) -> bool:
        """Whether any rule may fit at all."""
        return bool(self._milestones or self._breakthroughs)

    def fits(self, parts: Sequence[Clause]) -> Iterator[Fit]:
        speaking = Speaking(parts, self._language)
        for at, clause in enumerate(parts):
            if not (clause.is_background or clause.is_asked):
                yield from (Fit(rule, at) for rule in self._reached(clause, speaking, at))
                yield from (Fit(rule, at) for rule in self._seen(clause, speaking, at))

    def _reached(self, clause: Clause, speaking: "Speaking", at: int) -> list[Rule]:
        rules = self._sieve.begun(self._milestones, clause.text)
        if not rules or speaking.is_framed(at) or is_old(clause.small, self._language, self._year):
            return []

        said = speaking.said(at)
        return [rule for rule in rules if _is_reached(rule, said, self._told)]

    def _seen(self, clause: Clause, speaking: "Speaking", at: int) -> list[Rule]:
        text = self._told.sentence.text[clause.start : clause.start + AHEAD_CHARS]
        rules = self._sieve.begun(self._breakthroughs, text, self._ahead)
        if not rules or speaking.is_framed(at):
            return []

        seen = self._language.seen(text, speaking.goes_on(at), clause.start == 0)
        return [rule for rule in rules if _is_seen(rule, seen, self._told)]


class Speaking:
    """What the clauses of a sentence say: a speaker goes on from one to the next. Told as far as it is asked."""

    def __init__(self, parts: Sequence[Clause], language: Language) -> None:
        self._parts, self._language = parts, language
        self._goes_on = [False]
        self._said: dict[int, str] = {}

    def is_framed(self, at: int) -> bool:
        return at > 0 and self._language.frame.match(self._parts[at - 1].small) is not None

    def said(self, at: int) -> str:
        if at not in self._said:
            self._said[at] = self._language.said(self._parts[at].text, self.goes_on(at), at == 0)
        return self._said[at]

    def goes_on(self, at: int) -> bool:
        """Whether the speaker of the clause before goes on in this one."""
        while len(self._goes_on) <= at:
            self._goes_on.append(self._is_heard_after(len(self._goes_on) - 1))
        return self._goes_on[at]

    def _is_heard_after(self, at: int) -> bool:
        clause = self._parts[at]
        if clause.is_background or self._language.unreal.search(clause.small):
            return False

        return self._language.speaker.match(self.said(at)) is not None


def is_old(small: str, language: Language, year: int | None) -> bool:
    """`small`: what is told, in small letters."""
    if language.long_ago.search(small):
        return True
    return any(int(match[1]) != year for match in language.in_year.finditer(small))


def _is_reached(rule: Rule, said: str, told: Told) -> bool:
    match = rule.pattern.match(said)
    if match is None or not _is_marked(rule, told):
        return False
    if rule.about and not rule.about.search(f"{told.sentence.text} {told.ahead}"):
        return False
    return rule.never is None or not rule.never.search(said[: match.end() + OBJECT_CHARS])


def _is_seen(rule: Rule, seen: str, told: Told) -> bool:
    """The rule fits the sentence itself; what it is about may follow in the next one."""
    seen = f"{seen} {told.ahead}" if rule.spans else seen
    match = rule.pattern.match(seen)
    if match is None or not _is_marked(rule, told):
        return False
    if rule.about and not rule.about.search(f"{seen[match.end() :]} {told.ahead}"):
        return False
    return rule.never is None or not rule.never.search(f"{seen} {told.ahead}")


def _is_marked(rule: Rule, told: Told) -> bool:
    return rule.marked is None or rule.marked.search(told.sentence.text) is not None
