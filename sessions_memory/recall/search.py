"""Searching the history for words: what holds most of them first, newest first among equals, in pages."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import RecallIndex, UserInteraction
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.candidates import read_candidates
from sessions_memory.recall.index.documents import microseconds
from sessions_memory.recall.wanted import BEGUN, WHOLE, Wanted, held, is_begun, matched, wanted
from sessions_memory.web.cursors import InvalidCursor

ASKED_WORDS = 32
# A hit has at least this share of the words: both of two, two of three.
LEAST_SHARE = 0.6
READ = 100
# Rows read for one page, where only their texts tell whether a word begins so.
LOOKED_AT = 4_000
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
    things = wanted(query, state.languages.split(), ASKED_WORDS)
    begin = _read_cursor(after)
    # The query does not start from the person, as in `recalling`: SQLite would then read all rows of theirs.
    rows = UserInteraction.objects.searchable().within(source, since, until, model).only(*ROW_FIELDS)
    hits: list[SearchHit] = []

    place, looked_at = begin, 0
    matches = _matches(state, things, begin, since, until) if things and state.documents else iter(())

    for keys, unsure in matches:
        found = rows.in_bulk([key[2] for key in keys])
        for key, rest in zip(keys, unsure, strict=True):
            row = found.get(key[2])
            if row and row.user_id == user.pk and _holds(row, [things[number] for number in rest]):
                if len(hits) == limit:
                    return SearchPage(tuple(hits), _cursor(place))
                hits.append(_hit(row, things, key[0] / (WHOLE * len(things))))
            if row:
                place = key

        looked_at += len(keys)
        if looked_at >= LOOKED_AT:
            return SearchPage(tuple(hits), _cursor(place))

    return SearchPage(tuple(hits), "")


# How much of the words it holds, when it was said, and its id: the order of the hits, descending.
Key = tuple[int, int, int]
# With each, the numbers of the words of which the index can't tell whether they begin so.
Some = tuple[list[Key], list[list[int]]]


def _matches(
    state: RecallIndex,
    things: Sequence[Wanted],
    begin: Key | None,
    since: datetime | None,
    until: datetime | None,
) -> Iterator[Some]:
    """Those after `begin`, some at a time, in order."""
    lookups = [each.lookups for each in things]
    candidates = read_candidates(state, [word for each in lookups for word in each])
    places, facts = iter(candidates.places), candidates.facts
    each_held = [
        held(one, list(islice(places, len(own))), len(facts)) for one, own in zip(things, lookups, strict=True)
    ]
    count = np.sum([each > 0 for each in each_held], axis=0)

    is_match = (count >= LEAST_SHARE * len(things)) & (facts["interaction"] > 0)
    if since:
        is_match &= facts["time"] >= microseconds(since)
    if until:
        is_match &= facts["time"] < microseconds(until)

    where = np.flatnonzero(is_match)
    score = np.sum(each_held, axis=0)
    order = where[np.lexsort((facts["interaction"][where], facts["time"][where], score[where]))[::-1]]
    columns = (score[order].tolist(), facts["time"][order].tolist(), facts["interaction"][order].tolist())
    keys: list[Key] = list(zip(*columns, strict=True))
    start = next((number for number, key in enumerate(keys) if begin is None or key < begin), len(keys))
    begun = [
        (number, own[order] == BEGUN)
        for number, (one, own) in enumerate(zip(things, each_held, strict=True))
        if one.beginning and not one.is_sure
    ]

    for at in range(start, len(keys), READ):
        some = range(at, min(at + READ, len(keys)))
        yield keys[at : at + READ], [[number for number, unsure in begun if unsure[place]] for place in some]


def _holds(row: UserInteraction, begun: Sequence[Wanted]) -> bool:
    return all(is_begun(row.user_question, one) or is_begun(row.ai_response, one) for one in begun)


def _hit(row: UserInteraction, things: Sequence[Wanted], share: float) -> SearchHit:
    found = [word for text in (row.user_question, row.ai_response) for word in matched(text, things)]
    return SearchHit(row.pk, row.session_id, tuple(dict.fromkeys(found)), share)


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
