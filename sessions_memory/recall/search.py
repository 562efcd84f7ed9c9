"""Searching the history for words: what holds most of them first, newest first among equals, in pages."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import OuterRef
from django.db.models.functions import Left

from sessions_memory.areas.rules import Reach
from sessions_memory.models import RecallIndex, UserInteraction, UserSession
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.candidates import read_candidates
from sessions_memory.recall.index.documents import microseconds
from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.index.reach import within
from sessions_memory.recall.language.words import TEXT_CHARS
from sessions_memory.recall.wanted import BEGUN, WHOLE, Wanted, held, is_begun, matched, wanted
from sessions_memory.web.cursors import InvalidCursor

ASKED_WORDS = 32
# A hit has at least this share of the words: both of two, two of three.
LEAST_SHARE = 0.6
# How many matches are read at a time until a page is full: only texts tell whether a word begins so, and only rows
# whether they are of a source. SQLite takes 999 numbers.
READS = (100, 300, 900, 900, 900, 900)
# With more signs read than these a page ends, too.
LOOKED_AT_CHARS = 4_000_000


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
    reach: Reach | None = None,
) -> SearchPage:
    """Interactions that hold most of the words, in [since, until). Raises InvalidCursor for an unknown `after`.

    `reach`: the sessions that are searched; left out, those that may be recalled where no area is open.
    """
    rows = _searchable(source).within("", since, until, model)
    matches = _matches(user, query, _Within(_read_cursor(after), since, until, reach))
    found, following = _read_page(user, rows, matches, limit)

    return SearchPage(tuple(_hit(row, matches.things) for row in found), following)


def found_ids(*, user: AbstractBaseUser, query: str, limit: int, reach: Reach | None = None) -> list[int]:
    """Those of the first page, without looking up what stands where in each."""
    matches = _matches(user, query, _Within(reach=reach))
    return [row.key[2] for row in _read_page(user, _searchable(), matches, limit)[0]]


def _searchable(source: str = "") -> InteractionQuerySet:
    """Asks each row's session by itself: to join a few hundred rows PostgreSQL would read all sessions there are."""
    session = UserSession.objects.kept().chosen(source, None).filter(pk=OuterRef("session"))
    return UserInteraction.objects.finished().current().alias(kept=session.values("pk")).filter(kept__isnull=False)


# How much of the words it holds, when it was said, and its id: the order of the hits, descending.
Key = tuple[int, int, int]


@dataclass(frozen=True)
class _Matches:
    """In order, and one more than a page looks at. `unsure`: for each, which words may only seem to begin so."""

    things: Sequence[Wanted] = ()
    keys: Sequence[Key] = ()
    unsure: Sequence[Sequence[Wanted]] = ()


@dataclass(frozen=True)
class _Row:
    key: Key
    session_id: int
    texts: tuple[str, str]


@dataclass(frozen=True)
class _Within:
    """Those after `begin`, in [since, until), of the sessions in reach."""

    begin: Key | None = None
    since: datetime | None = None
    until: datetime | None = None
    reach: Reach | None = None


def _matches(user: AbstractBaseUser, query: str, asked: _Within) -> _Matches:
    state = writing.made_ready(user)
    things = wanted(query, state.languages.split(), ASKED_WORDS)
    if not things or not state.documents:
        return _Matches()

    facts, each_held = _held(user, state, things, asked.reach)
    count = np.sum([each > 0 for each in each_held], axis=0)
    score = np.sum(each_held, axis=0)
    is_match = (count >= LEAST_SHARE * len(things)) & (facts["interaction"] > 0)
    if asked.since:
        is_match &= facts["time"] >= microseconds(asked.since)
    if asked.until:
        is_match &= facts["time"] < microseconds(asked.until)
    if asked.begin:
        is_match &= _is_after(asked.begin, score, facts)

    where = np.flatnonzero(is_match)
    order = np.lexsort((facts["interaction"][where], facts["time"][where], score[where]))[::-1]
    first = where[order[: sum(READS) + 1]]
    columns = (score[first].tolist(), facts["time"][first].tolist(), facts["interaction"][first].tolist())
    begun = [(one, own[first] == BEGUN) for one, own in zip(things, each_held, strict=True) if _may_seem(one)]
    unsure = [[one for one, is_unsure in begun if is_unsure[place]] for place in range(len(first))]

    return _Matches(things, list(zip(*columns, strict=True)), unsure)


def _held(
    user: AbstractBaseUser, state: RecallIndex, things: Sequence[Wanted], reach: Reach | None
) -> tuple[Array, list[Array]]:
    """The facts of all interactions in reach, and how far each of them holds each thing."""
    lookups = [each.lookups for each in things]
    candidates = within(user, read_candidates(state, [word for each in lookups for word in each]), reach)
    places, facts = iter(candidates.places), candidates.facts

    return facts, [
        held(one, list(islice(places, len(own))), len(facts)) for one, own in zip(things, lookups, strict=True)
    ]


def _is_after(begin: Key, score: Array, facts: Array) -> Array:
    later = facts["interaction"] < begin[2]
    for value, column in ((begin[1], facts["time"]), (begin[0], score)):
        later = (column < value) | ((column == value) & later)

    return later


def _may_seem(one: Wanted) -> bool:
    return bool(one.beginning) and not one.is_sure


def _read_page(
    user: AbstractBaseUser, rows: InteractionQuerySet, matches: _Matches, limit: int
) -> tuple[list[_Row], str]:
    """With where the next page begins. A fixed number of statements, however many rows match."""
    found: list[_Row] = []
    place, at, chars = None, 0, 0

    for size in READS:
        keys, unsure = matches.keys[at : at + size], matches.unsure[at : at + size]
        there = _read_rows(user, rows, keys) if keys else {}
        for key, begun in zip(keys, unsure, strict=True):
            row = there.get(key)
            if row and _holds(row, begun):
                if len(found) == limit:
                    return found, _cursor(place)
                found.append(row)
            place = key

        at += len(keys)
        chars += sum(len(text) for row in there.values() for text in row.texts)
        if at == len(matches.keys):
            return found, ""
        if chars > LOOKED_AT_CHARS:
            break

    return found, _cursor(place)


def _read_rows(user: AbstractBaseUser, rows: InteractionQuerySet, keys: Sequence[Key]) -> dict[Key, _Row]:
    # The query does not start from the person, as in `recalling`: SQLite would then read all rows of theirs.
    texts = (Left(column, TEXT_CHARS) for column in ("user_question", "ai_response"))
    named = rows.filter(pk__in=[key[2] for key in keys]).values_list("pk", "user", "session", *texts)
    by_id = {key[2]: key for key in keys}

    return {
        by_id[pk]: _Row(by_id[pk], session_id, (question, answer))
        for pk, user_id, session_id, question, answer in named
        if user_id == user.pk
    }


def _holds(row: _Row, begun: Sequence[Wanted]) -> bool:
    return all(any(is_begun(text, one) for text in row.texts) for one in begun)


def _hit(row: _Row, things: Sequence[Wanted]) -> SearchHit:
    words = [word for text in row.texts for word in matched(text, things)]
    return SearchHit(row.key[2], row.session_id, tuple(dict.fromkeys(words)), row.key[0] / (WHOLE * len(things)))


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
