"""Joins groups that are about the same thing. Pure.

Two groups are the same where a tile of one is nearly as much like a tile of the
other as like one of its own, in words that are weighed against the language at
large alone: within one person's history their common words would weigh nothing.
"""

import numpy as np

from sessions_memory.growth.settling import NONE
from sessions_memory.growth.sparse import Sparse, products, summed
from sessions_memory.growth.weights import LENGTH
from sessions_memory.recall.index.packing import Array

# Groups whose own tiles have less in common hang together by chance.
LEAST_WITHIN = 0.05


def merge(weights: Sparse, groups: Array, alike: float) -> Array:
    """`alike`: how much two groups have in common, of what each has within itself, so that they are one."""
    size = int(groups.max(initial=NONE)) + 1
    between, within = _in_common(weights, groups, size)
    tiles = np.bincount(groups[groups != NONE], minlength=size).astype(float)
    ratio = np.zeros((size, size))
    for group in range(size):
        ratio[group] = _ratios(between, within, tiles, group)
    number = np.arange(size)
    while size > 1:
        one, other = sorted(divmod(int(ratio.argmax()), size))
        if ratio[one, other] < alike:
            break
        between[one] += between[other]
        between[:, one] += between[:, other]
        within[one] += within[other]
        tiles[one] += tiles[other]
        tiles[other] = between[other] = between[:, other] = 0
        ratio[one] = ratio[:, one] = _ratios(between, within, tiles, one)
        ratio[other] = ratio[:, other] = 0
        number[number == other] = one
    _, dense = np.unique(number, return_inverse=True)
    return np.append(dense, NONE)[groups]


def _in_common(weights: Sparse, groups: Array, size: int) -> tuple[Array, Array]:
    """Of each two groups the cosines of all their tiles, summed; of each group those of its tiles with themselves."""
    group = groups[weights.row]
    filed = group != NONE
    sums = summed(group[filed], weights.column[filed], weights.value[filed], size, weights.columns)
    between = np.zeros((size, size))
    for first, table in products(sums, sums):
        between[first : first + len(table)] = table / LENGTH**2
    return between, np.bincount(group[filed], weights.value[filed] ** 2, size) / LENGTH**2


def _ratios(between: Array, within: Array, tiles: Array, group: int) -> Array:
    """What a group has in common with each other one, of what both have within themselves."""
    own = np.maximum((np.diag(between) - within) / np.maximum(tiles * (tiles - 1), 1), LEAST_WITHIN)
    ratios: Array = between[group] / np.maximum(tiles * tiles[group], 1) / np.sqrt(own * own[group])
    ratios[group] = 0
    return ratios
