"""InsightVault: its own export, a list of records that `exporters/FORMAT.md` describes.

It holds rows as they were kept, not conversations that are to be understood: nothing is put in order or left out.
Each field is checked here, for a file may come from anybody.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sessions_memory.importers.mapping.contract import Context, Format, Record, Refused
from sessions_memory.importers.mapping.fitting import fitted
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.texts import clean
from sessions_memory.importers.mapping.times import moment, within_reach
from sessions_memory.importers.mapping.values import Item, KeptSession
from sessions_memory.receipts.metadata import AnswerMetadata
from sessions_memory.receipts.portable import PortableItem, PortableTurn
from sessions_memory.receipts.values import PARTS, EarlierReceipt, UsedTurn
from sessions_memory.receipts.values import Item as ReceiptItem

SOURCE = "chat"
VERSION = 1
KINDS = ("header", "instructions", "note", "session")
MAKERS = ("question", "model", "person")
STATUSES = ("answered", "stopped", "failed", "interrupted")
NOTE_ORIGIN, INSTRUCTIONS_ORIGIN = "Note of the exported vault", "Instructions of the exported vault"
NEWER = "This file was made by a newer InsightVault. Bring this vault up to date first."
NOT_WHOLE = "It lacks what every {} has: {}."
Read = Callable[[Any], Any]
IN_A_FILE = {ReceiptItem: PortableItem, UsedTurn: PortableTurn}


# Early exports of the first version lack these fields of a session.
LACKED_BEFORE = {"never_recall": False}


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and record.get("insightvault") in KINDS


def read(record: Record, context: Context) -> Iterator[Item]:
    match record["insightvault"]:
        case "header":
            if record.get("version") != VERSION:
                raise Refused(NEWER)
        case "instructions":
            yield from context.offer(record.get("text"), INSTRUCTIONS_ORIGIN, {})
        case "note":
            kept = _fields(record, NOTE, "note")
            yield from context.offer(kept["text"], kept["origin"] or NOTE_ORIGIN, kept)
        case "session":
            yield _session(record, context)


def _session(record: dict[str, Any], context: Context) -> KeptSession:
    interactions = objects(record.get("interactions"))
    context.limit(interactions)
    part = record.get("part")

    if not isinstance(part, int) or part < 1:
        raise Refused(NOT_WHOLE.format("session", "part"))

    return KeptSession(
        source=_known_by(record.get("source"), 20),
        source_id=_known_by(record.get("source_id"), 200),
        part=part,
        fields=_fields(LACKED_BEFORE | record, SESSION, "session") if part == 1 else {},
        interactions=tuple(_fields(row, INTERACTION, "interaction") for row in interactions),
    )


def _fields(record: Mapping[str, Any], readers: Mapping[str, Read], what: str) -> dict[str, Any]:
    if missing := [name for name in readers if name not in record]:
        raise Refused(NOT_WHOLE.format(what, missing[0]))

    return {name: reader(record[name]) for name, reader in readers.items()}


def _known_by(value: Any, chars: int = 200) -> str:
    text = clean(value)
    if not text or len(text) > chars:
        raise Refused("A name by which it is known is missing or too long.")

    return text


def _time(value: Any) -> Any:
    if (time := within_reach(value)) is None:
        raise Refused("A time in it is none.")

    return time


def _one_of(allowed: tuple[str, ...]) -> Read:
    def read_one(value: Any) -> str:
        if value not in allowed:
            raise Refused(f"It has a value that is none of {', '.join(allowed)}.")

        return str(value)

    return read_one


def _title(value: Any) -> str:
    return clean(value)[:200]


def _name(value: Any) -> tuple[str, ...] | None:
    is_name = isinstance(value, list) and value and all(isinstance(part, str) for part in value)
    return tuple(clean(part) for part in value) if is_name else None


def _receipt(value: Any) -> dict[str, Any]:
    receipt = fitted(value, EarlierReceipt, IN_A_FILE)
    for part in PARTS:
        for item in receipt.get(part, []):
            if "time" in item and moment(item["time"]) is None:
                item["time"] = ""

    return receipt


def _or_none(reader: Read) -> Read:
    return lambda value: None if value is None else reader(value)


SESSION: Mapping[str, Read] = {
    "title": _title,
    "title_by": _one_of(MAKERS),
    "context_summary": _or_none(clean),
    "summary_by": _one_of(MAKERS),
    "session_start": _time,
    "session_end": _time,
    "last_activity_at": _time,
    "is_pinned": bool,
    "uses_memory": bool,
    "never_recall": bool,
    "reflected_at": _or_none(_time),
    "source_updated_at": _or_none(_time),
    "source_digest": lambda value: clean(value)[:32],
    "continues": _name,
}
INTERACTION: Mapping[str, Read] = {
    "source_id": _known_by,
    "user_question": clean,
    "ai_response": clean,
    "model": _title,
    "created_at": _time,
    "answered_at": _or_none(_time),
    "status": _one_of(STATUSES),
    "error": clean,
    "replaces": _or_none(_known_by),
    "never_recall": bool,
    "interaction_metadata": lambda value: fitted(value, AnswerMetadata),
    "context_used": _receipt,
}
NOTE: Mapping[str, Read] = {
    "source_id": _known_by,
    "text": clean,
    "is_active": bool,
    "created_at": _time,
    "origin": _title,
    "from_interaction": _name,
}

FORMAT = Format(
    source=SOURCE,
    name="InsightVault",
    record="a record of InsightVault's own export",
    recognises=recognises,
    read=read,
)
