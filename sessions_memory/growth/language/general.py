"""How often a word comes in a language at large. Pure.

Without it, a person's one big subject would vanish: its words are in most of
their sessions and would count as words that say nothing. The list has a few
thousand stems for each language of recall; a word that is not in it is rare.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.language.words import LANGUAGES

FILE = Path(__file__).with_name("general_words.npy")
# `term`: a term's upper half, which is enough among so few.
FORM = np.dtype([("language", "u1"), ("term", "<u4"), ("level", "u1")])
# `level`: tenths of a power of ten above one in a thousand million.
LEVELS = 100
# Shares of a text's words.
COMMON, RARE = 1e-2, 5e-6


def short(terms: Array) -> Array:
    """The upper half of a term's 63 bits."""
    halves: Array = terms >> 31
    return halves


def rarity(terms: Array, language: int) -> Array:
    """0 for a word that is COMMON or more so, 1 for one that is RARE or not in the list at all."""
    rare: Array = np.clip(np.log(COMMON / shares(terms, language)) / np.log(COMMON / RARE), 0, 1)
    return rare


def shares(terms: Array, language: int) -> Array:
    """Of each term: its share of a text's words in the language (its number, from 1).

    Of a language that is not known, 0: its share where it comes most often.
    """
    if not language:
        most: Array = np.max([shares(terms, number) for number in range(1, len(LANGUAGES) + 1)], axis=0)
        return most
    known, known_shares, rarest = _list(language)
    halves = short(terms).astype(np.uint32)
    places = np.minimum(np.searchsorted(known, halves), len(known) - 1)
    return np.where(known[places] == halves, known_shares[places], rarest)


@lru_cache(maxsize=len(LANGUAGES))
def _list(language: int) -> tuple[Array, Array, float]:
    """Halves of terms, their shares, and the share of a word that is not among them."""
    rows = _rows()
    own = rows[rows["language"] == language]
    own_shares = 10.0 ** (own["level"] / 10 - 9)
    return own["term"].copy(), own_shares, float(own_shares.min()) / 2


@lru_cache(maxsize=1)
def _rows() -> Array:
    rows: Array = np.load(FILE, allow_pickle=False)
    return rows
