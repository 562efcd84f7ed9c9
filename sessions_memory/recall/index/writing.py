"""Keeps the search index true: the one place that writes it.

It holds every finished, current interaction of kept sessions. Code that stores,
supersedes or deletes one calls a verb here, in the same transaction. The
person's `RecallIndex` row is held while the index changes, and is always the
last row that a transaction holds, so that two writers never wait for each other.
"""

import logging
import math
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, Q, QuerySet

from sessions_memory.database.compiled_sql import compiled_query, compiled_update, first
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.portions import portions
from sessions_memory.models import Attachment, IndexBlock, IndexedInteraction, Posting, RecallIndex, UserInteraction
from sessions_memory.models.attachments import ATTACHED
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall.index import packing
from sessions_memory.recall.index.documents import VERSION as DOCUMENTS_VERSION
from sessions_memory.recall.index.documents import document
from sessions_memory.recall.index.packing import BLOCK, FACTS, Bytes, Document
from sessions_memory.recall.index.statements import append_to_rows, cut_out, grown, insert_new
from sessions_memory.recall.language import words

logger = logging.getLogger(__name__)

VERSION = 1_000_000 * DOCUMENTS_VERSION + 1000 * packing.VERSION + words.VERSION
# New ones wait in rows of their own, which a question reads one by one; at so many they are merged in one go.
MERGED_AT = 512
BUILT_AT_ONCE = 1024
# A question that finds no index, or half a one, builds for so long before it answers.
CATCH_UP_SECONDS = 1.0
READ_FIELDS = ("user_question", "ai_response", "interaction_metadata", "created_at", "session", "user")


def add(interactions: Iterable[UserInteraction]) -> None:
    """Adds interactions of any people, each finished and `searchable`; it replaces one that is there already.

    Words are worth more than their index: what can't be indexed is stored all the same, and missing here.
    """
    of_user: dict[int, list[UserInteraction]] = defaultdict(list)
    for interaction in interactions:
        of_user[interaction.user_id].append(interaction)

    # The order of people is that of every other writer who holds more than one of them.
    for user_id, rows in sorted(of_user.items()):
        add_new(user_id, [(row, read(row)) for row in rows])
        _leave_files(rows)


def read(interaction: UserInteraction) -> Document | None:
    """Does the costly part of indexing, before the database is held and an id is known. None if it can't be read."""
    try:
        return document(interaction)
    except Exception as error:
        _tell("can't read an interaction", interaction.user_id, error)
        return None


def add_new(user_id: int, rows: Sequence[tuple[UserInteraction, Document | None]]) -> None:
    """Like `add`, for one person's that are stored in this transaction, each with its `read` document."""
    ids = [row.pk for row, found in rows if found]
    documents = [packing.named(found, row.pk, row.session_id) for row, found in rows if found]
    if not rows:
        return

    try:
        with transaction.atomic():
            if not _append(user_id, ids, documents) and _state_held(user_id, storing=len(rows)).version == VERSION:
                _append(user_id, ids, documents)
    except DATABASE_OUTAGE:
        raise
    except Exception as error:
        _tell("can't be added to", user_id, error)
        ids = []

    if len(ids) < len(rows):
        RecallIndex.objects.filter(user=user_id).update(is_complete=False)


def remove(user_id: int, interaction_ids: Iterable[int]) -> None:
    """Takes them out; nothing of their words is left. Ids that are not there are passed over."""
    ids = list(interaction_ids)
    if ids:
        with transaction.atomic():
            _remove(_state_held(user_id), ids)


def remove_a_block(user_id: int, ids: Iterable[int], meant: InteractionQuerySet) -> bool:
    """Takes out those of `meant` that share a block with the first of `ids`; False if none of `ids` is in.

    For deletions of thousands in any order: a block is written once, not once for each of its interactions.
    """
    with transaction.atomic():
        state = _state_held(user_id)
        places = [row[1] for some in portions(list(ids)) for row in _places(user_id, some)]
        if not places:
            return False

        begin = min(places) - min(places) % BLOCK
        block = IndexedInteraction.objects.filter(user=user_id, position__gte=begin, position__lt=begin + BLOCK)
        there = list(block.order_by("position").values_list("pk", flat=True))
        _take_out(
            state,
            [pk for some in portions(there) for pk in meant.filter(pk__in=some).values_list("pk", flat=True)],
        )

        return True


