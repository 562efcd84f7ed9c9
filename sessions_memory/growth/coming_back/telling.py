"""The sentence of a message that tells most of who wrote it: their own, about themselves, and no request. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sessions_memory.growth.over_time.voices import Voice, voice_of
from sessions_memory.growth.rules.cleaning import own_words
from sessions_memory.growth.rules.languages import languages
from sessions_memory.growth.rules.sentences import Sentence, sentences
from sessions_memory.recall.language.words import detect, tokens_of

CHARS = 8_000
SENTENCES_MAX = 60
LENGTHS = range(25, 221)
# A script without blanks says as much with fewer signs.
LENGTHS_UNSPACED = range(8, 111)
# Long enough to be understood alone, short enough to be read at a glance.
BEST_LENGTHS = range(50, 161)
STANCES_MOST = 3
# Somebody who asks for something tells what they want to get, not how they are.
WISHES = re.compile(
    r"\b(?:i (?:want|need|would like|'d like) (?:you|help|some|an?|to (?:know|understand|see|make|write|create))"
    r"|i'(?:d|m) (?:like|looking|trying) (?:you|for|to)|ich (?:brauche|hätte gern\w?|suche))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """`weight`: higher is more telling; for ordering alone."""

    start: int
    end: int
    weight: int


def told_in(text: str) -> Told | None:
    """None where nothing in it is worth being read alone, or where nothing is known of its language."""
    spoken = detect(tokens_of(text[:CHARS]))
    cleaned = own_words(text[:CHARS], languages().get(spoken, languages()["en"]))
    found = islice(sentences(cleaned), SENTENCES_MAX)
    return max(_told(found, voice_of(spoken)), key=lambda one: (one.weight, -one.start), default=None)


def _told(found: Iterator[Sentence], voice: Voice) -> Iterator[Told]:
    for one in found:
        if _is_whole(one) and voice.of_self.search(one.text) and not _asks(one, voice):
            yield Told(one.start, one.end, _weight(one.text, voice))


def _is_whole(sentence: Sentence) -> bool:
    """Not what stood before something that was pasted."""
    is_spaced = sentence.text.isascii() or " " in sentence.text
    return len(sentence.text) in (LENGTHS if is_spaced else LENGTHS_UNSPACED) and not sentence.text.endswith(":")


def _asks(sentence: Sentence, voice: Voice) -> bool:
    begins = voice.demands.match(sentence.text) or voice.reacts.match(sentence.text)
    return bool(sentence.is_question or begins or WISHES.search(sentence.text))


def _weight(text: str, voice: Voice) -> int:
    stances = sum(1 for _ in islice(voice.stance.finditer(text), STANCES_MOST))
    leans = bool(voice.leans.match(text)) + bool(voice.plans.search(text))
    return 4 * stances + 2 * (len(text) in BEST_LENGTHS) - 3 * leans
