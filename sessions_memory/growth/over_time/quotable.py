"""Sentences of a theme that can be quoted: the person's own, about the theme, with a stand in them. Pure.

A sentence is worth more the more of the theme's own words it has, if it speaks of oneself and says how that is; less
if it leans on what was said before, answers something or asks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sessions_memory.growth.over_time.values import Quoted, Said
from sessions_memory.growth.over_time.voices import Voice, voice_of
from sessions_memory.growth.rules.cleaning import own_words
from sessions_memory.growth.rules.languages import languages
from sessions_memory.growth.rules.sentences import Sentence, clauses, sentences
from sessions_memory.recall.language.words import detect, token_terms, tokens_of

MARKS = " ,;:-–—("
# What joins a part that asks to the one before, and stands before the comma.
JOINS = re.compile(r"(?<=[ ,])(?:and|so|but|und|also|aber)\Z")
# Of code, tables and what programs leave in texts.
MARKUP = re.compile(r"[{}<>=|\\]")
TEXT_CHARS = 8_000
SENTENCES_LIMIT = 60
CHARS_LEAST, CHARS_MOST = 25, 240
# A script without blanks says as much with fewer signs.
CHARS_LEAST_UNSPACED = 8
WORDS_LEAST = 3
# The theme's most telling word weighs so much; a sentence counts up to so many of that.
WHOLE = 100
OWN_MOST = 2 * WHOLE
# In tenths of what its own words weigh.
OF_SELF, STANCE, STANCES_MOST, PLANNING, LEANING, REACTING = 15, 8, 2, 6, 3, 2
TENTHS = 10


@dataclass(frozen=True)
class Candidate:
    """`own`: of its words those that are the theme's; `words`: all that tell. `score`: higher is more telling.

    `takes_stand`: it says how somebody is with it, as far as anything is known of its language.
    """

    quoted: Quoted
    own: frozenset[int]
    words: frozenset[int]
    score: int
    is_asked: bool
    takes_stand: bool


def candidates(said: Sequence[Said], own: Mapping[int, float]) -> list[Candidate]:
    """In the order of `said`. `own`: a word's term -> how much it is the theme's."""
    weights = _whole(own)
    return [found for one in said for found in _of_one(one, weights)]


def _whole(own: Mapping[int, float]) -> dict[int, int]:
    most = max(own.values(), default=0.0)
    return {term: max(1, round(WHOLE * weight / most)) for term, weight in own.items() if weight > 0}


def _of_one(said: Said, weights: Mapping[int, int]) -> Iterator[Candidate]:
    text = said.text[:TEXT_CHARS]
    spoken = detect(tokens_of(text))
    language = languages().get(spoken, languages()["en"])
    cleaned = own_words(text, language)
    for sentence in islice(sentences(cleaned), SENTENCES_LIMIT):
        # Most sentences end here, before they are taken apart.
        if _words(sentence.text, spoken).isdisjoint(weights):
            continue
        start, end = _told(sentence, spoken)
        quoted = Quoted(said.interaction_id, said.day, start, end, text[start:end])
        if _is_whole(quoted.text, cleaned[start:end]):
            found = _candidate(quoted, spoken, weights, is_asked=sentence.is_question and end == sentence.end)
            if found:
                yield found


def _words(text: str, spoken: str) -> frozenset[int]:
    return frozenset(term for token in tokens_of(text) for term in token_terms(token, spoken))


def _told(sentence: Sentence, spoken: str) -> tuple[int, int]:
    """Up to where it begins to ask, as far as the rules of its language can tell."""
    if spoken not in languages():
        return sentence.start, sentence.end
    parts = clauses(sentence, languages()[spoken])
    asked = next((part for part in parts if part.is_asked), None)
    if asked is None or not asked.start:
        return sentence.start, sentence.end
    told = sentence.text[: asked.start].rstrip(MARKS)
    return sentence.start, sentence.start + len(JOINS.sub("", told).rstrip(MARKS))


def _is_whole(text: str, cleaned: str) -> bool:
    """Nothing in it was blanked, and it is as long as a sentence that is read at a glance."""
    if len(text) > CHARS_MOST or text.endswith(":") or MARKUP.search(text):
        return False
    if len("".join(text.split())) != len("".join(cleaned.split())):
        return False
    least = CHARS_LEAST if text.isascii() or " " in text.strip() else CHARS_LEAST_UNSPACED
    return len(text) >= least


def _candidate(quoted: Quoted, spoken: str, weights: Mapping[int, int], *, is_asked: bool) -> Candidate | None:
    words = _words(quoted.text, spoken)
    own = words.intersection(weights)
    if not own or len(words) < WORDS_LEAST:
        return None
    voice = voice_of(spoken)
    is_asked = is_asked or voice.demands.match(quoted.text) is not None
    weight = min(sum(weights[term] for term in own), OWN_MOST)
    score = weight * _manner(quoted.text, voice) // TENTHS
    return Candidate(quoted, own, words, score, is_asked, voice.takes_stand(quoted.text))


def _manner(text: str, voice: Voice) -> int:
    """In tenths."""
    tenths = TENTHS
    if voice.is_of_self(text):
        tenths = OF_SELF + STANCE * min(STANCES_MOST, sum(1 for _ in voice.stance.finditer(text)))
    lessened = (
        (voice.plans.search(text), PLANNING),
        (voice.leans.match(text), LEANING),
        (voice.reacts.match(text), REACTING),
    )
    return min((tenths * factor // TENTHS for is_so, factor in lessened if is_so), default=tenths)
