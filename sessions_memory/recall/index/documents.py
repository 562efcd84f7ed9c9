"""The index's own form of an interaction. Pure."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np

from sessions_memory.models import UserInteraction
from sessions_memory.recall.index import packing
from sessions_memory.recall.index.packing import Document
from sessions_memory.recall.language.cues import is_dated, is_reply
from sessions_memory.recall.language.spellings import forms_of
from sessions_memory.recall.language.wishes import is_wish
from sessions_memory.recall.language.words import LANGUAGES, UNKNOWN, clean, fold, index_terms, numbered, stem, term_of

# Raised when other parts of an interaction are indexed than before.
VERSION = 2
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 65_535
# About five hundred characters.
PASSAGE_TERMS = 60
# "Ines: I went there": how a chat of several people names who speaks.
SPEAKER = re.compile(r"\s*([^\W\d_][\w .'’-]{0,30}):\s")


def document(interaction: UserInteraction, *, attached: str = "") -> Document:
    """Takes an interaction without an id, too: `packing.named` adds it.

    `attached`: the text of its files, whose words count once. They make the question longer by a passage at most: what
    is in a long file is looked for in one of its passages.
    """
    question, answer = index_terms(interaction.user_question), index_terms(interaction.own_answer)
    files = index_terms(attached)
    language = question.language or answer.language or files.language
    facts = {
        "interaction": interaction.pk or 0,
        "session": interaction.session_id or 0,
        "time": microseconds(interaction.created_at),
        "question_length": min(question.length + min(files.length, PASSAGE_TERMS), LONGEST),
        "answer_length": min(answer.length, LONGEST),
        "question_speaker": speaker(interaction.user_question),
        "answer_speaker": speaker(interaction.own_answer),
        "flags": _flags(interaction),
        "language": LANGUAGES.index(language) + 1 if language else 0,
    }

    record = np.array(tuple(facts[name] for name in packing.FACTS.fields or ()), packing.FACTS)
    question.counts.update(dict.fromkeys(spelled(interaction.user_question), 1))
    question.counts.update({term: 1 for term in files.counts if term not in question.counts})
    answer.counts.update(dict.fromkeys(spelled(interaction.own_answer), 1))
    return Document(record.tobytes(), packing.pack_terms(question.counts, answer.counts))


def spelled(text: str) -> list[int]:
    """The numbers of what only a search looks for; they are no words, and make no text longer."""
    return [form_number(form) for form in forms_of(text)]


@lru_cache(maxsize=16384)
def form_number(form: str) -> int:
    stemmed = stem(form, UNKNOWN)
    return numbered(stemmed, term_of(f"= {stemmed}", UNKNOWN))


def microseconds(time: datetime) -> int:
    return (time - EPOCH) // timedelta(microseconds=1)


def speaker(text: str) -> int:
    """The number of the label's first name; 0 without a label."""
    label = SPEAKER.match(text)
    return speaker_number(label[1].split()[0]) if label else 0


def speaker_number(name: str) -> int:
    return term_of(fold(clean(name)), "") & 0xFFFFFFFF or 1


def _flags(interaction: UserInteraction) -> int:
    asked, answered = interaction.user_question, interaction.own_answer
    return (
        packing.IS_WISH * is_wish(asked)
        | packing.QUESTION_DATED * is_dated(asked)
        | packing.ANSWER_DATED * is_dated(answered)
        | packing.IS_REPLY * is_reply(asked)
    )
