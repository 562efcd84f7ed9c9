"""Searching the history for words: what holds most of them first, newest first among equals, in pages."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import RecallIndex, UserInteraction
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.candidates import read_candidates
from sessions_memory.recall.index.documents import microseconds
from sessions_memory.recall.language.passages import mentions
from sessions_memory.recall.language.words import AskedWord, asked_words
from sessions_memory.web.cursors import InvalidCursor

ASKED_WORDS = 32
# A hit has at least this share of the words: both of two, two of three.
LEAST_SHARE = 0.6
READ = 100
ROW_FIELDS = ("user", "user_question", "ai_response", "created_at", "session")


@dataclass(frozen=True)
class SearchHit:
    """`matched`: words as they stand in the texts, to mark. `score`: the share of the words that it holds."""

    interaction_id: int
    session_id: int
    matched: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class SearchPage:
    """`following`: where the next page begins, to hand back as `after`; "" on the last page."""

    hits: tuple[SearchHit, ...]
    following: str


def search(  # noqa: PLR0913 (the fields of one form)
    *,
    user: AbstractBaseUser,
    query: str,
    limit: int,
    after: str = "",
    source: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    model: str = "",
) -> SearchPage:
    """Interactions that hold most of the words, in [since, until). Raises InvalidCursor for an unknown `after`."""
    state = writing.made_ready(user)
    words = asked_words(query, state.languages.split())[:ASKED_WORDS]
    begin = _read_cursor(after)
    # The query does not start from the person, as in `recalling`: SQLite would then read all rows of theirs.
    rows = UserInteraction.objects.searchable().within(source, since, until, model).only(*ROW_FIELDS)
    hits: list[SearchHit] = []

    place = begin
    matches = _matches(state, words, begin, since, until) if words and state.documents else iter(())

    for keys in matches:
        found = rows.in_bulk([key[2] for key in keys])
        for key in keys:
            if key[2] in found and found[key[2]].user_id == user.pk:
                if len(hits) == limit:
                    return SearchPage(tuple(hits), _cursor(place))
                hits.append(_hit(found[key[2]], words, key[0] / len(words)))
                place = key

    return SearchPage(tuple(hits), "")


# How many words it holds, when it was said, and its id: the order of the hits, descending.
Key = tuple[int, int, int]


def _matches(
    state: RecallIndex,
    words: Sequence[AskedWord],
    begin: Key | None,
    since: datetime | None,
    until: datetime | None,
) -> Iterator[list[Key]]:
    """Those after `begin`, some at a time, in order."""
    candidates = read_candidates(state, words)
    facts = candidates.facts
    held = np.zeros(len(facts), np.int64)

    for places in candidates.places:
        held[places.positions] += 1

    is_match = (held >= LEAST_SHARE * len(words)) & (facts["interaction"] > 0)
    if since:
        is_match &= facts["time"] >= microseconds(since)
    if until:
        is_match &= facts["time"] < microseconds(until)

    where = np.flatnonzero(is_match)
    order = where[np.lexsort((facts["interaction"][where], facts["time"][where], held[where]))[::-1]]
    keys: list[Key] = list(
        zip(held[order].tolist(), facts["time"][order].tolist(), facts["interaction"][order].tolist(), strict=True)
    )
    keys = [key for key in keys if begin is None or key < begin]

    return (keys[start : start + READ] for start in range(0, len(keys), READ))


def _hit(row: UserInteraction, words: Sequence[AskedWord], share: float) -> SearchHit:
    matched = [
        text[mention.start : mention.end]
        for text in (row.user_question, row.ai_response)
        for mention in mentions(text, words)
    ]

    return SearchHit(row.pk, row.session_id, tuple(dict.fromkeys(matched)), share)


def _cursor(key: Key | None) -> str:
    return base64.urlsafe_b64encode(" ".join(map(str, key or ())).encode()).decode().rstrip("=")


def _read_cursor(text: str) -> Key | None:
    if not text:
        return None

    try:
        held, time, pk = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(" ")
        return int(held), int(time), int(pk)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise InvalidCursor from error
