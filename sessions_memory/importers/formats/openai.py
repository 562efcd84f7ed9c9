"""Conversations as the OpenAI protocol writes them: {"messages": [{"role", "content"}]}, one a line or in a list.

There are no times, and an id only from tools that add one (chatbot-ui does); without, a conversation is known by its
content, so that the same line is the same conversation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import as_json, as_text, clean, digest, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "jsonl"
QUESTIONERS = ("user", "human")
ANSWERERS = ("assistant", "model")
# The instructions of a program, not of the person.
SILENT = ("system", "developer")


def recognises(record: Record) -> bool:
    messages = objects(record.get("messages")) if isinstance(record, dict) else []
    return bool(messages) and all("role" in message for message in messages) and "conversationId" not in record


def read(record: Record, context: Context) -> Iterator[Item]:
    messages = objects(record["messages"])
    title = one_line(record.get("title")) or one_line(record.get("name"))
    context.limit(messages)
    model = record.get("model")
    heading = Heading(
        source=SOURCE,
        source_id=identity(record.get("id")) or digest(as_json(messages)),
        title=title,
        started_at=moment(record.get("created_at") or record.get("created")),
        updated_at=moment(record.get("updated_at")),
        model=one_line(model) or one_line(object_in(record, "model").get("id")),
    )

    yield conversation(heading, (said for message in messages for said in _said(message, context)), context)


def text_of(content: Any) -> str:
    """The text of a message's content: text itself, or parts of which some are text."""
    if not isinstance(content, list):
        return clean(content)

    return joined(clean(part.get("text")) if isinstance(part, dict) else clean(part) for part in content)


def _said(message: Mapping[str, Any], context: Context) -> Iterator[Said]:
    role, text = message.get("role"), text_of(message.get("content"))
    said = Said("aside", id=identity(message.get("id")), time=moment(message.get("created_at")))

    if role in QUESTIONERS:
        said.kind, said.text = "question", text
        said.attachments = tuple(_attachments(message.get("content")))
    elif role in ANSWERERS:
        said.thinking = clean(message.get("reasoning_content")) or clean(message.get("reasoning"))
        said.tool_calls = tuple(_calls(message))
        if text.strip():
            said.kind, said.text = "answer", text
    elif role in ("tool", "function"):
        said.tool_calls = (ToolCall(one_line(message.get("name")) or "tool", output=text),)
    elif role not in SILENT:
        context.remark(f"Messages by “{one_line(role)[:60]}” are not known here and were left out.")

    yield said


def _calls(message: Mapping[str, Any]) -> Iterator[ToolCall]:
    for call in objects(message.get("tool_calls")):
        function = object_in(call, "function")
        yield ToolCall(one_line(function.get("name")) or "tool", input=as_text(function.get("arguments")))


def _attachments(content: Any) -> Iterator[Attachment]:
    for part in objects(content):
        kind = one_line(part.get("type"))
        if kind not in ("", "text", "input_text"):
            yield Attachment(name=one_line(object_in(part, "file").get("filename")) or kind.replace("_", " "))


FORMAT = Format(
    source=SOURCE,
    name="OpenAI-style JSONL",
    record="a conversation with its “messages”",
    recognises=recognises,
    read=read,
)
