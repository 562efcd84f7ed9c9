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
# What a tile needs: own words of the group whose rarities make so much, of which so much is asked; and this cosine to
# the group's centre. A word is at most 1 rare, so there are two.
OWN_RARITY = 1.5
ASKED_RARITY = 0.5
LIKE_CENTRE = 0.15
# Or any own word, where this share of the tiles around it belongs to the group.
AROUND_SHARE = 0.3
# Rarities in whole numbers; and above all sums of those that are asked.
STEPS = 100
_ALL = 2**20
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
        size = int(groups.max()) + 1
        groups = placed(words, weights, groups, centres(weights, groups, size), owned(words, own, size))
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
    filed = np.flatnonzero(groups[words.tile] != NONE)
    cells, place = np.unique(_cells(words, groups, filed), return_inverse=True)
    group, word = cells // count, cells % count
    sized = groups != NONE
    share = np.bincount(place) / np.bincount(groups[sized], minlength=size)[group]
    said = np.bincount(place, words.count[filed])
    length = np.bincount(groups[sized], words.length[sized], size)
    elsewhere = (words.counts[word] - said) / np.maximum(words.length.sum() - length, 1)[group]
    times = said / length[group] / np.maximum(np.maximum(elsewhere, words.share[word]), 1e-9)
    is_own = (share >= IN_TILES) & (times >= TIMES)
    asked = filed[is_own[place] & words.is_asked[filed]]
    is_own &= _asked_in(words, groups, asked, cells) >= ASKED_SESSIONS
    return Own(group[is_own], word[is_own], share[is_own], times[is_own])


def _cells(words: Words, groups: Array, at: Array) -> Array:
    """The word and its group, as one number: small where they can be, for there are millions."""
    count, size = len(words.terms), int(groups.max(initial=0)) + 1
    kind = np.int32 if count * size < 2**31 else np.int64
    cells: Array = groups.astype(kind)[words.tile[at]] * np.array(count, kind) + words.word[at]
    return cells


def _asked_in(words: Words, groups: Array, asked: Array, cells: Array) -> Array:
    """In the questions of how many sessions each cell, a word of a group, comes; `asked`: the places to look at."""
    _, session = np.unique(words.session, return_inverse=True)
    sessions = int(session.max(initial=0)) + 1
    place = np.searchsorted(cells, _cells(words, groups, asked))
    once = np.unique(place * sessions + session[words.tile[asked]]) // sessions
    return np.bincount(once, minlength=len(cells))


def placed(words: Words, weights: Sparse, groups: Array, centre: Sparse, own: Sparse) -> Array:
    """Where each tile fits best, seen from where its session's others are in `groups`."""
    found = np.full(len(groups), NONE)
    for first, alike, has, asked in _fits(words, weights, centre, own):
        last = first + len(alike)
        around = _around(words.session, groups, first, last, centre.rows)
        fits = (has >= OWN_RARITY) & (asked >= ASKED_RARITY) & (alike >= LIKE_CENTRE)
        fits |= (has > 0) & (around >= AROUND_SHARE)
        score = np.where(fits, alike * (ELSEWHERE + around), 0)
        best = score.argmax(axis=1)
        found[first:last] = np.where(score.max(axis=1) > 0, best, NONE)
    return found


def owned(words: Words, own: Own, size: int) -> Sparse:
    """A row for each group with the rarities of its own words."""
    rare = np.maximum(np.rint(STEPS * words.rarity[own.word]), 1).astype(np.int64)
    return Sparse(own.group, own.word, rare, size, len(words.terms))


def _fits(words: Words, weights: Sparse, centre: Sparse, own: Sparse) -> Iterator[tuple[int, Array, Array, Array]]:
    """(first tile, cosines to the groups' centres, rarities of their own words that it has, and of those it asks)."""
    had = Sparse(words.tile, words.word, _ALL + words.is_asked.astype(np.int64), words.tiles, len(words.terms))
    for (first, alike), (_, both) in zip(products(weights, centre), products(had, own), strict=True):
        yield first, alike / LENGTH**2, (both // _ALL) / STEPS, (both % _ALL) / STEPS


def centres(weights: Sparse, groups: Array, size: int) -> Sparse:
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
