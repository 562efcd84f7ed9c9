"""Makes themes of groups: each with words of its own, each tile where it belongs, and what belongs nowhere left out.

Pure. A group is a number from 0; a tile without one has NONE.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sessions_memory.growth.sparse import Sparse, products, summed
from sessions_memory.growth.weights import LENGTH, Words
from sessions_memory.recall.index.packing import Array

NONE = -1
ROUNDS = 3
# A word of a group's own is in at least this share of its tiles, and so many times as often as elsewhere.
IN_TILES = 0.25
TIMES = 3
# In the questions of so many sessions: what replies are made of is nobody's theme.
ASKED_SESSIONS = 2
OWN_WORDS = 3
# What a tile needs: so many of the group's own words, one of them asked, and this cosine to the group's centre.
MEMBER_WORDS = 2
LIKE_CENTRE = 0.15
# Or one own word, where this share of the tiles around it belongs to the group.
AROUND_SHARE = 0.3
# So many tiles before and after it in its session; and what a group counts that has none among them.
AROUND = 10
ELSEWHERE = 0.1
CENTRE_WORDS = 100


@dataclass(frozen=True)
class Own:
    """The words of the groups' own, ordered by group: `share` of its tiles, `times` as often as elsewhere."""

    group: Array
    word: Array
    share: Array
    times: Array


def settle(words: Words, weights: Sparse, groups: Array) -> Array:
    """The group of each tile, after each has moved to where it fits best; groups are numbered anew."""
    for _ in range(ROUNDS):
        groups, own = with_own_words(words, groups)
        if not len(own.group):
            return groups
        groups = _placed(words, weights, groups, own)
    groups, _ = with_own_words(words, groups)
    return groups


def with_own_words(words: Words, groups: Array) -> tuple[Array, Own]:
    """Without the groups that have too few words of their own."""
    own = own_words(words, groups)
    count = np.bincount(own.group, minlength=int(groups.max(initial=0)) + 1)
    is_kept = count >= OWN_WORDS
    number = np.append(np.where(is_kept, np.cumsum(is_kept) - 1, NONE), NONE)
    kept = is_kept[own.group]
    return number[groups], Own(number[own.group[kept]], own.word[kept], own.share[kept], own.times[kept])


def own_words(words: Words, groups: Array) -> Own:
    count, size = len(words.terms), int(groups.max(initial=0)) + 1
    group = groups[words.tile]
    filed = group != NONE
    cells, tiles = np.unique(group[filed] * count + words.word[filed], return_counts=True)
    of_group, word = cells // count, cells % count
    in_group = np.bincount(groups[groups != NONE], minlength=size)
    share = tiles / in_group[of_group]
    elsewhere = (words.tiles_with[word] - tiles) / np.maximum(words.tiles - in_group, 1)[of_group]
    length = np.bincount(groups[groups != NONE], words.length[groups != NONE], size) / np.maximum(in_group, 1)
    at_large = 1 - np.exp(-words.share[word] * length[of_group])
    times = share / np.maximum(np.maximum(elsewhere, at_large), 1e-9)
    is_own = (share >= IN_TILES) & (times >= TIMES) & (_asked_in(words, group, cells) >= ASKED_SESSIONS)
    return Own(of_group[is_own], word[is_own], share[is_own], times[is_own])


def _asked_in(words: Words, group: Array, cells: Array) -> Array:
    """In the questions of how many sessions each word of a group comes."""
    asked = (group != NONE) & words.is_asked
    _, session = np.unique(words.session, return_inverse=True)
    sessions = int(session.max(initial=0)) + 1
    cell = group[asked] * len(words.terms) + words.word[asked]
    once = np.unique(cell * sessions + session[words.tile[asked]]) // sessions
    return np.bincount(np.searchsorted(cells, once), minlength=len(cells))


def _placed(words: Words, weights: Sparse, groups: Array, own: Own) -> Array:
    size = int(groups.max()) + 1
    placed = np.full(len(groups), NONE)
    centre = _centres(weights, groups, size)
    for first, alike, has, asked in _fits(words, weights, centre, own, size):
        last = first + len(alike)
        around = _around(words.session, groups, first, last, size)
        fits = (has >= MEMBER_WORDS) & (asked >= 1) & (alike >= LIKE_CENTRE)
        fits |= (has >= 1) & (around >= AROUND_SHARE)
        score = np.where(fits, alike * (ELSEWHERE + around), 0)
        best = score.argmax(axis=1)
        placed[first:last] = np.where(score.max(axis=1) > 0, best, NONE)
    return placed


def _fits(
    words: Words, weights: Sparse, centre: Sparse, own: Own, size: int
) -> Iterator[tuple[int, Array, Array, Array]]:
    """(first tile, cosines to the groups' centres, how many of their own words it has, how many are asked)."""
    ones = np.ones(len(own.group), np.int64)
    owned = Sparse(own.group, own.word, ones, size, len(words.terms))
    # How many in the upper half, how many asked in the lower.
    value = 1_000 + words.is_asked.astype(np.int64)
    had = Sparse(words.tile, words.word, value, words.tiles, len(words.terms))
    for (first, alike), (_, both) in zip(products(weights, centre), products(had, owned), strict=True):
        yield first, alike / LENGTH**2, both // 1_000, both % 1_000


def _centres(weights: Sparse, groups: Array, size: int) -> Sparse:
    """Of the length LENGTH, with their heaviest words."""
    group = groups[weights.row]
    filed = group != NONE
    full = summed(group[filed], weights.column[filed], weights.value[filed], size, weights.columns)
    order = np.lexsort((full.column, -full.value, full.row))
    kept = np.sort(order[np.arange(len(order)) - full.starts[full.row[order]] < CENTRE_WORDS])
    row, value = full.row[kept], full.value[kept].astype(float)
    length = np.sqrt(np.bincount(row, value**2, size))
    whole = np.rint(LENGTH * value / np.maximum(length, 1e-9)[row]).astype(np.int64)
    return Sparse(row, full.column[kept], whole, size, weights.columns)


def _around(session: Array, groups: Array, first: int, last: int, size: int) -> Array:
    """Of the tiles around each tile from `first` to `last`: the share that each group has."""
    tiles = np.arange(first, last)
    counts = np.zeros((last - first, size))
    seen = np.zeros(last - first)
    for step in (*range(-AROUND, 0), *range(1, AROUND + 1)):
        near = tiles + step
        there = np.flatnonzero((near >= 0) & (near < len(groups)))
        there = there[session[near[there]] == session[tiles[there]]]
        seen[there] += 1
        there = there[groups[near[there]] != NONE]
        counts[there, groups[near[there]]] += 1
    return counts / np.maximum(seen, 1)[:, None]
