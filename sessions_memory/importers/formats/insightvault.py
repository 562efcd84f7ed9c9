"""InsightVault: its own export, a list of records that `exporters/FORMAT.md` describes.

It holds rows as they were kept, not conversations that are to be understood: nothing is put in order or left out.
Each field is checked here, for a file may come from anybody.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record, Refused
from sessions_memory.importers.mapping.fitting import fitted
from sessions_memory.importers.mapping.own import fields, growth
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.texts import clean
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Item, KeptArea, KeptSession
from sessions_memory.receipts.metadata import AnswerMetadata
from sessions_memory.receipts.portable import PortableItem, PortableTurn
from sessions_memory.receipts.values import PARTS, EarlierReceipt, UsedTurn
from sessions_memory.receipts.values import Item as ReceiptItem
from sessions_memory.states import Colour, Recalls

SOURCE = "chat"
VERSIONS = (1, 2)
KINDS = ("header", "instructions", "area", "note", "session", *growth.KINDS)
AREA_NAME_CHARS, AREA_INSTRUCTIONS_CHARS = 60, 4_000
MAKERS = ("question", "model", "person")
STATUSES = ("answered", "stopped", "failed", "interrupted")
NOTE_ORIGIN, INSTRUCTIONS_ORIGIN = (
    gettext_noop("Note of the exported vault"),
    gettext_noop("Instructions of the exported vault"),
)
NEWER = gettext_noop("This file was made by a newer InsightVault. Bring this vault up to date first.")
IN_A_FILE = {ReceiptItem: PortableItem, UsedTurn: PortableTurn}


# Early exports of the first version lack these fields of a session.
LACKED_BEFORE = {"never_recall": False, "archived_at": None, "is_read_only": False, "area": None}


# Most have none.
WITHOUT_FILES: Mapping[str, Any] = {"attachments": []}


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and record.get("insightvault") in KINDS


def read(record: Record, context: Context) -> Iterator[Item]:
    match record["insightvault"]:
        case "header":
            if record.get("version") not in VERSIONS:
                raise Refused(NEWER)
        case "instructions":
            yield from context.offer(record.get("text"), INSTRUCTIONS_ORIGIN, {})
        case "note":
            kept = fields.all_of({"area": None} | record, NOTE, "note")
            yield from context.offer(kept["text"], kept["origin"] or NOTE_ORIGIN, kept)
        case "area":
            yield from _area(record, context)
        case "session":
            yield _session(record, context)
        case kind:
            yield growth.claimed(kind, record)


def _area(record: dict[str, Any], context: Context) -> Iterator[Item]:
    kept = fields.all_of(record, AREA, "area")
    name, instructions = kept.pop("source_id"), kept.pop("instructions")
    yield KeptArea(name, kept)
    yield from context.offer(instructions, INSTRUCTIONS_ORIGIN, {"instructions_of": name})


def _session(record: dict[str, Any], context: Context) -> KeptSession:
    interactions = objects(record.get("interactions"))
    context.limit(interactions)
    part = record.get("part")

    if not isinstance(part, int) or part < 1:
        raise Refused(fields.NOT_WHOLE.format(kind="session", field="part"))

    return KeptSession(
        source=fields.known_by(record.get("source"), 20),
        source_id=fields.known_by(record.get("source_id"), 200),
        part=part,
        fields=fields.all_of(LACKED_BEFORE | record, SESSION, "session") if part == 1 else {},
        interactions=tuple(fields.all_of({**WITHOUT_FILES, **row}, INTERACTION, "interaction") for row in interactions),
    )


def _receipt(value: Any) -> dict[str, Any]:
    receipt = fitted(value, EarlierReceipt, IN_A_FILE)
    for part in PARTS:
        for item in receipt.get(part, []):
            if "time" in item and moment(item["time"]) is None:
                item["time"] = ""

    return receipt


SESSION: Mapping[str, fields.Read] = {
    "title": fields.title,
    "title_by": fields.one_of(MAKERS),
    "context_summary": fields.or_none(clean),
    "summary_by": fields.one_of(MAKERS),
    "session_start": fields.time,
    "session_end": fields.time,
    "last_activity_at": fields.time,
    "is_pinned": bool,
    "uses_memory": bool,
    "never_recall": bool,
    "is_read_only": bool,
    "archived_at": fields.or_none(fields.time),
    "reflected_at": fields.or_none(fields.time),
    "source_updated_at": fields.or_none(fields.time),
    "source_digest": lambda value: clean(value)[:32],
    "continues": fields.name,
    "area": fields.or_none(fields.known_by),
}
INTERACTION: Mapping[str, fields.Read] = {
    "source_id": fields.known_by,
    "user_question": clean,
    "ai_response": clean,
    "model": fields.title,
    "created_at": fields.time,
    "answered_at": fields.or_none(fields.time),
    "status": fields.one_of(STATUSES),
    "error": clean,
    "replaces": fields.or_none(fields.known_by),
    "never_recall": bool,
    "interaction_metadata": lambda value: fitted(value, AnswerMetadata),
    "context_used": _receipt,
    "attachments": fields.attachments,
}
NOTE: Mapping[str, fields.Read] = {
    "source_id": fields.known_by,
    "text": clean,
    "is_active": bool,
    "created_at": fields.time,
    "origin": fields.title,
    "from_interaction": fields.name,
    "area": fields.or_none(fields.known_by),
}
AREA: Mapping[str, fields.Read] = {
    "source_id": fields.known_by,
    "name": lambda value: fields.known_by(value, AREA_NAME_CHARS),
    "colour": fields.one_of(tuple(map(str, Colour))),
    "position": fields.small_number,
    "recalls": fields.one_of(tuple(map(str, Recalls))),
    "is_closed": bool,
    "instructions": fields.text(AREA_INSTRUCTIONS_CHARS),
    "created_at": fields.time,
    "archived_at": fields.or_none(fields.time),
}

FORMAT = Format(
    source=SOURCE,
    name="InsightVault",
    record=gettext_noop("a record of InsightVault's own export"),
    recognises=recognises,
    read=read,
)
