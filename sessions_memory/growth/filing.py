"""Files what is new under the themes that are known, until all of them are found anew. Pure.

It costs what is new alone, but knows no new theme: a history that grows a
little is filed, and found anew when it has grown by some share.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from sessions_memory.growth.settling import NONE, STEPS, Own, centres, owned, placed
from sessions_memory.growth.sparse import Sparse
from sessions_memory.growth.values import Tile
from sessions_memory.growth.weights import Words, weights_of, words_of
from sessions_memory.recall.index.packing import Array, Bytes, read

# What a theme is like. `centre`: a word's weight; `own`: its rarity in steps, 0 where it is not the theme's own.
LIKENESS = np.dtype([("term", "<i8"), ("centre", "<i4"), ("own", "u1")])
# How rare the person's words are; those of one tile are left out.
RARITIES = np.dtype([("term", "<i8"), ("rare", "<u2")])
WHOLE = 10_000


def file_new(
    tiles: Sequence[Tile],
    likeness: Mapping[int, Bytes],
    rarities: Bytes,
    filed: Mapping[int, int],
) -> dict[int, int]:
    """The theme of each interaction that now has one and had none.

    `tiles`: all those of each session in which something is new, in their order. `likeness`: of each theme;
    `rarities`: of the person's words, both as they were found. `filed`: the theme of interactions that have one.
    """
    if not tiles or not likeness:
        return {}
    words = words_of(tiles)
    weights = weights_of(words, _known_rarity(words, rarities))
    themes = sorted(likeness)
    groups = np.array([_group_of(tile, filed, themes) for tile in tiles])
    centre, own = _likenesses(words, [read(likeness[theme], LIKENESS) for theme in themes])
    found = placed(words, weights, groups, centre, own).tolist()
    return {
        pk: themes[group]
        for tile, group in zip(tiles, found, strict=True)
        for pk in tile.interaction_ids
        if group != NONE and pk not in filed
    }


def likenesses(words: Words, weights: Sparse, groups: Array, own: Own) -> list[bytes]:
    """Of each group."""
    size = int(groups.max(initial=NONE)) + 1
    centre, mine = centres(weights, groups, size), owned(words, own, size)
    return [_packed(words, centre, mine, group) for group in range(size)]


def rarities_of(words: Words, rare: Array) -> bytes:
    known = np.flatnonzero(words.tiles_with > 1)
    packed = np.empty(len(known), RARITIES)
    packed["term"] = words.terms[known]
    packed["rare"] = np.rint(WHOLE * rare[known])
    return packed.tobytes()


def _packed(words: Words, centre: Sparse, own: Sparse, group: int) -> bytes:
    in_centre, in_own = (slice(*table.starts[group : group + 2]) for table in (centre, own))
    terms, place = np.unique(
        np.concatenate([centre.column[in_centre], own.column[in_own]]),
        return_inverse=True,
    )
    packed = np.zeros(len(terms), LIKENESS)
    packed["term"] = words.terms[terms]
    middle = in_centre.stop - in_centre.start
    packed["centre"][place[:middle]] = centre.value[in_centre]
    packed["own"][place[middle:]] = np.minimum(own.value[in_own], STEPS)
    return packed.tobytes()


def _known_rarity(words: Words, rarities: Bytes) -> Array:
    """As it was when the themes were found; a word that is new is as rare as one that comes once."""
    known = read(rarities, RARITIES)
    rare: Array = (1 + words.rarity) / 2
    if len(known):
        place = np.minimum(np.searchsorted(known["term"], words.terms), len(known) - 1)
        rare = np.where(known["term"][place] == words.terms, known["rare"][place] / WHOLE, rare)
    return rare


def _group_of(tile: Tile, filed: Mapping[int, int], themes: Sequence[int]) -> int:
    """The theme in which most of its interactions are."""
    counts = Counter(filed[pk] for pk in tile.interaction_ids if filed.get(pk) in themes)
    return themes.index(min(counts, key=lambda theme: (-counts[theme], theme))) if counts else NONE


def _likenesses(words: Words, rows: Sequence[Array]) -> tuple[Sparse, Sparse]:
    group = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    every = np.concatenate(rows)
    place = np.minimum(np.searchsorted(words.terms, every["term"]), len(words.terms) - 1)
    here = words.terms[place] == every["term"]

    def table(name: str) -> Sparse:
        there = here & (every[name] > 0)
        return Sparse(group[there], place[there], every[name][there].astype(np.int64), len(rows), len(words.terms))

    return table("centre"), table("own")
