"""Questions that growth can answer: how something changed, what was reached, when something began. Pure.

All others get nothing of growth: a question is asked about today far more often than about the years.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from sessions_memory.growth.values import OwnWord

# A longer question brings what it is about.
READ_CHARS = 500
# A theme is meant where the question has so much of the best one's words.
NEARLY_AS_MUCH = 0.6
THEMES_MEANT = 2
# A word of its name says more than the most telling other one.
NAMED = 2.0


class Asks(StrEnum):
    CHANGE = "change"
    REACHED = "reached"
    BEGUN = "begun"


# What may stand between two words of a pattern: a few more of the same sentence.
FEW_WORDS = r"(?:[^.?!\n]{0,120}?)"
CHANGED = r"(?:evolved?|develop(?:ed)?|changed?|shift(?:ed)?|grown?)"
CHANGED_GERMAN = r"(?:entwickelt|verändert|geändert|gewandelt)"
DONE = r"(?:finish(?:ed)?|achieved?|accomplish(?:ed)?|completed?|reach(?:ed)?)"
CHANGE = (
    rf"\bhow (?:has|have|had|did) (?:my|i|our|we)\b{FEW_WORDS}\b{CHANGED}\b",
    rf"\b(?:what|has anything|have things) (?:has |have )?changed?\b{FEW_WORDS}\b(?:me|my|i|we|our)\b",
    rf"\bhow (?:i|we) (?:used to|have) (?:think|see|feel|felt|seen|thought)\b{FEW_WORDS}",
    rf"\bwhat did i (?:use to )?(?:think|feel|say){FEW_WORDS}\b(?:back then|before|at first|earlier)\b",
    rf"\bwie (?:hat|haben) (?:sich )?(?:mein|meine|unser|unsere)\b{FEW_WORDS}\b{CHANGED_GERMAN}\b",
    rf"\bwie habe ich mich\b{FEW_WORDS}\b{CHANGED_GERMAN}\b",
    rf"\bwas hat sich\b{FEW_WORDS}\b(?:mir|mich|mein|meine|meinem|meiner)\b{FEW_WORDS}\b(?:verändert|geändert)\b",
    rf"\bwas habe ich (?:früher|damals|anfangs)\b{FEW_WORDS}\b(?:gedacht|gefühlt|gesagt|gemeint)\b",
)
REACHED = (
    rf"\bwhat (?:did|have) (?:i|we)\b{FEW_WORDS}\b{DONE}\b",
    r"\b(?:my|our) (?:milestones?|achievements?|accomplishments?|breakthroughs?)\b",
    rf"\bwas (?:habe|hab) ich\b{FEW_WORDS}\b(?:erreicht|geschafft|abgeschlossen|fertig|vollendet|beendet)",
    r"\b(?:meine|unsere) (?:meilensteine|erfolge|durchbrüche)\b",
)
BEGUN = (
    rf"\bwhen did (?:i|we) (?:first |really )?(?:start|begin|take up|get into|pick up)\b{FEW_WORDS}",
    rf"\bhow long have (?:i|we) been\b{FEW_WORDS}",
    rf"\bwhen (?:was|is) the first time (?:i|we)\b{FEW_WORDS}",
    rf"\b(?:seit wann|wie lange schon) (?:bin|habe|mache|gehe|lerne|spiele|arbeite)? ?ich\b{FEW_WORDS}",
    rf"\bwann (?:habe|hab|bin|fing) ich\b{FEW_WORDS}\b(?:angefangen|begonnen|an)\b",
)
PATTERNS: tuple[tuple[Asks, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE))
    for kind, patterns in ((Asks.CHANGE, CHANGE), (Asks.REACHED, REACHED), (Asks.BEGUN, BEGUN))
)


def asks(question: str) -> Asks | None:
    start = question[:READ_CHARS]
    return next((kind for kind, pattern in PATTERNS if pattern.search(start)), None)


def themes_meant(
    terms: frozenset[int], words: Mapping[int, Sequence[OwnWord]], name_terms: Mapping[int, frozenset[int]]
) -> list[int]:
    """The themes that a question with these terms is about, the nearest first. `words`, `name_terms`: by theme."""
    nearness = {}
    for theme, own in words.items():
        best = max((word.weight for word in own), default=0.0) or 1.0
        shared = sum(word.weight / best for word in own if word.term in terms)
        nearness[theme] = shared + NAMED * len(terms & name_terms.get(theme, frozenset()))

    nearest = max(nearness.values(), default=0.0)
    meant = [theme for theme, near in nearness.items() if near and near >= NEARLY_AS_MUCH * nearest]
    return sorted(meant, key=lambda theme: (-nearness[theme], theme))[:THEMES_MEANT]
