"""Open WebUI: the list of chats that "Export chats" gives, or one chat alone, with its tree in `history`.

Reasoning and tools stand inside an answer's text as <details type="…">; they are taken out of it with their text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.folders import folder_in
from sessions_memory.importers.mapping.message.markup import readable
from sessions_memory.importers.mapping.message.written import written
from sessions_memory.importers.mapping.shapes import object_in, objects, size_in
from sessions_memory.importers.mapping.texts import clean, digest, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "openwebui"
DETAILS = re.compile(r"<(/?)details\b([^<>]*+)>", re.IGNORECASE)
SUMMARY = re.compile(r"<summary>[^<]{0,400}</summary>", re.IGNORECASE)
QUOTED = re.compile(r"^>[ ]?", re.MULTILINE)
NOT_SAID = ("reasoning", "tool_calls", "code_interpreter")

Message = Mapping[str, Any]


def recognises(record: Record) -> bool:
    if isinstance(object_in(_chat(record), "history").get("messages"), dict):
        return True

    return any("role" in message for message in objects(object_in(record, "chat").get("messages")))


def read(record: Record, context: Context) -> Iterator[Item]:
    chat = _chat(record)
    title = one_line(record.get("title")) or one_line(chat.get("title"))
    history = object_in(chat, "history")
    messages = _messages(chat, history)
    context.limit(messages)

    yield from context.offer(
        chat.get("system") or object_in(chat, "params").get("system"),
        gettext_noop("A system prompt of an Open WebUI chat"),
    )
    branch = [(key, messages[key]) for key in _branch(messages, history.get("currentId"), context)]
    models = chat.get("models")
    heading = Heading(
        source=SOURCE,
        source_id=identity(record.get("id")) or digest(title, *[key for key, _ in branch[:1]]),
        title=title,
        started_at=moment(record.get("created_at") or chat.get("timestamp")),
        updated_at=moment(record.get("updated_at")),
        model=one_line(models[0]) if isinstance(models, list) and models else "",
        folder=folder_in(record, "folder", "Folder"),
    )

    yield conversation(heading, [_said(key, message) for key, message in branch], context)


def _messages(chat: Mapping[str, Any], history: Mapping[str, Any]) -> dict[str, Message]:
    """By their keys. Only where there is no tree, the list beside it counts: it may be older."""
    tree = history.get("messages")
    if isinstance(tree, dict) and tree:
        return {key: message for key, message in tree.items() if isinstance(message, dict)}

    listed = [message for message in objects(chat.get("messages")) if "role" in message]
    return {clean(message.get("id")) or f"#{place}": message for place, message in enumerate(listed)}


def _chat(record: Record) -> Mapping[str, Any]:
    return object_in(record, "chat") or (record if isinstance(record, dict) else {})


def _branch(messages: Mapping[str, Message], current: Any, context: Context) -> list[str]:
    """Two first questions are versions of each other."""
    parents = {key: message.get("parentId") for key, message in messages.items()}
    is_linked = any(isinstance(parent, str) and parent in messages for parent in parents.values())
    tree = Tree(
        parents=parents,
        children={key: message.get("childrenIds") for key, message in messages.items()},
        seconds=lambda key: _seconds(messages[key]),
        begins=lambda key: is_linked and parents[key] is None and messages[key].get("role") == "user",
    )

    return current_branch(tree, current, context)


def _seconds(message: Message) -> float:
    time = moment(message.get("timestamp"))
    return time.timestamp() if time else 0


def _said(key: str, message: Message) -> Said:
    role = message.get("role")
    found = written(message)
    said = Said("aside", id=identity(key), time=moment(message.get("timestamp")))

    if role == "user":
        said.kind, said.text, said.raw = "question", found.text, message
        said.attachments = tuple(map(_attachment, objects(message.get("files"))))
    elif role == "assistant":
        answer, thinking, said.tool_calls = _apart(found.text or _output(message))
        said.thinking, said.raw = joined([found.thinking, thinking]), message
        said.model = one_line(message.get("model"))
        if answer.strip():
            said.kind, said.text = "answer", answer

    return said


def _output(message: Message) -> str:
    """The newer form of an answer, when its text is missing."""
    return joined(written(part).text for part in objects(message.get("output")) if part.get("type") == "message")


def _apart(text: str) -> tuple[str, str, tuple[ToolCall, ...]]:
    """The answer, the thinking, and the tools, from a text with foldable parts. One may lie within another."""
    said: list[str] = []
    thinking: list[str] = []
    tools: list[ToolCall] = []
    depth, begin, at, opening = 0, 0, 0, ""

    for mark in DETAILS.finditer(text):
        if not mark[1]:
            if depth == 0 and _attribute("type", mark[2]) not in NOT_SAID:
                continue

            if depth == 0:
                said.append(text[at : mark.start()])
                begin, opening = mark.end(), mark[2]

            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                at = mark.end()
                _sort(opening, text[begin : mark.start()], thinking, tools)

    # One that is never closed was being written when the answer ended.
    if depth > 0:
        _sort(opening, text[begin:], thinking, tools)
    else:
        said.append(text[at:])

    return "".join(said).strip(), joined(thinking), tuple(tools)


def _sort(opening: str, inner: str, thinking: list[str], tools: list[ToolCall]) -> None:
    plain = readable(QUOTED.sub("", SUMMARY.sub("", inner))).strip()
    kind, result = _attribute("type", opening), _attribute("result", opening)

    if kind == "reasoning":
        thinking.append(plain)
    else:
        tools.append(ToolCall(_attribute("name", opening) or kind, _attribute("arguments", opening) or plain, result))


def _attribute(name: str, opening: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', opening)
    return clean(readable(found[1])) if found else ""


def _attachment(file: Mapping[str, Any]) -> Attachment:
    inner = object_in(file, "file")
    return Attachment(
        name=one_line(file.get("name")) or one_line(inner.get("filename")) or one_line(file.get("type")) or "file",
        media_type=one_line(object_in(inner, "meta").get("content_type")) or one_line(file.get("type")),
        size_bytes=size_in(file, "size"),
        text=clean(object_in(inner, "data").get("content")),
    )


FORMAT = Format(
    source=SOURCE,
    name="Open WebUI",
    record=gettext_noop("a chat with its messages in “history”"),
    recognises=recognises,
    read=read,
)
