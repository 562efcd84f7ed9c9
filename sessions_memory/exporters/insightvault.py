"""Our own format: a JSON list, a line to each record, that comes back whole.

The first line is the header. The other lines are canonical, keys sorted and times in UTC with microseconds, so that
the same history gives the same bytes wherever it is kept. `FORMAT.md` says what each field means.
"""

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.exporters.areas import areas_of, in_area
from sessions_memory.exporters.attachments import attachments_of
from sessions_memory.exporters.canonical import canonical, record, written
from sessions_memory.exporters.growth import growth_of
from sessions_memory.exporters.rows import Row, notes_of, sessions_of
from sessions_memory.exporters.selection import Selection
from sessions_memory.notes.keeping import instructions_of
from sessions_memory.querysets.conditions import UNFINISHED
from sessions_memory.receipts.portable import Name

# A reader of the first version would recall everywhere what is in a closed area.
VERSION, WITHOUT_AREAS = 2, 1
PIECE_BYTES = 64 * 1024
# A reader holds one record at a time: a long session is cut into parts.
PART_INTERACTIONS = 200
PART_BYTES = 4_000_000
# Fields that are written under their own names; the rest of a row is named or written otherwise.
SESSION_AS_KEPT = (
    *("source", "source_id", "title", "title_by", "context_summary", "summary_by", "is_pinned", "uses_memory"),
    *("source_digest", "never_recall", "is_read_only"),
)
INTERACTION_AS_KEPT = (
    *("source_id", "status", "user_question", "ai_response", "error", "model", "context_used"),
    *("interaction_metadata", "never_recall"),
)


def as_json(user: AbstractBaseUser, selection: Selection, *, at: datetime) -> Generator[bytes, None, None]:
    """The document in pieces of at least 64 KB but for the last. `at`: the header's time."""
    piece = bytearray()
    for part in _parts(user, selection, at):
        piece += part
        if len(piece) >= PIECE_BYTES:
            yield bytes(piece)
            piece.clear()

    yield bytes(piece)


def _parts(user: AbstractBaseUser, selection: Selection, at: datetime) -> Iterator[bytes]:
    areas = list(areas_of(user, selection))
    version = VERSION if areas else WITHOUT_AREAS
    yield b"[" + record("header", {"exported_at": written(at), "selection": _chosen(selection), "version": version})
    if selection.is_everything and (instructions := instructions_of(user)):
        yield b",\n" + record("instructions", {"text": instructions})

    for area in areas:
        yield b",\n" + record("area", area)

    for session, interactions in sessions_of(user, selection):
        for number, part in enumerate(_cut(map(canonical, map(_interaction, interactions))), 1):
            yield from _session(session, number, part)

    for note in notes_of(user) if selection.is_everything else ():
        yield b",\n" + record("note", _note(note))

    for kind, fields in growth_of(user) if selection.is_everything else ():
        yield b",\n" + record(kind, fields)

    yield b"]\n"


def _cut(interactions: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    for interaction in interactions:
        if part and (len(part) == PART_INTERACTIONS or sum(map(len, part)) + len(interaction) > PART_BYTES):
            yield part
            part = []
        part.append(interaction)

    yield part


def _session(row: Row, number: int, interactions: list[bytes]) -> Iterator[bytes]:
    """Only the first part holds the session's own fields."""
    fields = {"part": number, "source": row["source"], "source_id": row["source_id"]}
    if number == 1:
        fields |= {name: row[name] for name in SESSION_AS_KEPT} | {
            "archived_at": written(row["archived_at"]),
            "continues": _continued(row),
            "last_activity_at": written(row["last_activity_at"]),
            "reflected_at": written(row["reflected_at"]),
            # An open one is written as ended when something was last said in it.
            "session_end": written(row["session_end"] or row["last_activity_at"]),
            "session_start": written(row["session_start"]),
            "source_updated_at": written(row["source_updated_at"]),
            **in_area(row["area__source_id"]),
        }

    # A marker that stands where the sorted keys want the interactions, which are bytes already.
    before, _, after = record("session", fields | {"interactions": []}).partition(b'"interactions":[]')
    yield b",\n" + before + b'"interactions":[\n' + b",\n".join(interactions) + b"]" + after


def _interaction(row: Row) -> dict[str, Any]:
    is_replaced_known = row["replaces__source_id"] and row["replaces__status"] not in UNFINISHED
    return (
        {name: row[name] for name in INTERACTION_AS_KEPT}
        | attachments_of(row)
        | {
            "answered_at": written(row["answered_at"]),
            "created_at": written(row["created_at"]),
            "replaces": row["replaces__source_id"] if is_replaced_known else None,
        }
    )


def _note(row: Row) -> dict[str, Any]:
    origin = row["from_interaction"]
    return {
        "created_at": written(row["created_at"]),
        "from_interaction": origin.name if origin else None,
        "is_active": row["is_active"],
        "origin": row["origin"],
        "source_id": row["source_id"],
        "text": row["text"],
        **in_area(row["area__source_id"]),
    }


def _continued(row: Row) -> Name | None:
    return (row["continues__source"], row["continues__source_id"]) if row["continues__source_id"] else None


def _chosen(selection: Selection) -> dict[str, Any]:
    chosen = {"since": written(selection.since), "source": selection.source, "until": written(selection.until)}
    given = {name: value for name, value in chosen.items() if value}
    return given | ({"session": True} if selection.session_id else {}) | ({"chosen": True} if selection.chosen else {})
