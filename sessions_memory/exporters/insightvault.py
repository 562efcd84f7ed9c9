"""Our own format: one JSON document, a line to each record, that comes back whole.

The first line is the header. What follows is canonical, keys sorted and times in UTC with microseconds, so that
the same history gives the same bytes wherever it is kept. `FORMAT.md` says what each field means.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.exporters.rows import Row, notes_of, sessions_of
from sessions_memory.exporters.selection import Selection
from sessions_memory.naming import Name
from sessions_memory.noting import instructions_of
from sessions_memory.querysets import UNFINISHED

FORMAT = "insightvault"
VERSION = 1
PIECE_BYTES = 64 * 1024
# Kept under their own names; the rest of a row is named or written otherwise.
SESSION_AS_KEPT = (
    *("source", "source_id", "title", "title_by", "context_summary", "summary_by", "is_pinned", "uses_memory"),
)
INTERACTION_AS_KEPT = (
    *("source_id", "status", "user_question", "ai_response", "error", "model", "context_used"),
    *("interaction_metadata", "never_recall"),
)


def as_json(user: AbstractBaseUser, selection: Selection, *, at: datetime) -> Iterator[bytes]:
    """The document in pieces of at least 64 KB but for the last. `at`: the header's time."""
    piece = bytearray()
    for part in _parts(user, selection, at):
        piece += part
        if len(piece) >= PIECE_BYTES:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


def _parts(user: AbstractBaseUser, selection: Selection, at: datetime) -> Iterator[bytes]:
    header = {"exported_at": _time(at), "format": FORMAT, "selection": _chosen(selection), "version": VERSION}
    yield b'{"header":' + _canonical(header)
    whole = selection.is_everything
    yield b',\n"instructions":' + _canonical(instructions_of(user) if whole else "")
    yield b',\n"notes":['
    yield from _listed(_canonical(_note(row)) for row in (notes_of(user) if whole else ()))
    yield b'],\n"sessions":['
    for number, (session, interactions) in enumerate(sessions_of(user, selection)):
        yield b",\n" if number else b"\n"
        yield from _session(session, interactions)
    yield b"]}\n"


def _session(row: Row, interactions: Iterator[Row]) -> Iterator[bytes]:
    session = {name: row[name] for name in SESSION_AS_KEPT} | {
        "continues": _continued(row),
        "last_activity_at": _time(row["last_activity_at"]),
        "reflected_at": _time(row["reflected_at"]),
        # An open one is written as ended when something was last said in it.
        "session_end": _time(row["session_end"] or row["last_activity_at"]),
        "session_start": _time(row["session_start"]),
    }
    # "interactions" stands first of all the keys that follow it in the alphabet, so that the list can be streamed.
    before = {key: session[key] for key in session if key < "interactions"}
    after = {key: session[key] for key in session if key > "interactions"}
    yield _canonical(before)[:-1] + b',"interactions":['
    yield from _listed(_canonical(_interaction(row)) for row in interactions)
    yield b"]," + _canonical(after)[1:]


def _interaction(row: Row) -> dict[str, Any]:
    is_replaced_known = row["replaces__source_id"] and row["replaces__status"] not in UNFINISHED
    return {name: row[name] for name in INTERACTION_AS_KEPT} | {
        "answered_at": _time(row["answered_at"]),
        "created_at": _time(row["created_at"]),
        "replaces": row["replaces__source_id"] if is_replaced_known else None,
    }


def _note(row: Row) -> dict[str, Any]:
    origin = row["from_interaction"]
    return {
        "created_at": _time(row["created_at"]),
        "from_interaction": origin.name if origin else None,
        "is_active": row["is_active"],
        "origin": row["origin"],
        "source_id": row["source_id"],
        "text": row["text"],
    }


def _continued(row: Row) -> Name | None:
    return (row["continues__source"], row["continues__source_id"]) if row["continues__source_id"] else None


def _chosen(selection: Selection) -> dict[str, Any]:
    chosen = {"since": _time(selection.since), "source": selection.source, "until": _time(selection.until)}
    given = {name: value for name, value in chosen.items() if value}
    return given | ({"session": True} if selection.session_id else {})


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z") if moment else None


def _listed(records: Iterable[bytes]) -> Iterator[bytes]:
    for number, record in enumerate(records):
        yield b",\n" if number else b"\n"
        yield record


def _canonical(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):
        # What a model server reported may hold a number beyond 64 bits or half a character.
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
