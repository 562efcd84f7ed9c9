"""How much each word says of each tile. Pure.

A word weighs more the more often the tile has it, and the rarer it is: half
within the person's tiles, half in the language at large. A tile's length is
taken over all its words, also those that come once, or a question asked once
would be just like a theme with which it shares its only known word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sessions_memory.growth.language.general import rarity, shares
from sessions_memory.growth.sparse import Sparse
from sessions_memory.growth.tiles import often
from sessions_memory.growth.values import Tile
from sessions_memory.recall.index.packing import TERMS, Array, read
from sessions_memory.recall.language.words import LANGUAGES

# The most telling words of a tile; the others share neither place nor time.
KEPT = 40
# A tile's length in weights, which are whole numbers.
LENGTH = 4_096
# Of the words of a text about half hold it together, and are not counted.
COUNTED = 0.5
# Tiles that are weighed at once.
AT_ONCE = 2_048


@dataclass(frozen=True)
class Words:
    """The words of all tiles, a row each, ordered by tile. `word`: its place in `terms`.

    `count`: how often; `often`: the same, a reply's counting less; `is_asked`: whether a question has it. Of a tile:
    `session`. Of a word: `rarity` and `share` in the languages at large in which the person uses it.
    """

    terms: Array
    tile: Array
    word: Array
    count: Array
    often: Array
    is_asked: Array
    session: Array
    rarity: Array
    share: Array

    @property
    def tiles(self) -> int:
        return len(self.session)

    @cached_property
    def starts(self) -> Array:
        """Where the words of each tile begin, and where the last one's end."""
        return np.searchsorted(self.tile, np.arange(self.tiles + 1))

    @cached_property
    def tiles_with(self) -> Array:
        """In how many tiles each word comes."""
        return np.bincount(self.word, minlength=len(self.terms))

    @cached_property
    def counts(self) -> Array:
        """How often each word comes."""
        return np.bincount(self.word, self.count, len(self.terms))

    @cached_property
    def length(self) -> Array:
        """Of each tile, in words."""
        return np.bincount(self.tile, self.count, self.tiles) / COUNTED


def words_of(tiles: Sequence[Tile]) -> Words:
    rows = read([tile.terms for tile in tiles], TERMS)
    sizes = [len(tile.terms) // TERMS.itemsize for tile in tiles]
    tile = np.repeat(np.arange(len(tiles), dtype=np.int32), sizes)
    terms, word = np.unique(rows["term"], return_inverse=True)
    language = np.array([tile.language for tile in tiles], np.int64)
    rare, share = _at_large(terms, word, language[tile])
    return Words(
        terms=terms,
        tile=tile,
        word=word.astype(np.int32),
        count=rows["question"].astype(np.int16) + rows["answer"],
        often=often(rows),
        is_asked=rows["question"] > 0,
        session=np.array([tile.session_id for tile in tiles], np.int64),
        rarity=rare,
        share=share,
    )


def _at_large(terms: Array, word: Array, language: Array) -> tuple[Array, Array]:
    """Rarity and share of each term, in each language for as much as the person uses it in that one."""
    count, numbers = len(terms), len(LANGUAGES) + 1
    uses = np.bincount(word.astype(np.int64) * numbers + language, minlength=count * numbers).reshape(count, numbers)
    parts = uses / np.maximum(uses.sum(axis=1), 1)[:, None]
    rare, share = np.zeros(count), np.zeros(count)
    for number in np.flatnonzero(parts.any(axis=0)).tolist():
        rare += parts[:, number] * rarity(terms, number)
        share += parts[:, number] * shares(terms, number)
    return rare, share


def rarity_for_person(words: Words) -> Array:
    """0 to 1: half within the person's tiles, half in the language at large."""
    count = max(words.tiles, 2)
    own = np.log(count / words.tiles_with) / np.log(count)
    rare: Array = (own + words.rarity) / 2
    return rare


def weights_of(words: Words, rare: Array) -> Sparse:
    """A row for each tile, of the length LENGTH, with its most telling words."""
    found = []
    for first in range(0, words.tiles, AT_ONCE):
        last = min(first + AT_ONCE, words.tiles)
        own = slice(words.starts[first], words.starts[last])
        found.append(_weighed(words, own, rare, first, last - first))
    tile, word, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    return Sparse(tile, word, weight, words.tiles, len(words.terms))


def _weighed(words: Words, own: slice, rare: Array, first: int, count: int) -> tuple[Array, Array, Array]:
    tile, word = words.tile[own] - first, words.word[own]
    weight = np.log1p(words.often[own]) * rare[word]
    length = np.sqrt(np.bincount(tile, weight**2, count))
    whole = np.rint(LENGTH * weight / np.maximum(length, 1e-9)[tile]).astype(np.int32)
    order = np.lexsort((word, -whole, tile))
    starts = np.searchsorted(tile, np.arange(count))
    rank = np.arange(len(order)) - starts[tile[order]]
    kept = np.sort(order[(rank < KEPT) & (whole[order] > 0)])
    return tile[kept] + np.int32(first), word[kept], whole[kept]
