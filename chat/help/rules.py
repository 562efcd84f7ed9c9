"""Does a question speak of harming oneself? Written rules, in English and German.

Pure. A notice too many is a small thing, one too few is not: plain words in
the first person count whatever else is said. Words that are mostly a figure
of speech, a title or somebody's research don't count.
"""

import re
from dataclasses import dataclass
from enum import Enum

from chat.help.english import ENGLISH
from chat.help.german import GERMAN
from chat.help.patterns import Rules

# The beginning and the end of a question; what is longer than both was pasted.
HEAD_CHARS = 4000
TAIL_CHARS = 2000

SENTENCE = re.compile(r"[^.!?;\n]+")
QUOTED_LINE = re.compile(r"^[^\S\n]*+(?:>|```).*$", re.MULTILINE)
APOSTROPHES = str.maketrans("’‘`´", "''''")

# A cheap look first: nearly every question ends here.
STEMS = re.compile(
    r"suicid|suizid|selbstmord|freitod|myself|himself|herself|themsel|self.?harm|kill|my (?:own )?life|\blive\b|living|"
    r"alive|exist|\bdie\b|\bdead\b|wake up|without me|never been born|pills|wrists|overdos|jump|end it\b|"
    r"disappear|\bkms\b|be here any|"
    r"\bmich\b|\bmir\b|\bsich\b|aufwachen|sterben|\btot\b|\bleben|selbst.?verletz|ritz|pulsadern|überdosis"
)


class Who(Enum):
    SELF = "self"
    OTHER = "other"


@dataclass(frozen=True)
class Concern:
    """The person that the question speaks of, and the language in which it was said ("en", "de")."""

    who: Who
    language: str


def concern_of(question: str) -> Concern | None:
    text = (
        question if len(question) <= HEAD_CHARS + TAIL_CHARS else f"{question[:HEAD_CHARS]}\n{question[-TAIL_CHARS:]}"
    )
    text = QUOTED_LINE.sub("", text.lower().translate(APOSTROPHES))
    found = [
        Concern(who, rules.language)
        for sentence in SENTENCE.findall(text)
        if STEMS.search(sentence)
        for rules in (ENGLISH, GERMAN)
        if (who := _who(rules, sentence))
    ]

    # One's own need comes first.
    return min(found, key=lambda concern: concern.who is not Who.SELF, default=None)


def speaks_of_harm(text: str) -> bool:
    return concern_of(text) is not None


def _who(rules: Rules, sentence: str) -> Who | None:
    said = rules.figure.sub(" ", " ".join(sentence.split()))
    is_subject = bool(rules.subject.search(said))
    if rules.plain.search(said):
        return None if rules.fiction.search(said) else Who.SELF
    if is_subject:
        return None
    if rules.other.search(said):
        return Who.OTHER

    return Who.SELF if rules.topic.search(said) and rules.speaker.search(said) else None
