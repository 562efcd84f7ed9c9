"""What was said as vectors: kept small, and compared with a question's exactly, person by person.

A row holds two vectors, the question's and the answer's, as signed bytes: only
their direction counts, so each is scaled to its own largest number. A person's
rows stay in this process, within CACHE_BYTES for all, and what was added since
is read at each question. What makes the vectors is none of this module's.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from numpy.typing import NDArray

from sessions_memory.models import RecallVector, UserInteraction

logger = logging.getLogger(__name__)

CACHE_BYTES = 256_000_000
# Of so many the nearest are told, and only what is at all alike.
NEAREST = 200
LEAST_CLOSENESS = 0.2
# Read at once, and turned into floats at once.
BLOCK = 4096

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]


@dataclass
class Held:
    """A person's vectors for one model and size. `last`: the newest row that was read."""

    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    vectors: Bytes = field(default_factory=lambda: np.zeros((0, 2, 0), np.int8))
    norms: Floats = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    last: int = 0


_held: OrderedDict[tuple[int, str, int], Held] = OrderedDict()
_lock = Lock()


def lacking(model: str, after: int, limit: int) -> tuple[list[UserInteraction], int]:
    """Of the next `limit` interactions past the id `after`: those that need vectors of `model`, and where to go on.

    It never goes past a question that is still being answered. At the end, `after` comes back unchanged.
    """
    rows = list(
        UserInteraction.objects.filter(pk__gt=after)
        .order_by("pk")
        .select_related("session", "vector")
        .only("user", "status", "is_superseded", "session__is_temporary", "vector__model")[:limit]
    )
    passed = []
    for row in rows:
        if not row.is_finished:
            break
        passed.append(row)
    needed = [row.pk for row in passed if _is_recallable(row) and _model_of(row) != model]
    texts = UserInteraction.objects.filter(pk__in=needed).only("user", "user_question", "ai_response").order_by("pk")
    return list(texts), passed[-1].pk if passed else after


def keep(model: str, made: Sequence[tuple[UserInteraction, list[float], list[float]]]) -> int:
    """Keeps vectors of the question and the answer of each, in place of older ones; returns how many.

    One that was deleted meanwhile is left out.
    """
    with transaction.atomic():
        rows = UserInteraction.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row, *_ in made])
        there = set(rows.values_list("pk", flat=True))
        kept = [
            RecallVector(
                interaction_id=row.pk, user_id=row.user_id, model=model, size=len(asked), numbers=_pack(asked, told)
            )
            for row, asked, told in made
            if row.pk in there
        ]
        RecallVector.objects.filter(interaction__in=there).delete()
        RecallVector.objects.bulk_create(kept)
    return len(kept)


def closeness(user: AbstractBaseUser, question_vector: Sequence[float]) -> dict[int, float]:
    """The nearest interactions with their cosine, that of the question or of the answer, whichever is nearer."""
    asked = np.asarray(question_vector, np.float32)
    length = float(np.linalg.norm(asked))
    if not np.isfinite(length) or not length:
        return {}
    held = _up_to_date(user, settings.EMBEDDING_MODEL, len(asked))
    cosines = _cosines(held, asked / length)
    best = np.argsort(-cosines)[:NEAREST]
    return {int(held.ids[at]): float(cosines[at]) for at in best if cosines[at] >= LEAST_CLOSENESS}


def let_go() -> None:
    """Empties what this process holds of anybody's vectors; they are read again when a question needs them."""
    with _lock:
        _held.clear()


def _is_recallable(row: UserInteraction) -> bool:
    return row.status == "answered" and not row.is_superseded and not row.session.is_temporary


def _model_of(row: UserInteraction) -> str:
    vector = getattr(row, "vector", None)
    return vector.model if vector else ""


def _pack(*vectors: Sequence[float]) -> bytes:
    numbers = np.asarray(vectors, np.float32)
    largest = np.maximum(np.abs(numbers).max(axis=1, keepdims=True), 1e-30)
    packed: Bytes = np.rint(numbers / largest * 127).astype(np.int8)
    return packed.tobytes()


def _up_to_date(user: AbstractBaseUser, model: str, size: int) -> Held:
    key = (user.pk, model, size)
    with _lock:
        held = _held.pop(key, None) or Held(vectors=np.zeros((0, 2, size), np.int8))
    rows = RecallVector.objects.filter(user=user.pk, model=model, size=size, pk__gt=held.last).order_by("pk")
    new = list(rows.values_list("pk", "interaction_id", "numbers"))
    held = _extended(held, new, size) if new else held
    with _lock:
        _held[key] = held
        while sum(each.vectors.nbytes for each in _held.values()) > CACHE_BYTES and len(_held) > 1:
            _held.popitem(last=False)
    return held


def _extended(held: Held, new: Sequence[tuple[int, int, Any]], size: int) -> Held:
    """With newer rows in place of older ones of the same interaction."""
    ids = np.array([interaction for _, interaction, _ in new], np.int64)
    vectors = np.frombuffer(b"".join(bytes(numbers) for *_, numbers in new), np.int8).reshape(len(new), 2, size)
    stays = ~np.isin(held.ids, ids)
    norms = np.concatenate(
        [np.linalg.norm(vectors[at : at + BLOCK].astype(np.float32), axis=2) for at in range(0, len(new), BLOCK)]
    )
    return Held(
        ids=np.concatenate([held.ids[stays], ids]),
        vectors=np.concatenate([held.vectors[stays], vectors]),
        norms=np.concatenate([held.norms[stays], np.maximum(norms, 1e-6).astype(np.float32)]),
        last=new[-1][0],
    )


def _cosines(held: Held, asked: Floats) -> Floats:
    found = [
        (held.vectors[at : at + BLOCK].astype(np.float32) @ asked / held.norms[at : at + BLOCK]).max(axis=1)
        for at in range(0, len(held.ids), BLOCK)
    ]
    return np.concatenate(found) if found else np.zeros(0, np.float32)
