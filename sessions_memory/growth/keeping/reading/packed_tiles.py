"""How a session's tiles lie in its row. Pure: tiles in, bytes out, and back.

Beside each interaction stands its place in the search index: it changes whenever the words there do, so that a session
which goes on tells which of its interactions are new.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sessions_memory.growth.values import Tile
from sessions_memory.recall.index.packing import TERMS, Bytes

MEMBERS = np.dtype([("interaction", "<i8"), ("position", "<u4"), ("day", "<i4")])
PARTS = np.dtype([("members", "<u4"), ("terms", "<u4"), ("language", "u1")])
_SIZES = struct.Struct("<II")


@dataclass(frozen=True)
class ReadTiles:
    """`positions`: of each interaction, its place in the search index."""

    tiles: tuple[Tile, ...]
    positions: dict[int, int]


def packed(tiles: Sequence[Tile], positions: dict[int, int]) -> bytes:
    members = [(pk, positions[pk], day.toordinal()) for each in tiles for pk, day in _members(each)]
    parts = [(len(each.interaction_ids), len(each.terms) // TERMS.itemsize, each.language) for each in tiles]
    columns = np.array(members, MEMBERS).tobytes(), np.array(parts, PARTS).tobytes()
    return b"".join([_SIZES.pack(len(members), len(parts)), *columns, *(each.terms for each in tiles)])


def unpacked(session_id: int, data: Bytes) -> ReadTiles:
    whole = bytes(data)
    member_count, part_count = _SIZES.unpack_from(whole)
    at = _SIZES.size + member_count * MEMBERS.itemsize
    members = np.frombuffer(whole, MEMBERS, member_count, _SIZES.size)
    parts = np.frombuffer(whole, PARTS, part_count, at)

    ids, days = members["interaction"].tolist(), [date.fromordinal(day) for day in members["day"].tolist()]
    tiles = _tiles(session_id, ids, days, parts.tolist(), whole[at + parts.nbytes :])
    return ReadTiles(tuple(tiles), dict(zip(ids, members["position"].tolist(), strict=True)))


def _members(tile: Tile) -> Iterable[tuple[int, date]]:
    return zip(tile.interaction_ids, tile.days, strict=True)


def _tiles(
    session_id: int, ids: list[int], days: list[date], parts: list[tuple[int, int, int]], terms: bytes
) -> Iterable[Tile]:
    first = begin = 0
    for members, words, language in parts:
        last, end = first + members, begin + words * TERMS.itemsize
        yield Tile(session_id, tuple(ids[first:last]), tuple(days[first:last]), language, terms[begin:end])
        first, begin = last, end
