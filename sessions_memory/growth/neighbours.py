"""Which tiles are alike: each with its nearest. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sessions_memory.growth.sparse import Sparse
from sessions_memory.growth.weights import LENGTH
from sessions_memory.recall.index.packing import Array

NEAREST = 8
SHARED_WORDS = 2
# A cosine.
ALIKE = 0.06
# A word of more tiles than these finds none: else the work would grow with the square of a history.
TILES_MAX = 4_000
# Rows after which it is told that the work goes on.
HEARD_EVERY = 500
# Above every cosine: so a sum tells both the cosine and how many words are shared.
_SHARED = 2**26


@dataclass(frozen=True)
class Edges:
    """Each once, `one` < `other`, ordered; `weight`: the cosine in whole numbers, LENGTH squared for one."""

    one: Array
    other: Array
    weight: Array


def edges_of(weights: Sparse, heard: Callable[[], None] = lambda: None) -> Edges:
    by_word = weights.turned
    found = []
    for tile in range(weights.rows):
        found.append(_nearest(weights, by_word, tile))
        if tile % HEARD_EVERY == 0:
            heard()
    return _joined(found, weights.rows)


def _nearest(weights: Sparse, by_word: Sparse, tile: int) -> Array:
    """Rows of (tile, other tile, weight). Tile by tile, since a common word alone has thousands of others."""
    own = slice(*weights.starts[tile : tile + 2])
    words, values = weights.column[own], weights.value[own].tolist()
    begins, ends = by_word.starts[words].tolist(), by_word.starts[words + 1].tolist()
    rows = [
        (slice(begin, end), value)
        for begin, end, value in zip(begins, ends, values, strict=True)
        if end - begin <= TILES_MAX
    ]
    if not rows:
        return np.zeros((0, 3), np.int64)
    others = np.concatenate([by_word.column[row] for row, _ in rows])
    products = np.concatenate([by_word.value[row] * value for row, value in rows])
    sums = np.bincount(others, products + _SHARED)
    if tile < len(sums):
        sums[tile] = 0
    # No more than so many can be alike enough, and mostly few are.
    near = np.flatnonzero(sums >= SHARED_WORDS * _SHARED + ALIKE * LENGTH**2)
    alike = sums[near].astype(np.int64) & (_SHARED - 1)
    is_alike = alike >= ALIKE * LENGTH**2
    near, alike = near[is_alike], alike[is_alike]
    # Of equals the first.
    best = np.lexsort((near, -alike))[:NEAREST]
    return np.stack([np.full(len(best), tile), near[best], alike[best]], axis=1)


def _joined(found: list[Array], count: int) -> Edges:
    rows = np.concatenate(found)
    one, other = rows[:, :2].min(axis=1), rows[:, :2].max(axis=1)
    _, at = np.unique(one * count + other, return_index=True)
    return Edges(one[at], other[at], rows[at, 2])
