"""Reads a person's conversations for growth: what is new since the last time, and nothing twice.

A session is read from the search index, which has its words counted, and kept as tiles. What rules find in the
questions is kept beside them as places. An open session is read when it ends; one that was opened again stays as it
was read until then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F

from sessions_memory.growth.keeping import marks
from sessions_memory.growth.keeping.holding import Held
from sessions_memory.growth.keeping.reading.counted_units import counted_units
from sessions_memory.growth.keeping.reading.packed_tiles import packed, unpacked
from sessions_memory.growth.keeping.reading.told_places import Told, told_places
from sessions_memory.growth.tiles import cut
from sessions_memory.growth.values import Tile
from sessions_memory.models import ReadSession, RecallIndex, UserInteraction, UserSession
from sessions_memory.recall.index import writing

# So many interactions are held and stored at once.
AT_ONCE = 500
ROWS_AT_ONCE = 2_000

# Of each interaction of a session, where it stands in the index.
Positions = dict[int, int]


@dataclass(frozen=True)
class Reading:
    """`new`: sessions that were read just now. `lost`: interactions that were read before and are no longer."""

    tiles: list[Tile]
    new: frozenset[int]
    lost: frozenset[int]

    @property
    def interactions(self) -> int:
        return sum(len(tile.interaction_ids) for tile in self.tiles)

    @property
    def sessions(self) -> int:
        return len({tile.session_id for tile in self.tiles})


def read_what_is_new(held: Held) -> Reading:
    _complete_index(held)
    there = _sessions_there(held.user)
    known = dict(ReadSession.objects.filter(user=held.user.pk).values_list("session", "digest"))
    is_open = frozenset(UserSession.objects.owned_by(held.user).open().from_chat().values_list("pk", flat=True))
    kept = _as_they_were(is_open.intersection(known), there)
    wanted = {pk: positions for pk, positions in there.items() if pk not in is_open}
    new = {pk: positions for pk, positions in wanted.items() if known.get(pk) != _digest(positions, held)}

    held.note(progress_done=len(wanted) - len(new), progress_total=len(wanted))
    lost = _drop(held, sorted(known.keys() - wanted.keys() - kept))
    for some in _portions(new):
        lost |= _read(held, some)

    return Reading(list(_tiles(held)), frozenset(new), frozenset(lost))


def _complete_index(held: Held) -> None:
    rows = RecallIndex.objects.filter(pk=held.user.pk, is_complete=True, version=writing.VERSION)
    if not rows.exists():
        writing.catch_up(held.user, told=lambda documents: held.heard())


def _sessions_there(user: AbstractBaseUser) -> dict[int, Positions]:
    rows = UserInteraction.objects.owned_by(user).growing().filter(indexed__isnull=False).session_by_session()
    there: dict[int, Positions] = defaultdict(dict)
    for session, pk, position in rows.values_list("session", "pk", "indexed__position").iterator(ROWS_AT_ONCE):
        there[session][pk] = position

    return there


def _as_they_were(opened_again: Iterable[int], there: Mapping[int, Positions]) -> set[int]:
    """Those of which nothing that was read has changed since."""
    rows = ReadSession.objects.filter(pk__in=list(opened_again)).values_list("pk", "tiles")
    return {pk for pk, tiles in rows if unpacked(pk, tiles).positions.items() <= there.get(pk, {}).items()}


def _digest(positions: Positions, held: Held) -> str:
    read = f"{marks.VERSION} {held.zone} {sorted(positions.items())}"
    return blake2b(read.encode(), digest_size=16).hexdigest()


def _drop(held: Held, session_ids: list[int]) -> set[int]:
    """Sessions that are no longer read; their interactions."""
    lost: set[int] = set()
    for start in range(0, len(session_ids), AT_ONCE):
        with held.writing():
            rows = ReadSession.objects.filter(pk__in=session_ids[start : start + AT_ONCE])
            lost.update(*(unpacked(pk, tiles).positions for pk, tiles in rows.values_list("pk", "tiles")))
            rows.delete()

    return lost


def _portions(sessions: Mapping[int, Positions]) -> Iterator[dict[int, Positions]]:
    some: dict[int, Positions] = {}
    size = 0
    for pk, positions in sessions.items():
        some[pk] = positions
        size += len(positions)
        if size >= AT_ONCE:
            yield some
            some, size = {}, 0

    if some:
        yield some


def _read(held: Held, sessions: Mapping[int, Positions]) -> set[int]:
    """Stores them; what they had when they were read before, and have no more."""
    before = {row.pk: row for row in ReadSession.objects.filter(pk__in=list(sessions))}
    same = {pk: unpacked(pk, row.tiles).positions.items() & sessions[pk].items() for pk, row in before.items()}
    read_before = {pk for items in same.values() for pk, _ in items}
    fresh = [pk for positions in sessions.values() for pk in positions if pk not in read_before]

    tiles = _cut(sessions, held)
    told = told_places(fresh, held)
    for row in before.values():
        told[row.pk] = told.get(row.pk, []) + [place for place in row.told if place[0] in read_before]

    _store(held, [_row(held, pk, sessions[pk], tiles.get(pk, []), told.get(pk, [])) for pk in sessions])
    ids = {pk for positions in sessions.values() for pk in positions}
    return {pk for row in before.values() for pk in unpacked(row.pk, row.tiles).positions if pk not in ids}


def _cut(sessions: Mapping[int, Positions], held: Held) -> dict[int, list[Tile]]:
    ids = [pk for positions in sessions.values() for pk in positions]
    tiles: dict[int, list[Tile]] = defaultdict(list)
    for tile in cut(counted_units(ids, held.zone)):
        tiles[tile.session_id].append(tile)

    return tiles


def _row(held: Held, pk: int, positions: Positions, tiles: list[Tile], told: list[Told]) -> ReadSession:
    return ReadSession(
        session_id=pk,
        user_id=held.user.pk,
        digest=_digest(positions, held),
        interactions=len(positions),
        tiles=packed(tiles, positions),
        told=sorted(told),
    )


def _store(held: Held, rows: list[ReadSession]) -> None:
    with held.writing():
        ReadSession.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["session"],
            update_fields=["digest", "interactions", "tiles", "told"],
        )
        held.note(progress_done=F("progress_done") + len(rows))


def _tiles(held: Held) -> Iterator[Tile]:
    rows = ReadSession.objects.filter(user=held.user.pk).order_by("session")
    for pk, tiles in rows.values_list("pk", "tiles").iterator(ROWS_AT_ONCE):
        yield from unpacked(pk, tiles).tiles
