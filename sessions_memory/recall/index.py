"""Keeps the search index true: the one place that writes it.

It holds every finished, current interaction of kept sessions. Whoever stores,
supersedes or deletes one calls a verb here, in the same transaction. The
person's `RecallIndex` row is held while the index changes, and is always the
last row that a transaction holds, so that two writers never wait for each other.
"""

import logging
import math
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from sessions_memory.away import AWAY
from sessions_memory.models import IndexBlock, IndexedInteraction, Posting, RecallIndex, UserInteraction
from sessions_memory.querysets import InteractionQuerySet
from sessions_memory.recall import packing, words
from sessions_memory.recall.documents import document
from sessions_memory.recall.packing import BLOCK, FACTS, TERMS, Bytes, Document

logger = logging.getLogger(__name__)

VERSION = 1000 * packing.VERSION + words.VERSION
# So many wait in rows of their own, which a question reads one by one; then they are merged in one go.
MERGED_AT = 512
BUILT_AT_ONCE = 1024
IDS_AT_ONCE = 500
# To take more than these out of a block, it is written anew: they have most of its terms between them.
CUT_BY_TERM = 500
# A question that finds no index, or half a one, builds for so long before it answers.
CATCH_UP_SECONDS = 1.0
READ_FIELDS = ("user_question", "ai_response", "created_at", "session", "status", "user")


def add(interactions: Iterable[UserInteraction]) -> None:
    """Of any number of people, each finished and `searchable`; one that is there already is replaced.

    Words are worth more than their index: what can't be indexed is stored all the same, and missing here.
    """
    of_user: dict[int, list[UserInteraction]] = defaultdict(list)
    for interaction in interactions:
        of_user[interaction.user_id].append(interaction)
    # In the order of people, as every other writer who holds more than one of them.
    for user_id, rows in sorted(of_user.items()):
        try:
            _add(user_id, rows)
        except AWAY:
            raise
        except Exception as error:
            _tell("can't be added to", user_id, error)
            RecallIndex.objects.filter(user=user_id).update(is_complete=False)


def _add(user_id: int, rows: list[UserInteraction]) -> None:
    documents = [document(row) for row in rows]
    with transaction.atomic():
        state = _held(user_id, storing=len(rows))
        if state.version == VERSION:
            _remove(state, [row.pk for row in rows])
            _append(state, [row.pk for row in rows], documents)


def remove(user_id: int, interaction_ids: Iterable[int]) -> None:
    """Takes them out; nothing of their words is left. Ids that are not there are passed over."""
    ids = list(interaction_ids)
    if ids:
        with transaction.atomic():
            _remove(_held(user_id), ids)


def remove_a_block(user_id: int, ids: Iterable[int], meant: InteractionQuerySet) -> bool:
    """Of all `meant`, takes those out that share a block with the first of `ids`; False if none of `ids` is in.

    For deletions of thousands in any order: a block is written once, not once for each of its interactions.
    """
    with transaction.atomic():
        state = _held(user_id)
        places = IndexedInteraction.objects.filter(user=user_id).order_by("position")
        first = places.filter(pk__in=list(ids)).values_list("position", flat=True).first()
        if first is None:
            return False
        begin = first - first % BLOCK
        there = list(places.filter(position__gte=begin, position__lt=begin + BLOCK).values_list("pk", flat=True))
        _take_out(
            state, [pk for some in _portions(there) for pk in meant.filter(pk__in=some).values_list("pk", flat=True)]
        )
        return True


def rebuild(user: AbstractBaseUser, told: Callable[[int], None] = lambda documents: None) -> int:
    """Builds the person's index anew and returns how many interactions it holds; `told` hears how far it is."""
    with transaction.atomic():
        _clear(_held(user.pk))
    catch_up(user, told=told)
    return RecallIndex.objects.get(user=user.pk).documents


def catch_up(
    user: AbstractBaseUser,
    *,
    until: float = math.inf,
    told: Callable[[int], None] = lambda documents: None,
) -> None:
    """Adds what the index lacks, newest first, a slice a transaction; after `until` (monotonic) no further slice."""
    with transaction.atomic():
        state = _held(user.pk)
        if state.version != VERSION:
            _clear(state)
    missing = _missing(user).recent_first()
    ids = list(missing.values_list("pk", flat=True))
    for start in range(0, len(ids), BUILT_AT_ONCE):
        if time.monotonic() > until:
            return
        with transaction.atomic():
            state = _held(user.pk)
            rows = list(missing.filter(pk__in=ids[start : start + BUILT_AT_ONCE]).only(*READ_FIELDS))
            _append(state, [row.pk for row in rows], [document(row) for row in rows])
        told(state.documents)
    with transaction.atomic():
        state = _held(user.pk)
        state.is_complete = not _missing(user).exists()
        state.save(update_fields=["is_complete"])
    logger.info("user %s: the search index holds %s interactions", user.pk, state.documents)