def rebuild(user: AbstractBaseUser, told: Callable[[int], None] = lambda documents: None) -> int:
    """Builds the person's index anew and returns how many interactions it holds; `told` hears how far it is."""
    with transaction.atomic():
        _clear(_state_held(user.pk))

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
        state = _state_held(user.pk)
        if state.version != VERSION or not _whole(user.pk):
            _clear(state)

    missing = _missing(user).recent_first()
    ids = list(missing.values_list("pk", flat=True))

    for start in range(0, len(ids), BUILT_AT_ONCE):
        if time.monotonic() > until:
            return

        with transaction.atomic():
            state = _state_held(user.pk)
            rows = list(missing.filter(pk__in=ids[start : start + BUILT_AT_ONCE]).only(*READ_FIELDS))
            _append(user.pk, [row.pk for row in rows], [document(row) for row in rows])
            _leave_files(rows)
            state.refresh_from_db()

        told(state.documents)

    with transaction.atomic():
        state = _state_held(user.pk)
        state.is_complete = not _missing(user).exists()
        state.save(update_fields=["is_complete"])

    logger.info("user %s: the search index holds %s interactions", user.pk, state.documents)


def _leave_files(rows: Iterable[UserInteraction]) -> None:
    """To the worker, which adds their words; see `index.files`."""
    if ids := [row.pk for row in rows if row.interaction_metadata.get(ATTACHED)]:
        Attachment.objects.filter(interaction__in=ids).update(is_indexed=False)


def made_ready(user: AbstractBaseUser) -> RecallIndex:
    """The index's state for a question; one that is missing or half built is built on for a moment first."""
    state = first(_whole(user.pk))
    if state is None or not state.is_complete or state.version != VERSION:
        logger.warning("user %s: the search index is not complete; building it", user.pk)
        try:
            catch_up(user, until=time.monotonic() + CATCH_UP_SECONDS)
        except DATABASE_OUTAGE:
            raise
        except Exception as error:
            # The index answers the question with what it holds.
            _tell("can't be completed", user.pk, error)

        state = RecallIndex.objects.get(user=user.pk)

    return state


@compiled_query
def _whole(user_id: int) -> "QuerySet[RecallIndex]":
    """None of an index of which a table was lost, as in a restored database that lacks what can be derived."""

    def there(model: type[Posting] | type[IndexBlock] | type[IndexedInteraction]) -> Exists:
        # The number itself is compared: a join on the row's user may make PostgreSQL read everybody's.
        return Exists(model.objects.filter(user=user_id))

    blocks = Q(merged=0) | Q(there(Posting) & there(IndexBlock))
    return RecallIndex.objects.filter(Q(documents=0) | Q(there(IndexedInteraction)) & blocks, user=user_id)


def _tell(what: str, user_id: int, error: Exception) -> None:
    # The message of the error is left out: it may hold words.
    logger.error("user %s: the search index %s: %s", user_id, what, type(error).__name__)


def _missing(user: AbstractBaseUser) -> InteractionQuerySet:
    return UserInteraction.objects.owned_by(user).searchable().filter(indexed__isnull=True)


def _state_held(user_id: int, *, storing: int = 0) -> RecallIndex:
    """The person's row, held until the transaction ends; made where there is none.

    A person without a past, beside the `storing` that are being added, has a complete index from the start.
    """
    if state := first(_row(user_id)):
        return state

    made = RecallIndex(user_id=user_id, version=VERSION, is_complete=len(_past(user_id, limit=storing + 1)) <= storing)
    # Another writer may be first.
    RecallIndex.objects.bulk_create([made], ignore_conflicts=True)
    state = _row(user_id)[0]

    if not state.is_complete and not state.positions:
        # Blocks that an index left behind when its row was lost would count as indexed.
        _clear(state)

    return state


