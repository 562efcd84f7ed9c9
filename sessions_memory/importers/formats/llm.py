"""The command line tool llm: its logs.db, an SQLite database.

Until 2026 it kept conversations and responses; since, threads whose messages are chained by hash, with parts. Both may
be filled. `llm_database` reads them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.shapes import objects
from sessions_memory.importers.mapping.texts import as_text, clean, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "llm"

Row = Mapping[str, Any]


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "llm" in record and "responses" in record


def read(record: Record, context: Context) -> Iterator[Item]:
    """Reads the set of tables that holds more of the conversation, if both hold it."""
    head, rows, messages = record["llm"], objects(record["responses"]), objects(record["messages"])
    context.limit(rows)
    context.limit(messages)
    old = [said for row in rows for said in _from_response(row)]
    new = [said for link in messages[::-1] for said in _from_message(link)]

    said = old if len(old) > len(new) else new
    times = [message.time for message in said if message.time]
    heading = Heading(
        source=SOURCE,
        source_id=identity(head.get("id")),
        title=one_line(head.get("name")),
        started_at=min(times, default=None),
        updated_at=max(times, default=None),
        model=one_line(head.get("model")),
    )

    yield conversation(heading, said, context)


def _from_response(row: Row) -> Iterator[Said]:
    key, time = identity(row.get("id")), moment(row.get("datetime_utc"))
    files = [Attachment("fragment", text=text) for text in row["prompt_fragments"] if text]
    files += map(_attachment, objects(row.get("prompt_attachments")))
    yield Said("question", id=key, text=clean(row.get("prompt")), time=time, attachments=tuple(files))
    calls = [ToolCall(_tool(call), input=as_text(call.get("arguments"))) for call in objects(row.get("tool_calls"))]

    calls += [ToolCall(_tool(call), output=as_text(call.get("output"))) for call in objects(row.get("tool_results"))]
    yield Said("aside", thinking=clean(row.get("reasoning")), tool_calls=tuple(calls))

    if answer := clean(row.get("response")):
        model = one_line(row.get("resolved_model") or row.get("model"))
        yield Said("answer", id=key, text=answer, time=time, model=model)


def _tool(call: Row) -> str:
    return one_line(call.get("name")) or "tool"


def _from_message(link: Row) -> Iterator[Said]:
    message, turn, parts = link["message"], link["turn"], objects(link["parts"])
    key, time, role = identity(message.get("hash")), moment(turn.get("datetime_utc")), message.get("role")
    text = joined(clean(part.get("text")) for part in parts if part.get("type") == "text")

    for part in parts:
        yield from _aside(part)

    if role == "user" and text:
        files = tuple(_attachment(part["payload"]) for part in parts if part.get("type") == "attachment")
        yield Said("question", id=key, text=text, time=time, attachments=files)
    elif role == "assistant" and text:
        yield Said(
            "answer", id=key, text=text, time=time, model=one_line(turn.get("resolved_model") or turn.get("model"))
        )


def _aside(part: Row) -> Iterator[Said]:
    kind, name = part.get("type"), one_line(part.get("tool_name")) or "tool"
    text = clean(part.get("text")) or as_text(part["payload"])

    if kind == "reasoning":
        yield Said("aside", thinking=text)
    elif kind == "tool_call":
        yield Said("aside", tool_calls=(ToolCall(name, input=text),))
    elif kind == "tool_result":
        yield Said("aside", tool_calls=(ToolCall(name, output=text),))


def _attachment(file: Row) -> Attachment:
    """Keeps the last part of the path alone: a path tells more of a person's machine than a name needs."""
    name = one_line(file.get("path") or file.get("url"))
    return Attachment(name=name.rpartition("/")[2] or "attachment", media_type=one_line(file.get("type")))


FORMAT = Format(
    source=SOURCE,
    name="llm",
    record=gettext_noop("a conversation of llm"),
    recognises=recognises,
    read=read,
)