def made_ready(user: AbstractBaseUser) -> RecallIndex:
    """The index's state for a question; one that is missing or half built is built on for a moment first."""
    state = RecallIndex.objects.filter(user=user.pk).first()
    if state is None or not state.is_complete or state.version != VERSION:
        logger.warning("user %s: the search index is not complete; building it", user.pk)
        try:
            catch_up(user, until=time.monotonic() + CATCH_UP_SECONDS)
        except AWAY:
            raise
        except Exception as error:
            # What is there answers the question.
            _tell("can't be completed", user.pk, error)
        state = RecallIndex.objects.get(user=user.pk)
    return state


def _tell(what: str, user_id: int, error: Exception) -> None:
    # Without its message, which may hold words.
    logger.error("user %s: the search index %s: %s", user_id, what, type(error).__name__)


def _missing(user: AbstractBaseUser) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(user).searchable().filter(indexed__isnull=True)


def _held(user_id: int, *, storing: int = 0) -> RecallIndex:
    """The person's row, held until the transaction ends; made where there is none.

    A person without a past, beside the `storing` that are being added, has a complete index from the start.
    """
    state = RecallIndex.objects.select_for_update().filter(pk=user_id).first()
    if state is None:
        past = UserInteraction.objects.filter(user=user_id).searchable().values_list("pk")[: storing + 1]
        defaults = {"version": VERSION, "is_complete": len(past) <= storing}
        RecallIndex.objects.get_or_create(user_id=user_id, defaults=defaults)
        state = RecallIndex.objects.select_for_update().get(pk=user_id)
    return state


def _append(state: RecallIndex, ids: Sequence[int], documents: Sequence[Document]) -> None:
    if not documents:
        return
    _insert(
        "recall_interactions",
        {"interaction_id": "bigint", "user_id": "bigint", "position": "bigint", "facts": "bytea", "terms": "bytea"},
        [
            (pk, state.user_id, position, each.facts, each.terms)
            for position, (pk, each) in enumerate(zip(ids, documents, strict=True), state.positions)
        ],
    )
    state.positions += len(documents)
    _count(state, [each.facts for each in documents], 1)
    if state.positions - state.merged >= MERGED_AT:
        _merge(state)
    state.save()


def _count(state: RecallIndex, facts: Sequence[Bytes], sign: int) -> None:
    records = packing.read(facts, FACTS)
    state.documents += sign * len(records)
    state.question_terms += sign * int(records["question_length"].sum())
    state.answer_terms += sign * int(records["answer_length"].sum())
    spoken = {words.LANGUAGES[number - 1] for number in records["language"].tolist() if number}
    state.languages = " ".join(sorted({*state.languages.split(), *spoken}))


def _merge(state: RecallIndex) -> None:
    """Moves the waiting interactions into blocks and postings."""
    waiting = list(
        IndexedInteraction.objects.filter(user=state.user_id, position__gte=state.merged)
        .order_by("position")
        .values_list("position", "facts", "terms")
    )
    facts = np.zeros(state.positions - state.merged, FACTS)
    terms: list[Bytes] = [b""] * len(facts)
    facts[[row[0] - state.merged for row in waiting]] = packing.read([row[1] for row in waiting], FACTS)
    for position, _, of_terms in waiting:
        terms[position - state.merged] = of_terms
    blocks = np.arange(state.merged, state.positions) // BLOCK
    _append_to_rows(
        "recall_blocks",
        ("user_id", "block"),
        "facts",
        [(state.user_id, block, facts[blocks == block].tobytes()) for block in dict.fromkeys(blocks.tolist())],
    )
    rows = [(state.user_id, *row) for row in packing.postings(state.merged, terms)]
    _append_to_rows("recall_postings", ("user_id", "block", "term"), "places", rows)
    state.merged = state.positions
    _note_change(state)