@compiled_query
def _row(user_id: int) -> "QuerySet[RecallIndex]":
    return RecallIndex.objects.select_for_update().filter(pk=user_id)


@compiled_update
def _of(user_id: int) -> "QuerySet[RecallIndex]":
    return RecallIndex.objects.filter(pk=user_id)


@compiled_query
def _past(user_id: int, *, limit: int) -> "QuerySet[Any, Any]":
    return UserInteraction.objects.filter(user=user_id).searchable().values_list("pk")[:limit]


def _append(user_id: int, ids: Sequence[int], documents: Sequence[Document]) -> bool:
    """False, and nothing done, where there is no index of this version. Two statements for what is new."""
    records = packing.read([each.facts for each in documents], FACTS)
    state = grown(user_id, VERSION, records)
    if state is None:
        return False

    first = state.positions - len(documents)
    rows = [
        (pk, user_id, position, each.facts, each.terms)
        for position, (pk, each) in enumerate(zip(ids, documents, strict=True), first)
    ]

    if insert_new(rows) < len(rows):
        there = IndexedInteraction.objects.filter(pk__in=ids, position__lt=first)
        _remove(state, list(there.values_list("pk", flat=True)))
        insert_new(rows)

    spoken = {words.LANGUAGES[number - 1] for number in records["language"].tolist() if number}
    if not spoken.issubset(state.languages.split()):
        state.languages = " ".join(sorted({*state.languages.split(), *spoken}))
        _of(user_id).update(languages=state.languages)

    if state.positions - state.merged >= MERGED_AT:
        _merge(state)
        state.save()

    return True


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
    append_to_rows(
        "recall_blocks",
        ("user_id", "block"),
        "facts",
        [(state.user_id, block, facts[blocks == block].tobytes()) for block in dict.fromkeys(blocks.tolist())],
    )

    rows = [(state.user_id, *row) for row in packing.postings(state.merged, terms)]
    append_to_rows("recall_postings", ("user_id", "block", "term"), "places", rows)
    state.merged = state.positions
    _mark_changed(state)


def _remove(state: RecallIndex, ids: Sequence[int]) -> None:
    for some in portions(ids):
        _take_out(state, some)


def _take_out(state: RecallIndex, ids: Sequence[int]) -> None:
    found = [row for some in portions(ids) for row in _places(state.user_id, some, "facts", "terms")]
    if found:
        if merged := [row[1:] for row in found if row[1] < state.merged]:
            cut_out(state.user_id, merged)
            _mark_changed(state)

        for some in portions([row[0] for row in found]):
            IndexedInteraction.objects.filter(pk__in=some).delete()

        gone = packing.read([row[2] for row in found], FACTS)
        state.documents -= len(gone)
        state.question_terms -= int(gone["question_length"].sum())
        state.answer_terms -= int(gone["answer_length"].sum())
        state.save()


def _places(user_id: int, ids: Sequence[int], *more: str) -> list[tuple[Any, ...]]:
    """(id, position, and what more is asked for) of those of the person's that are there."""
    # The person is no condition here: with it SQLite would go through all rows of theirs.
    rows = IndexedInteraction.objects.filter(pk__in=ids).values_list("user", "pk", "position", *more)
    return [found for owner, *found in rows if owner == user_id]


def _clear(state: RecallIndex) -> None:
    for model in (Posting, IndexBlock, IndexedInteraction):
        model.objects.filter(user=state.user_id).delete()

    state.version, state.is_complete = VERSION, False
    _mark_changed(state)
    state.documents = state.positions = state.merged = state.question_terms = state.answer_terms = 0
    state.languages = ""
    state.save()


def _mark_changed(state: RecallIndex) -> None:
    """Makes the facts that any process keeps of the blocks out of date."""
    state.generation = secrets.randbits(62)
