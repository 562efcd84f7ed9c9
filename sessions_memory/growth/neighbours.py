"""Which tiles are alike: each with its nearest. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sessions_memory.growth.sparse import Sparse, products
from sessions_memory.growth.weights import LENGTH
from sessions_memory.recall.index.packing import Array

NEAREST = 8
SHARED_WORDS = 2
# A cosine.
ALIKE = 0.06
# Above every cosine: so a sum tells both the cosine and how many words are shared.
_SHARED = 2**26


@dataclass(frozen=True)
class Edges:
    """Each once, `one` < `other`, ordered; `weight`: the cosine in whole numbers, LENGTH squared for one."""

    one: Array
    other: Array
    weight: Array


def edges_of(weights: Sparse, heard: Callable[[], None] = lambda: None) -> Edges:
    found = []
    for first, table in products(weights, weights, also=_SHARED):
        found.append(_nearest(table, first))
        heard()
    return _joined(found, weights.rows)


def _nearest(table: Array, first: int) -> Array:
    """Rows of (tile, other tile, weight)."""
    rows = np.arange(len(table))
    table[rows, rows + first] = 0
    alike = table & (_SHARED - 1)
    alike[(table < SHARED_WORDS * _SHARED) | (alike < ALIKE * LENGTH**2)] = 0
    count = table.shape[1]
    # Of equals the first: so no two have the same number, and what is cut off is always the same.
    ranked = alike * count + (count - 1 - np.arange(count))
    if count > NEAREST:
        nearest = np.argpartition(ranked, count - NEAREST, axis=1)[:, count - NEAREST :]
    else:
        nearest = np.tile(np.arange(count), (len(table), 1))
    weight = np.take_along_axis(alike, nearest, axis=1)
    made = np.stack([np.repeat(rows + first, nearest.shape[1]), nearest.ravel(), weight.ravel()], axis=1)
    return made[made[:, 2] > 0]


def _joined(found: list[Array], count: int) -> Edges:
    rows = np.concatenate(found) if found else np.zeros((0, 3), np.int64)
    one, other = rows[:, :2].min(axis=1), rows[:, :2].max(axis=1)
    _, at = np.unique(one * count + other, return_index=True)
    return Edges(one[at], other[at], rows[at, 2])