def _append_to_rows(table: str, key: tuple[str, ...], column: str, rows: list[tuple[Any, ...]]) -> None:
    """Inserts rows, or lengthens the bytes of those that are there."""
    joined = f"{table}.{column} || excluded.{column}"
    if connection.vendor == "sqlite":
        joined = f"CAST({joined} AS BLOB)"
    kinds = {**dict.fromkeys(key, "bigint"), column: "bytea"}
    _insert(table, kinds, rows, f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {column} = {joined}")


def _insert(table: str, kinds: dict[str, str], rows: list[tuple[Any, ...]], on_conflict: str = "") -> None:
    """`kinds`: PostgreSQL's types by column."""
    if connection.vendor == "sqlite":
        source = f"VALUES ({', '.join(['%s'] * len(kinds))})"
    else:
        # One statement for thousands of rows: half the time of one each.
        source = "SELECT * FROM unnest(" + ", ".join(f"%s::{kind}[]" for kind in kinds.values()) + ")"  # noqa: S608
    statement = f"INSERT INTO {table} ({', '.join(kinds)}) {source}{on_conflict}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(statement, rows)
        elif rows:
            cursor.execute(statement, [list(values) for values in zip(*rows, strict=True)])


def _remove(state: RecallIndex, ids: Sequence[int]) -> None:
    for some in _portions(ids):
        _take_out(state, some)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]


def _take_out(state: RecallIndex, ids: Sequence[int]) -> None:
    portions = [IndexedInteraction.objects.filter(user=state.user_id, pk__in=some) for some in _portions(ids)]
    found = [row for rows in portions for row in rows.values_list("position", "facts", "terms")]
    if found:
        _cut_out(state, [row for row in found if row[0] < state.merged])
        for rows in portions:
            rows.delete()
        _count(state, [row[1] for row in found], -1)
        state.save()


def _cut_out(state: RecallIndex, merged: list[tuple[int, Bytes, Bytes]]) -> None:
    """Takes merged interactions out of their blocks' facts and of the postings of each of their terms."""
    if merged:
        _note_change(state)
    of_block: dict[int, list[tuple[int, Bytes]]] = defaultdict(list)
    for position, _, terms in merged:
        of_block[position // BLOCK].append((position % BLOCK, terms))
    for block, found in of_block.items():
        places = [place for place, _ in found]
        row = IndexBlock.objects.get(user=state.user_id, block=block)
        facts = packing.read(row.facts, FACTS).copy()
        facts[places] = np.zeros(1, FACTS)
        IndexBlock.objects.filter(user=state.user_id, block=block).update(facts=facts.tobytes())
        if len(places) > CUT_BY_TERM or not facts["interaction"].any():
            _cut_block(state.user_id, block, places, is_left=bool(facts["interaction"].any()))
            continue
        terms = np.unique(packing.read([terms for _, terms in found], TERMS)["term"]).tolist()
        for start in range(0, len(terms), IDS_AT_ONCE):
            _cut_postings(state.user_id, block, terms[start : start + IDS_AT_ONCE], places)


def _cut_block(user_id: int, block: int, places: list[int], *, is_left: bool) -> None:
    """Writes all of the block's postings anew."""
    rows = Posting.objects.filter(user=user_id, block=block)
    here = list(rows.order_by("term").values_list("term", "places")) if is_left else []
    rows.delete()
    left = zip((term for term, _ in here), packing.all_without([data for _, data in here], places), strict=True)
    _append_to_rows(
        "recall_postings",
        ("user_id", "block", "term"),
        "places",
        [(user_id, block, term, data) for term, data in left if data],
    )


def _cut_postings(user_id: int, block: int, terms: list[int], places: list[int]) -> None:
    rows = Posting.objects.filter(user=user_id, block=block, term__in=terms)
    left = [(term, packing.without(data, np.array(places))) for term, data in rows.values_list("term", "places")]
    rows.delete()
    Posting.objects.bulk_create(
        [Posting(user_id=user_id, block=block, term=term, places=data) for term, data in left if data]
    )


def _clear(state: RecallIndex) -> None:
    for model in (Posting, IndexBlock, IndexedInteraction):
        model.objects.filter(user=state.user_id).delete()
    state.version, state.is_complete = VERSION, False
    _note_change(state)
    state.documents = state.positions = state.merged = state.question_terms = state.answer_terms = 0
    state.languages = ""
    state.save()


def _note_change(state: RecallIndex) -> None:
    """What a process keeps of the blocks is theirs no more."""
    state.generation = secrets.randbits(62)
