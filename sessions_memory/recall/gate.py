"""Knowing when not to recall: whether a question asks for anything of the person's past. Pure.

Three kinds need nothing: courtesies, tasks that bring their own text, and
questions about the world at large. The last are told from the person's own
matters by who they speak of, and by how much of them the past holds.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.language.stopwords import COURTESIES
from sessions_memory.recall.language.whose import (
    definite_words,
    is_of_the_past,
    is_of_the_world,
    is_personal,
    is_recalling,
    names_in,
)
from sessions_memory.recall.language.words import AskedWord, detect, fold, token_terms, tokens_of
from sessions_memory.recall.scoring import LEAST_DOCUMENTS, Told

# The best match holds at least this share of what the question says, measured in idf.
PERSONAL_SHARE = 0.1
CLOSE = 0.45
ALIKE = 0.6
# A question that may be about the world at large needs a whole: of the share of it that one interaction holds, of the
# asked words that the person said there, of something that happened, of a name, and of things spoken of as known; the
# more words it asks with, the more are found by chance. Found on conversations of both kinds, each fifth checked on
# the others.
BY_SHARE, BY_WORD, BY_EVENT, BY_DEFINITE = 1.15, 0.58, 0.23, 0.35
LESS_BY_ASKED, LESS_BY_WORLD = 0.2, 0.6
WORDS, ASKED = 6, 14
# The best of many chance matches grows with the logarithm of their number: by so much for a history e times as long.
LESS_BY_LENGTH, USUAL_LENGTH = 0.04, 150
# A model's long answer says many words by chance.
ANSWER_SHARE = 0.25
# Nobody types more into a search field.
LOOKUP_CHARS = 200

# Words of small talk that somebody's own question can be about: "How did you sleep?", "When did I sleep well?"
SUBJECTS = frozenset("sleep love idea joke fact secret surprise work works person robot".split())
OWN = re.compile(r"\b(?:do|did|have|had|was|were|am|should|will) i\b|\bmy\b", re.IGNORECASE)

# A task, and the text or the figures that it is about.
TASK = re.compile(
    r"\W*+(?:please\s++)?(?:translate|correct|proofread|summari[sz]e|paraphrase|rewrite|rephrase|convert|calculate|compute|solve|sort"
    r"|count|turn (?:this|these)|fix (?:this|the)|find the|explain this|is this|which of these|give this"
    r"|what (?:is wrong with this|language is|does this)"
    r"|write|compose|invent|make up|draft|generate|give me (?:a|an|\d+|two|three|five|ten)|show me (?:a|an)"
    r"|übersetze?|korrigiere?|fasse? zusammen|schreibe?|nenne? mir|rechne|sortiere"
    r"|traduce|traduzca|corrige|resume|escribe|traduis|traduisez|corrigez|résume|écris|traduza|traduz|corrija|escreva"
    r"|переведи|исправь|напиши|翻译|把|写|次の|翻訳|번역)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Strength:
    """How much of a question one interaction holds, in shares of what it says: `best` of all that was said, `own` with
    a model's answers counted for less.

    `words`: how many of the asked words the person said in one, of `asked` in all; `documents`: among
    how many. `has_definite`: the one that holds
    most has a word that the question speaks of as known; `has_name`: the past has a name that stands in the question.
    `closest`: the nearest in meaning, as a cosine; 0 without vectors.
    """

    best: float
    own: float = 0.0
    words: float = 0.0
    asked: int = 0
    documents: int = 0
    has_definite: bool = False
    has_name: bool = False
    closest: float = 0.0


def strength(question: str, told: Told, idf: Array, words: Sequence[AskedWord], documents: int) -> Strength:
    """A word that nothing holds counts as the rarest."""
    unseen = np.log(1 + (max(documents, LEAST_DOCUMENTS) + 0.5) / 0.5) * np.array([word.weight for word in words])
    whole = max(float(np.where(idf > 0, idf, unseen).sum()), 1e-9)
    own = np.maximum(told.in_question, told.in_answer * max(told.likeness, ANSWER_SHARE))
    said = np.maximum(told.in_question, told.in_answer * told.likeness)
    held = own @ idf
    known = {word.word for word, rarity in zip(words, idf, strict=True) if rarity > 0}
    held_most = own[held.argmax()] > 0 if len(held) else np.zeros(len(words), bool)

    return Strength(
        best=float((np.maximum(told.in_question, told.in_answer) @ idf).max(initial=0)) / whole,
        own=float(held.max(initial=0)) / whole,
        words=float(said.sum(1).max(initial=0)),
        asked=len(words),
        documents=documents,
        has_definite=not definite_words(tokens_of(question)).isdisjoint(
            word.word for word, is_held in zip(words, held_most, strict=True) if is_held
        ),
        has_name=not known.isdisjoint(_names(question)),
    )


def may_need_memory(question: str) -> bool:
    """False for a courtesy and for a task that brings what it is about, unless that is the person's own."""
    pieces = [fold(token) for token in tokens_of(question)]
    if all(piece in _COURTESIES for piece in pieces):
        return OWN.search(question) is not None and not SUBJECTS.isdisjoint(pieces)

    return not TASK.match(question) or is_personal(question)


def is_needed(question: str, strength: Strength, *, names_speaker: bool, names_date: bool) -> bool:
    """Whether what was found is worth it: the less the question speaks of the person's own, the more it must hold."""
    if names_speaker or names_date or strength.closest >= ALIKE:
        return True
    if is_personal(question) or is_recalling(question) or _is_lookup(question):
        return strength.best >= PERSONAL_SHARE or strength.closest >= CLOSE

    events = is_of_the_past(question, _language(question)) + strength.has_name
    return _held(question, strength, events) >= 1 or (events > 0 and strength.closest >= CLOSE)


def _held(question: str, strength: Strength, events: int) -> float:
    return (
        BY_SHARE * strength.own
        + BY_WORD * min(WORDS, strength.words)
        + BY_EVENT * events
        + BY_DEFINITE * strength.has_definite
        - LESS_BY_ASKED * min(ASKED, strength.asked)
        - LESS_BY_WORLD * is_of_the_world(question)
        - LESS_BY_LENGTH * math.log(max(1, strength.documents / USUAL_LENGTH))
    )


def _names(question: str) -> frozenset[str]:
    """German writes all of its nouns as names."""
    return frozenset() if _language(question) == "de" else names_in(question)


def _language(question: str) -> str:
    return detect(tokens_of(question))


def _is_lookup(question: str) -> bool:
    """Words without a sentence around them, as one types into a search field."""
    if len(question) > LOOKUP_CHARS:
        return False

    language = _language(question) or "en"
    return all(token_terms(token, language) for token in tokens_of(question))


_COURTESIES = frozenset(fold(word) for word in COURTESIES.split())
