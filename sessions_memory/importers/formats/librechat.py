"""LibreChat: one conversation a file, its messages flat with `parentMessageId` or nested in `children`.

No message is marked as the current one: the newest leaf is. It has no export of everything at once; the files of
several conversations may be chosen together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.shapes import object_in, objects, size_in
from sessions_memory.importers.mapping.texts import as_text, clean, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "librechat"
NO_PARENT = "00000000-0000-0000-0000-000000000000"

Message = Mapping[str, Any]


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "conversationId" in record and bool(_messages(record))


def read(record: Record, context: Context) -> Iterator[Item]:
    title, source_id = one_line(record.get("title")), identity(record.get("conversationId"))
    nodes, parents = _flat(_messages(record), context.limits.conversation_nodes)
    context.limit(nodes)

    branch = _branch(nodes, parents, context)
    messages = [said for key in branch for said in _said(key, nodes[key], context)]
    times = [said.time for said in messages if said.time]
    heading = Heading(
        source=SOURCE,
        source_id=source_id,
        title=title,
        started_at=min(times, default=None),
        updated_at=max(times, default=None),
        model=one_line(object_in(record, "options").get("model")),
    )

    yield conversation(heading, messages, context)


def _messages(record: Mapping[str, Any]) -> list[Message]:
    return objects(record.get("messagesTree")) or objects(record.get("messages"))


def _flat(messages: list[Message], limit: int) -> tuple[dict[str, Message], dict[str, Any]]:
    """Each message by its id, and its parent's id. In the order of the file, a parent before its children."""
    nodes: dict[str, Message] = {}
    parents: dict[str, Any] = {}
    waiting = [(message, message.get("parentMessageId")) for message in messages[::-1]]

    while waiting and len(nodes) <= limit:
        message, parent = waiting.pop()
        key = identity(message.get("messageId")) or f"#{len(nodes)}"
        nodes[key], parents[key] = message, parent
        waiting += [(child, key) for child in objects(message.get("children"))[::-1]]

    return nodes, parents


def _branch(nodes: Mapping[str, Message], parents: Mapping[str, Any], context: Context) -> list[str]:
    if not any(parent in nodes for parent in parents.values() if isinstance(parent, str)):
        return list(nodes)

    first_parent = NO_PARENT if NO_PARENT in parents.values() else None
    tree = Tree(
        parents=parents,
        seconds=lambda key: _seconds(nodes[key]),
        begins=lambda key: parents[key] == first_parent and _is_asked(nodes[key]),
    )
    return current_branch(tree, None, context)


def _seconds(message: Message) -> float:
    time = moment(message.get("createdAt"))
    return time.timestamp() if time else 0


def _said(key: str, message: Message, context: Context) -> Iterator[Said]:
    parts = objects(message.get("content"))
    text = joined(_written(part.get("text")) for part in parts if part.get("type") == "text")
    text = text or clean(message.get("text"))
    time = moment(message.get("createdAt"))

    if _is_asked(message):
        files = tuple(_attachment(file) for name in ("files", "attachments") for file in objects(message.get(name)))
        yield Said("question", id=key, text=text, time=time, attachments=files, raw=message)
        return

    if message.get("error"):
        context.remark(gettext_noop("An answer that was only an error was left out."))
        return

    for part in parts:
        if part.get("type") == "think":
            yield Said("aside", thinking=_written(part.get("think")))
        elif part.get("type") == "tool_call":
            call = object_in(part, "tool_call")
            name = one_line(call.get("name")) or "tool"
            yield Said("aside", tool_calls=(ToolCall(name, as_text(call.get("args")), as_text(call.get("output"))),))

    if text.strip():
        yield Said("answer", id=key, text=text, time=time, model=one_line(message.get("model")))
    elif not any(part.get("type") in ("think", "tool_call") for part in parts):
        yield Said("aside", raw=message)


def _is_asked(message: Message) -> bool:
    return bool(message.get("isCreatedByUser")) or one_line(message.get("sender")).lower() == "user"


def _written(text: Any) -> str:
    return clean(text.get("value")) if isinstance(text, dict) else clean(text)


def _attachment(file: Mapping[str, Any]) -> Attachment:
    return Attachment(
        name=one_line(file.get("filename")) or "file",
        media_type=one_line(file.get("type")),
        size_bytes=size_in(file, "bytes"),
        text=clean(file.get("text")),
    )


FORMAT = Format(
    source=SOURCE,
    name="LibreChat",
    record=gettext_noop("a conversation with “conversationId” and its messages"),
    recognises=recognises,
    read=read,
)
