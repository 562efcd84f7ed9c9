"""Le Chat by Mistral: a ZIP of chat-….json, each the list of one chat's messages."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.message.citations import link
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import as_text, clean, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "lechat"

Message = Mapping[str, Any]


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "chatId" in record and ("contentChunks" in record or "role" in record)


def read(records: list[Message], context: Context) -> Iterator[Item]:
    """The order of the file says nothing; the times do."""
    chats: dict[str, list[Message]] = {}
    for message in records:
        chats.setdefault(identity(message.get("chatId")), []).append(message)

    for source_id, messages in chats.items():
        messages.sort(key=_seconds)
        said = [part for message in messages for part in _said(message)]
        times = [part.time for part in said if part.time]
        heading = Heading(
            source=SOURCE,
            source_id=source_id,
            started_at=min(times, default=None),
            updated_at=max(times, default=None),
        )

        yield conversation(heading, said, context)


def _seconds(message: Message) -> float:
    time = moment(message.get("createdAt"))
    return time.timestamp() if time else 0


def _said(message: Message) -> Iterator[Said]:
    chunks = objects(message.get("contentChunks"))
    text = _text(message, chunks)
    key, time, role = identity(message.get("id")), moment(message.get("createdAt")), message.get("role")

    if role == "user":
        files = tuple(_attachments(message, chunks))
        yield Said("question", id=key, text=text, time=time, attachments=files, raw=message)
    elif role == "assistant":
        asides = [aside for chunk in chunks for aside in _aside(chunk)]
        yield from asides
        if text.strip():
            yield Said("answer", id=key, text=text, time=time, model=one_line(message.get("model")))
        elif not asides:
            yield Said("aside", raw=message)


def _text(message: Message, chunks: list[Message]) -> str:
    """Chunks hold the references that the plain text lacks; they go on where the last one ended."""
    if not any(chunk.get("type") == "text" for chunk in chunks):
        return clean(message.get("content"))

    return "".join(clean(chunk.get("text")) if chunk.get("type") == "text" else _reference(chunk) for chunk in chunks)


def _reference(chunk: Message) -> str:
    if chunk.get("type") != "reference":
        return ""

    found = [link(source.get("title"), source.get("url")) for source in [chunk, *objects(chunk.get("references"))]]
    links = ", ".join(name for name in found if name.startswith("["))
    return f" ({links})" if links else ""


def _aside(chunk: Message) -> Iterator[Said]:
    if chunk.get("type") == "tool_call":
        call = object_in(chunk, "toolCall") or object_in(chunk, "tool_call") or chunk
        given = call.get("arguments") or call.get("args") or call.get("input")
        result = call.get("result") or call.get("output")
        name = one_line(call.get("name")) or "tool"
        yield Said("aside", tool_calls=(ToolCall(name, as_text(given), as_text(result)),))
    elif chunk.get("type") in ("thinking", "reasoning"):
        yield Said("aside", thinking=joined([clean(chunk.get("text")), clean(chunk.get("thinking"))]))


def _attachments(message: Message, chunks: list[Message]) -> Iterator[Attachment]:
    for file in objects(message.get("files")):
        yield Attachment(one_line(file.get("name")) or "file", one_line(file.get("type")))

    if not message.get("files"):
        yield from (Attachment("image", "image") for chunk in chunks if chunk.get("type") == "image_url")


FORMAT = Format(
    source=SOURCE,
    name="Le Chat",
    record=gettext_noop("a message with “chatId” and “contentChunks”"),
    recognises=recognises,
    read=read,
    collects=True,
)
