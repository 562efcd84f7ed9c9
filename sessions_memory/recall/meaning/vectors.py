"""Vectors of all that was said: kept small, and compared with a question's exactly, person by person.

A row holds two vectors, the question's and the answer's, as signed bytes: only
their direction counts, so each is scaled to its own largest number. A person's
rows stay in this process, within CACHE_BYTES for all, and what was added since
is read at each question. The vectors are made elsewhere.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from threading import Lock
from typing import Any

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Sum

from sessions_memory.models import RecallIndex, RecallVector, UserInteraction
from sessions_memory.recall.meaning.similarity import Similarity, Vectors

logger = logging.getLogger(__name__)

CACHE_BYTES = 256_000_000
# New vectors stand beside the others until there are so many; then all are put in one order.
NEW_AT_MOST = 1024


@dataclass(frozen=True)
class Held:
    """A person's vectors for one model and size, and those that came since. `last`: the newest row that was read."""

    old: Vectors
    new: Vectors
    last: int = 0

    @property
    def nbytes(self) -> int:
        return self.old.nbytes + self.new.nbytes

    @property
    def count(self) -> int:
        return len(self.old.ids) + len(self.new.ids)


_cache: OrderedDict[tuple[int, str, int], Held] = OrderedDict()
_lock = Lock()


def lacking(model: str, after: int, limit: int) -> tuple[list[UserInteraction], int]:
    """Those of the next `limit` interactions past the id `after` that need vectors of `model`, and where to go on.

    It never goes past a question that is still being answered. At the end, `after` comes back unchanged.
    """
    rows = UserInteraction.objects.filter(pk__gt=after).order_by("pk").only("status")[:limit]
    passed = [row.pk for row in takewhile(lambda row: row.is_finished, rows)]

    texts = UserInteraction.objects.recallable().filter(pk__in=passed).exclude(vector__model=model)
    needed = texts.only("user", "user_question", "ai_response", "interaction_metadata").order_by("pk")
    return list(needed), passed[-1] if passed else after


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


def similarity(user: AbstractBaseUser, question_vector: Sequence[float], model: str) -> Similarity | None:
    """To the vectors of the same `model`. None for a vector without direction."""
    asked = np.asarray(question_vector, np.float32)
    length = float(np.linalg.norm(asked))
    if not np.isfinite(length) or not length:
        return None

    held = _up_to_date(user, model, len(asked))
    return Similarity((held.old, held.new), asked / np.float32(length))


def are_few(user: AbstractBaseUser, size: int, model: str) -> bool:
    """Whether most of what the person said has no vector of this model yet, as after it was changed."""
    held = _up_to_date(user, model, size)
    return RecallIndex.objects.filter(pk=user.pk, documents__gt=2 * held.count).exists()


def progress(model: str) -> tuple[int, int]:
    """How many interactions have vectors of this model, and about how many could; everybody's."""
    documents = RecallIndex.objects.aggregate(sum=Sum("documents"))["sum"] or 0
    made = RecallVector.objects.filter(model=model).count()
    return made, max(made, documents)


def let_go() -> None:
    """Empties what this process holds of anybody's vectors; they are read again when a question needs them."""
    with _lock:
        _cache.clear()


def _pack(*vectors: Sequence[float]) -> bytes:
    numbers = np.asarray(vectors, np.float32)
    largest = np.maximum(np.abs(numbers).max(axis=1, keepdims=True), 1e-30)
    return bytes(np.rint(numbers / largest * 127).astype(np.int8).tobytes())


def _up_to_date(user: AbstractBaseUser, model: str, size: int) -> Held:
    key = (user.pk, model, size)
    with _lock:
        held = _cache.pop(key, None)

    held = held or Held(_vectors([], [], size), _vectors([], [], size))
    rows = RecallVector.objects.filter(user=user.pk, model=model, size=size, pk__gt=held.last).order_by("pk")
    read = list(rows.values_list("pk", "interaction_id", "numbers"))
    held = _extended(held, read, size) if read else held

    with _lock:
        _cache[key] = held
        while sum(each.nbytes for each in _cache.values()) > CACHE_BYTES and len(_cache) > 1:
            _cache.popitem(last=False)

    return held


def _extended(held: Held, read: Sequence[tuple[int, int, Any]], size: int) -> Held:
    """With newer rows in place of older ones of the same interaction."""
    new = _vectors([pk for _, pk, _ in read], [bytes(numbers) for *_, numbers in read], size)
    for part in (held.old, held.new):
        # An older row gets an infinite norm, so nothing is close to it; joining the two blocks drops it.
        part.norms[part.rows_of(new.ids)[1]] = np.inf

    old, new, last = held.old, _joined(held.new, new), read[-1][0]
    if len(new.ids) > NEW_AT_MOST:
        old, new = _joined(old, new), _vectors([], [], size)

    return Held(old, new, last)


def _vectors(ids: Sequence[int], numbers: Sequence[bytes], size: int) -> Vectors:
    return Vectors.of(ids, np.frombuffer(b"".join(numbers), np.int8).reshape(len(ids), 2, size))


def _joined(*parts: Vectors) -> Vectors:
    stay = [np.isfinite(part.norms[:, 0]) for part in parts]
    return Vectors.of(
        np.concatenate([part.ids[rows] for part, rows in zip(parts, stay, strict=True)]),
        np.concatenate([part.numbers[rows] for part, rows in zip(parts, stay, strict=True)]),
    )
