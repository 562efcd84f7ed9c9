"""Whether two sentences tell the same incident, so that one that was dismissed never returns. Pure.

An incident is known by its words, not by the rule, the place or the day it was found in: another version of a rule,
a copy of the conversation or a second import bring the same words again.
"""

import hashlib
import re
from collections.abc import Iterable

from sessions_memory.recall.language.words import clean

WORD = re.compile(r"\w+(?:[.,]\d+)*")
# They say nothing of what happened; a sentence that differs in these alone tells the same.
SMALL = frozenset(
    "a an and am are as at be been but by did do for from had has have he her his i im in into is it its ive "
    "just me my"
    " not of on or our she so still that the their them then there they this to today too up was we were with "
    "yesterday"
    " finally really also now very well yes oh got get"
    " aber am auch auf bei bin da das dass dem den der des die doch ein eine einem einen einer endlich er es "
    "für gerade"
    " gestern hab habe haben hat heute ich ihr im in ist ja jetzt mein meine meinem meinen meiner mich mir mit "
    "nach noch"
    " nun nur schon sehr sich sie sind so und uns unser unsere von vor war wir wurde zu zum zur".split()
)
# So much of the shorter one's words stands in the other.
SHARED = 0.8
# Fewer words than these must all be the same: "I got the job" and "I got the flat" share half of theirs.
FEW = 3

ORDINALS = frozenset(
    "first second third fourth fifth last"
    " erste ersten erstes zweite zweiten zweites dritte dritten vierte vierten letzte letzten letztes".split()
)


def incident_key(sentence: str) -> str:
    """The same for copies, whatever their case, marks, blanks and small words."""
    return hashlib.sha256(" ".join(_words(sentence)).encode()).hexdigest()


class Incidents:
    """Incidents that are decided or shown; asking costs what shares a word, not what there is.

    One is among them also where another version of a rule quotes more or less of it, or few words differ.
    """

    def __init__(self, sentences: Iterable[str] = ()) -> None:
        self._keys: set[frozenset[str]] = set()
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for sentence in sentences:
            self.add(sentence)

    def add(self, sentence: str) -> None:
        words = frozenset(_words(sentence))
        if words in self._keys:
            return
        self._keys.add(words)
        for word in words:
            self._by_word.setdefault(word, []).append(words)

    def __contains__(self, sentence: str) -> bool:
        words = frozenset(_words(sentence))
        if words in self._keys:
            return True
        near = (known for word in words for known in self._by_word.get(word, ()))
        return any(_is_same(words, known) for known in near)


def _words(sentence: str) -> list[str]:
    plain = clean(sentence).casefold().replace("'", "").replace("’", "")
    words = WORD.findall(plain)
    # A sentence of small words alone is known by them.
    return [word for word in words if word not in SMALL] or words


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    if shorter < FEW:
        return one == other
    counted, other_counted = _counted(one), _counted(other)
    if counted and other_counted and counted.isdisjoint(other_counted):
        return False
    return len(one & other) >= SHARED * shorter


def _counted(words: frozenset[str]) -> frozenset[str]:
    """The first semester and the second, 100 days and 200: alike in all other words."""
    return frozenset(word for word in words if word[0].isdigit() or word in ORDINALS)
