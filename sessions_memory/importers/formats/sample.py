"""The sample history of ours, as `sessions_memory.sample` writes it for a day: one conversation a line."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.texts import clean, identity, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Item

SOURCE = "sample"


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "sample_history" in record and "turns" in record


def read(record: Record, context: Context) -> Iterator[Item]:
    turns = objects(record["turns"])
    context.limit(turns)
    times = [time for turn in turns if (time := moment(turn.get("asked_at")))]
    heading = Heading(
        source=SOURCE,
        source_id=identity(record["sample_history"]),
        title=one_line(record.get("title")),
        updated_at=max(times, default=None),
    )

    yield conversation(heading, (said for turn in turns for said in _said(turn)), context)


def _said(turn: Mapping[str, Any]) -> Iterator[Said]:
    time = moment(turn.get("asked_at"))
    yield Said("question", id=identity(turn.get("id")), text=clean(turn.get("question")), time=time, raw=turn)
    yield Said("answer", text=clean(turn.get("answer")), time=time)


FORMAT = Format(
    source=SOURCE,
    name=gettext_noop("Sample history"),
    record=gettext_noop("a conversation of InsightVault's sample history"),
    recognises=recognises,
    read=read,
)
