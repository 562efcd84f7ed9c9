"""Conversations as the OpenAI protocol writes them: {"messages": [{"role", "content"}]}, one a line or in a list.

There are no times, and an id only from tools that add one (chatbot-ui does); without, a conversation is known by its
content, so that the same line is the same conversation.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.message.written import written
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import as_json, as_text, digest, identity, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Item, ToolCall

SOURCE = "jsonl"
QUESTIONERS = ("user", "human")
ANSWERERS = ("assistant", "model")
# The instructions of a program, not of the person.
SILENT = ("system", "developer")
TITLES = ("title", "name", "userTitle", "autoTitle", "chatTitle")
UNKNOWN_ROLE = gettext_noop("Messages by “{role}” are not known here and were left out.")
TIMES = ("created_at", "createdAt", "created", "timestamp")


def recognises(record: Record) -> bool:
    messages = objects(record.get("messages")) if isinstance(record, dict) else []
    return bool(messages) and all("role" in message for message in messages) and "conversationId" not in record


def read(record: Record, context: Context) -> Iterator[Item]:
    messages = objects(record["messages"])
    title = next(filter(None, (one_line(record.get(key)) for key in TITLES)), "")
    context.limit(messages)
    model = record.get("model")
    heading = Heading(
        source=SOURCE,
        source_id=identity(record.get("id")) or digest(as_json(messages)),
        title=title,
        started_at=_time(record),
        updated_at=moment(record.get("updated_at") or record.get("updatedAt") or record.get("updated")),
        model=one_line(model) or one_line(object_in(record, "model").get("id")),
    )

    yield conversation(heading, (said for message in messages for said in _said(message, context)), context)


def _said(message: Mapping[str, Any], context: Context) -> Iterator[Said]:
    role, found = message.get("role"), written(message)
    said = Said("aside", id=identity(message.get("id")), time=_time(message), raw=message)

    if role in QUESTIONERS:
        said.kind, said.text, said.attachments = "question", found.text, found.attachments
    elif role in ANSWERERS:
        said.thinking, said.tool_calls = found.thinking, (*found.tool_calls, *_calls(message))
        if found.text.strip():
            said.kind, said.text = "answer", found.text
    elif role in ("tool", "function"):
        said.tool_calls = (ToolCall(one_line(message.get("name")) or "tool", output=found.text),)
    else:
        said.raw = None
        if role not in SILENT:
            context.leave_out(UNKNOWN_ROLE.format(role=one_line(role)[:60]))

    yield said


def _time(message: Mapping[str, Any]) -> datetime | None:
    return next(filter(None, (moment(message.get(key)) for key in TIMES)), None)


def _calls(message: Mapping[str, Any]) -> Iterator[ToolCall]:
    for call in objects(message.get("tool_calls")):
        function = object_in(call, "function")
        yield ToolCall(one_line(function.get("name")) or "tool", input=as_text(function.get("arguments")))


FORMAT = Format(
    source=SOURCE,
    name="OpenAI-style JSONL",
    record=gettext_noop("a conversation with its “messages”"),
    recognises=recognises,
    read=read,
)
