"""ChatGPT: conversations.json or conversations-NNN.json of its data export, each a list of trees of messages.

Nobody promises this shape: unknown fields are ignored, unknown kinds of messages are named in the remarks.
Read as of October 2026, from published samples and issue threads.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import Context, Format, Record, Refused
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.folders import project_of_chatgpt
from sessions_memory.importers.mapping.message.citations import with_links
from sessions_memory.importers.mapping.message.reports import reports_in
from sessions_memory.importers.mapping.shapes import object_in, objects, size_in
from sessions_memory.importers.mapping.texts import as_json, as_text, clean, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.unread import holds_words
from sessions_memory.importers.mapping.values import Attachment, Item, OfferedNote, ToolCall

SOURCE = "chatgpt"
SPOKEN = ("text", "multimodal_text")
# A message keeps a tool's input and output in these, too. Any of them may be missing.
TOOL_TEXTS = ("title", "url", "text", "result", "summary", "output_str", "state")
TOOL_KINDS = (
    *("code", "execution_output", "tether_quote", "tether_browsing_display", "sonic_webpage", "system_error"),
    *("computer_output", "citable_code_output"),
)
REASONING = ("thoughts", "reasoning_recap")
INSTRUCTIONS, MEMORIES = "user_editable_context", "model_editable_context"
MEMORY_TOOL = "bio"
# "1. [2024-05-01]. Likes tea." in the dump of all memories, one a line.
MEMORY_LINE = re.compile(r"^[^\S\n]*+\d++\.\s*+(?:\[[^\]\n]{0,40}\]\.?\s*+)?", re.MULTILINE)
KIND_MAX_CHARS = 60
UNKNOWN_MESSAGES = gettext_noop("Messages of the kind “{kind}” are not known here and were left out.")
# What is shorter may be said twice.
REPORT_CHARS = 60

Node = Any


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "mapping" in record and "inserted_at" not in record


def read(record: Record, context: Context) -> Iterator[Item]:
    title, mapping = one_line(record.get("title")), record["mapping"]
    source_id = identity(record.get("conversation_id")) or identity(record.get("id"))
    if not isinstance(mapping, dict):
        raise Refused(gettext_noop("Its messages are missing: “mapping” should be an object."))
    if not mapping:
        raise Refused(gettext_noop("It holds no messages: “mapping” is empty."))

    context.limit(mapping)
    messages: list[Said] = []

    for key in _branch(mapping, record.get("current_node"), context):
        if message := object_in(mapping[key], "message"):
            yield from _offered(message, context)
            messages += _said(message, key, context)
            messages += reports_in(message)

    heading = Heading(
        source=SOURCE,
        source_id=source_id,
        title=title,
        started_at=moment(record.get("create_time")),
        updated_at=moment(record.get("update_time")),
        model=one_line(record.get("default_model_slug")),
        folder=project_of_chatgpt(record),
    )

    yield conversation(heading, _once(messages), context)


def _once(messages: Iterable[Said]) -> Iterator[Said]:
    """A report is told again and again while it grows, and may stand in a message of its own, too."""
    reports: set[str] = set()
    for said in messages:
        if said.kind != "answer" or len(said.text) < REPORT_CHARS or said.text not in reports:
            yield said

        reports.add(said.text)


def _branch(mapping: Mapping[str, Node], current: Any, context: Context) -> list[str]:
    nodes = {key: node for key, node in mapping.items() if isinstance(node, dict)}
    tree = Tree(
        parents={key: node.get("parent") for key, node in nodes.items()},
        children={key: node.get("children") for key, node in nodes.items()},
        seconds=lambda key: _time(nodes[key]),
        says=lambda key: bool(object_in(nodes[key], "message")),
    )

    return current_branch(tree, current, context)


def _time(node: Node) -> float:
    time = moment(object_in(node, "message").get("create_time"))
    return time.timestamp() if time else 0


def _said(message: Mapping[str, Any], key: str, context: Context) -> Iterable[Said]:
    metadata, author, content = object_in(message, "metadata"), message.get("author"), message.get("content")
    if metadata.get("is_visually_hidden_from_conversation") or metadata.get("is_user_system_message"):
        return

    role, name = (author.get("role"), author.get("name")) if isinstance(author, dict) else (author, None)
    if isinstance(content, str):
        content = {"content_type": "text", "parts": [content]}

    if not isinstance(content, dict) or not isinstance(role, str):
        remark = context.leave_out if holds_words(message) else context.remark
        remark(gettext_noop("A message that names no author or has no content was left out."))
        return

    kind = content.get("content_type")
    message_id, time = identity(message.get("id")) or identity(key), moment(message.get("create_time"))

    if role == "user" and kind in SPOKEN:
        yield _question(Said("question", message_id, time=time, raw=content), content, metadata, context)
    elif role == "assistant" and kind in SPOKEN and message.get("recipient") in (None, "all"):
        yield from _answer(Said("answer", message_id, time=time, raw=content), content, metadata)
    elif role in ("assistant", "tool"):
        yield from _aside(message, content, (one_line(name) or "tool") if role == "tool" else "", context)
    elif role not in ("user", "system") or kind not in (*SPOKEN, INSTRUCTIONS, MEMORIES):
        _remark_unknown(role if role not in ("user", "system") else kind, context)


def _question(said: Said, content: Mapping[str, Any], metadata: Mapping[str, Any], context: Context) -> Said:
    said.text = _text(content)
    said.attachments = tuple(_attachments(content, metadata, context))
    return said


def _answer(said: Said, content: Mapping[str, Any], metadata: Mapping[str, Any]) -> Iterator[Said]:
    said.text = with_links(_text(content), metadata)
    said.model = one_line(metadata.get("model_slug"))
    if not said.text.strip():
        said.kind = "aside"

    yield said


def _aside(message: Mapping[str, Any], content: Mapping[str, Any], tool: str, context: Context) -> Iterator[Said]:
    kind = content.get("content_type")
    if kind in REASONING:
        yield Said("aside", thinking=_thoughts(content))
    elif kind in SPOKEN or kind in TOOL_KINDS:
        text = _text(content) if kind in SPOKEN else _tool_text(content)
        recipient = message.get("recipient")
        name = tool or (one_line(recipient) if recipient != "all" else "") or "tool"
        call = ToolCall(name, output=text) if tool else ToolCall(name, input=text)

        if text.strip():
            yield Said("aside", tool_calls=(call,))
    elif kind not in (INSTRUCTIONS, MEMORIES):
        _remark_unknown(kind, context)


def _text(content: Mapping[str, Any]) -> str:
    """The written text, and the spoken one that was transcribed."""
    parts = content.get("parts")
    if not isinstance(parts, list):
        return clean(parts) or clean(content.get("text"))

    return joined(clean(part.get("text")) if isinstance(part, dict) else clean(part) for part in parts)


def _thoughts(content: Mapping[str, Any]) -> str:
    thoughts = content.get("thoughts")
    if not isinstance(thoughts, list):
        return clean(content.get("content"))

    parts = [thought for thought in thoughts if isinstance(thought, dict)]
    return joined(clean(thought.get(key)) for thought in parts for key in ("summary", "content"))


def _tool_text(content: Mapping[str, Any]) -> str:
    return joined(as_text(content.get(key)) for key in TOOL_TEXTS)


def _attachments(content: Mapping[str, Any], metadata: Mapping[str, Any], context: Context) -> Iterator[Attachment]:
    known = set()
    for file in objects(metadata.get("attachments")):
        file_id = clean(file.get("id"))
        known.add(file_id)
        yield Attachment(
            name=one_line(file.get("name")) or context.asset_names.get(file_id, file_id) or "file",
            media_type=one_line(file.get("mime_type")),
            size_bytes=size_in(file, "size"),
        )

    for part in objects(content.get("parts")):
        file_id = clean(part.get("asset_pointer")).partition("://")[2]
        if file_id and file_id not in known and part.get("content_type") == "image_asset_pointer":
            yield Attachment(name=context.asset_names.get(file_id, file_id), media_type="image")


def _offered(message: Mapping[str, Any], context: Context) -> Iterator[OfferedNote]:
    """Custom instructions and saved memories; hidden in the conversation, and hidden they stay there."""
    content = object_in(message, "content")
    kind = content.get("content_type")

    if kind == INSTRUCTIONS:
        plain = object_in(object_in(message, "metadata"), "user_context_message_data")
        about = plain.get("about_user_message") or content.get("user_profile")
        style = plain.get("about_model_message") or content.get("user_instructions")
        yield from context.offer(about, gettext_noop("What ChatGPT was told about you"))
        yield from context.offer(style, gettext_noop("How ChatGPT was told to answer"))
    elif kind == MEMORIES:
        for memory in MEMORY_LINE.split(clean(content.get("model_set_context"))):
            yield from context.offer(memory, gettext_noop("A memory that ChatGPT had saved"))
    elif message.get("recipient") == MEMORY_TOOL:
        yield from context.offer(_text(content), gettext_noop("A memory that ChatGPT had saved"))


def _remark_unknown(kind: Any, context: Context) -> None:
    name = one_line(kind if isinstance(kind, str) else as_json(kind))[:KIND_MAX_CHARS]
    context.leave_out(UNKNOWN_MESSAGES.format(kind=name))


FORMAT = Format(
    source=SOURCE,
    name="ChatGPT",
    record=gettext_noop("a conversation with its messages in “mapping”"),
    recognises=recognises,
    read=read,
)
