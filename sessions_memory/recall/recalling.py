"""The one door of recall: a question in, the memories that answer it out, best first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice

import numpy as np
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.areas.rules import Reach
from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.measures import recall_timed
from sessions_memory.models import UserInteraction
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall import gate
from sessions_memory.recall.enough import enough
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.candidates import read_candidates
from sessions_memory.recall.index.documents import microseconds, speaker_number
from sessions_memory.recall.index.files import files_texts
from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.index.reach import within
from sessions_memory.recall.language.cues import asks_date, asks_overview
from sessions_memory.recall.language.dates import Span, named_spans
from sessions_memory.recall.language.instructions import asked_about
from sessions_memory.recall.language.words import AskedWord, asked_words
from sessions_memory.recall.meaning.vectors import similarity
from sessions_memory.recall.memories import Group, Matcher, RecalledMemory, join
from sessions_memory.recall.scoring import Asked, Scored, score
from sessions_memory.recall.standing import Standing
from sessions_memory.web.zones import zone_of

# A pasted page has more; the first and the last say what is wanted.
ASKED_WORDS = 48
# Rows are read so many at a time: some may not be recalled, and some say the same.
READ = 12
READ_AT_MOST = 240
ROW_FIELDS = ("user", "user_question", "ai_response", "interaction_metadata", "status", "created_at")
SESSION_FIELDS = ("session__title", "session__source", "session__source_id")


@recall_timed
def recall(  # noqa: PLR0913 (what one question is asked with)
    *,
    user: AbstractBaseUser,
    question: str,
    limit: int,
    now: datetime | None = None,
    exclude: frozenset[int] = frozenset(),
    question_vector: list[float] | None = None,
    vector_model: str = "",
    only_enough: bool = True,
    reach: Reach | None = None,
) -> list[RecalledMemory]:
    """Empty for a question that needs nothing of the past. `now` (this moment) is what "last week" counts from.

    `reach`: which sessions may be recalled; left out, those that may be where no area is open.

    `vector_model`: that which made the vector; left out, the setting's. `only_enough`: as many as the question needs,
    at most `limit`; else as many as there are.
    """
    question = asked_about(question)
    if not gate.may_need_memory(question):
        return []

    state = writing.made_ready(user)
    words = _told(asked_words(question, state.languages.split()))
    spans = named_spans(question, (now or timezone.now()).astimezone(zone_of(user)))
    near = similarity(user, question_vector, vector_model or settings.EMBEDDING_MODEL) if question_vector else None

    if not state.documents or not (words or spans or near):
        return []

    found = read_candidates(state, words)
    candidates = within(user, found, reach)
    near = near.within(candidates.facts["interaction"]) if near and candidates is not found else near
    asked = replace(_asked(question, words, spans), similarity=near)
    scored = score(candidates, asked)
    is_told_then = bool(scored.is_dated.any()) and any(span.is_particular for span in spans)
    held = gate.strength(question, scored.told, scored.idf, words, candidates.documents)
    held = replace(held, closest=near.closest if near else 0.0)
    is_needed = partial(gate.is_needed, question, names_speaker=scored.names_speaker, names_date=is_told_then)
    if not is_needed(held):
        return []

    count = _enough(scored, asked) if only_enough else READ_AT_MOST
    groups = _groups(user, scored.interactions[:count], limit, exclude)
    standing = Standing(question, words, scored, held, candidates.documents)
    if not standing.holds([group.best for group in groups], is_needed):
        return []

    place_of = {pk: place for place, pk in enumerate(scored.interactions[:READ_AT_MOST].tolist())}
    places = [place_of[group.best.pk] for group in groups]
    cosines = near.of(np.array([group.best.pk for group in groups], np.int64)) if near else np.zeros(len(groups))
    files = files_texts(group.best for group in groups)
    matcher = Matcher(words, scored.idf.tolist(), spans[0] if spans else None)

    return [
        matcher.memory(
            group,
            score=float(scored.scores[place]),
            is_dated=bool(scored.is_dated[place]),
            similarity=float(cosine),
            files=files.get(group.best.pk, ()),
        )
        for group, place, cosine in zip(groups, places, cosines, strict=True)
    ]


def _told(words: list[AskedWord]) -> list[AskedWord]:
    half = ASKED_WORDS // 2
    return words if len(words) <= ASKED_WORDS else [*words[:half], *words[-half:]]


def _asked(question: str, words: Sequence[AskedWord], spans: Sequence[Span]) -> Asked:
    return Asked(
        speakers=tuple(speaker_number(word.word) for word in words),
        wants_date=asks_date(question),
        wants_overview=asks_overview(question),
        spans=tuple((microseconds(span.start), microseconds(span.end)) for span in spans),
    )


def _enough(scored: Scored, asked: Asked) -> int:
    scores = scored.scores[:READ_AT_MOST]
    return enough(
        scores,
        likeness=scored.told.likeness,
        wants_overview=asked.wants_overview,
        by_meaning=asked.similarity is not None,
    )


def _groups(user: AbstractBaseUser, interactions: Array, limit: int, exclude: frozenset[int]) -> list[Group]:
    """The best `limit` that may be recalled, those that ask the same made one. `interactions`: best first."""
    ids = iter([pk for pk in interactions.tolist() if pk not in exclude])
    groups: list[Group] = []

    while len(groups) < limit and (some := list(islice(ids, max(READ, limit + limit // 4)))):
        found = {row.pk: row for row in _rows(tuple(some)) if row.user_id == user.pk}
        for pk in some:
            if pk in found:
                join(groups, found[pk])

    return groups[:limit]


@compiled_query
def _rows(ids: tuple[int, ...]) -> InteractionQuerySet:
    # The ids are of the person's own index, and each row is asked whose it is: told to start from the person, SQLite
    # reads all of their rows.
    rows = UserInteraction.objects.recallable().filter(pk__in=ids).select_related("session")
    return rows.only(*ROW_FIELDS, *SESSION_FIELDS)
