"""Claude: conversations.json of its data export, a list of conversations with their messages in `chat_messages`.

Beside it lie projects (their instructions are offered as notes) and memories. Since September 2026 these come as
several archives with a manifest that only names them. Read as of October 2026, from published samples and
issue threads.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import UNKNOWN_PARTS, Context, Format, Record, Refused
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.folders import folder_in
from sessions_memory.importers.mapping.message.citations import link
from sessions_memory.importers.mapping.shapes import object_in, objects, size_in
from sessions_memory.importers.mapping.texts import as_json, as_text, clean, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, Remark, ToolCall

SOURCE = "claude"
# The exporter writes this into the flat text in place of a tool's block.
UNSUPPORTED = "```\nThis block is not supported on your current device yet.\n```"
SPOKEN = ("text", "voice_note")
GOES_ON = " \t\n.,;:!?)]»”"
WITHOUT_TEXT = ("token_budget", "flag")
KIND_MAX_CHARS = 60
OF_A_PROJECT = gettext_noop("Instructions of the Claude project “{name}”")
ONE_DOCUMENT = gettext_noop(
    "A document of the Claude project “{name}” stayed out: what is brought in are conversations."
)
DOCUMENTS = gettext_noop(
    "{count} documents of the Claude project “{name}” stayed out: what is brought in are conversations."
)
NO_PARENT = "00000000-0000-"

Message = Mapping[str, Any]


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "chat_messages" in record


def read(record: Record, context: Context) -> Iterator[Item]:
    title = one_line(record.get("name")) or one_line(record.get("title"))
    source_id, messages = identity(record.get("uuid")), record["chat_messages"]
    if not isinstance(messages, list):
        raise Refused(gettext_noop("Its messages are missing: “chat_messages” should be a list."))

    context.limit(messages)
    heading = Heading(
        source=SOURCE,
        source_id=source_id,
        title=title,
        started_at=moment(record.get("created_at")),
        updated_at=moment(record.get("updated_at")),
        model=one_line(record.get("model")),
        folder=folder_in(record, "project", "Project"),
    )

    branch = _branch([message for message in messages if isinstance(message, dict)], record, context)
    yield conversation(heading, (said for message in branch for said in _said(message, context)), context)


def _branch(messages: list[Message], record: Record, context: Context) -> list[Message]:
    """Older exports have no pointers: then as they stand. One without among others follows the one before."""
    if not any("parent_message_uuid" in message for message in messages):
        return messages

    nodes: dict[str, Message] = {}
    parents: dict[str, Any] = {}
    before = None

    for place, message in enumerate(messages):
        key = clean(message.get("uuid")) or f"#{place}"
        nodes[key], parents[key] = message, message.get("parent_message_uuid", before)
        before = key

    first_parent = next(filter(_is_no_parent, parents.values()), None)
    tree = Tree(
        parents=parents,
        seconds=lambda key: _time(nodes[key]),
        begins=lambda key: parents[key] == first_parent and nodes[key].get("sender") == "human",
    )
    return [nodes[key] for key in current_branch(tree, record.get("current_leaf_message_uuid"), context)]


def _is_no_parent(parent: Any) -> bool:
    return isinstance(parent, str) and parent.startswith(NO_PARENT)


def _time(message: Message) -> float:
    time = moment(message.get("created_at"))
    return time.timestamp() if time else 0


def _said(message: Message, context: Context) -> Iterator[Said]:
    blocks = message.get("content")
    text = _text(objects(blocks))
    if not text.strip():
        text = clean(blocks) or clean(message.get("text")).replace(UNSUPPORTED, "").strip()

    said_id, time = identity(message.get("uuid")), moment(message.get("created_at"))
    sender = message.get("sender")

    if sender == "human":
        yield _question(Said("question", id=said_id, text=text, time=time, raw=message), message)
    elif sender == "assistant":
        asides = list(_asides(objects(blocks), context))
        yield from asides
        if text.strip():
            yield Said("answer", id=said_id, text=text, time=time, model=one_line(message.get("model")))
        elif not asides:
            yield Said("aside", raw=_without_marks(message))
    else:
        context.leave_out(gettext_noop("A message by neither the person nor Claude was left out."))


def _without_marks(message: Message) -> dict[str, Any]:
    """Without what stands in place of a tool's block, and parts that nobody says."""
    blocks = [block for block in objects(message.get("content")) if block.get("type") not in WITHOUT_TEXT]
    return {**message, "content": blocks, "text": clean(message.get("text")).replace(UNSUPPORTED, "")}


def _question(said: Said, message: Message) -> Said:
    """A pasted text sent without a word of one's own is the question itself."""
    files = [
        Attachment(
            name=one_line(file.get("file_name")) or "pasted text",
            media_type=one_line(file.get("file_type")) or one_line(file.get("file_kind")),
            size_bytes=size_in(file, "file_size"),
            text=clean(file.get("extracted_content")),
        )
        for key in ("attachments", "files")
        for file in objects(message.get(key))
    ]
    if not said.text.strip():
        said.text = joined(file.text for file in files)
        files = [Attachment(file.name, file.media_type, file.size_bytes) for file in files]

    said.attachments = tuple(dict.fromkeys(files))
    return said


def _text(blocks: list[Mapping[str, Any]]) -> str:
    """A cited sentence is cut into blocks that go on where the last one ended; all else are paragraphs."""
    paragraphs: list[str] = []
    goes_on = False

    for block in blocks:
        text = _spoken(block)
        if goes_on and text and (text[0] in GOES_ON or text[0].islower() or paragraphs[-1][-1:].isspace()):
            paragraphs[-1] += text
        elif text.strip():
            paragraphs.append(text)

        goes_on = bool(paragraphs) and block.get("type") in SPOKEN

    return joined(paragraphs)


def _spoken(block: Mapping[str, Any]) -> str:
    text = clean(block.get("text")) if block.get("type") in SPOKEN else ""
    if not text:
        return ""

    cited = [citation for citation in objects(block.get("citations")) if isinstance(citation.get("end_index"), int)]
    for citation in sorted(cited, key=lambda citation: int(citation["end_index"]), reverse=True):
        url = object_in(citation, "details").get("url") or citation.get("url")
        if found := link(citation.get("title"), url):
            end = _end_of_word(text, citation["end_index"])
            text = f"{text[:end]} ({found}){text[end:]}"

    return text


def _end_of_word(text: str, end: int) -> int:
    end = min(max(end, 0), len(text))
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1

    return end


def _asides(blocks: Iterable[Mapping[str, Any]], context: Context) -> Iterator[Said]:
    """Thinking and tools. A tool's result names the call that it answers; the call stands right before it."""
    names: dict[str, str] = {}
    for block in blocks:
        kind, name = block.get("type"), one_line(block.get("name"))
        if kind == "thinking":
            yield Said("aside", thinking=clean(block.get("thinking")))
        elif kind == "tool_use":
            names[clean(block.get("id"))] = name
            yield Said("aside", tool_calls=(ToolCall(name or "tool", input=as_text(block.get("input"))),))
        elif kind == "tool_result":
            name = names.get(clean(block.get("tool_use_id")), name)
            yield Said("aside", tool_calls=(ToolCall(name or "tool", output=_result(block.get("content"))),))
        elif kind not in SPOKEN and kind not in WITHOUT_TEXT:
            unknown = one_line(kind if isinstance(kind, str) else as_json(kind))[:KIND_MAX_CHARS]
            context.leave_out(UNKNOWN_PARTS.format(kind=unknown))


def _result(content: Any) -> str:
    pieces = objects(content)
    if not pieces:
        return as_text(content)

    return joined(
        joined(clean(piece.get(key)) for key in ("title", "url", "text")) if "text" in piece else as_json(piece)
        for piece in pieces
    )


def _is_memories(record: Record) -> bool:
    return isinstance(record, dict) and ("conversations_memory" in record or "project_memories" in record)


def _read_memories(record: Record, context: Context) -> Iterator[Item]:
    yield from context.offer(
        record.get("conversations_memory"), gettext_noop("What Claude remembered of your conversations")
    )
    projects = record.get("project_memories")

    for memory in projects.values() if isinstance(projects, dict) else ():
        yield from context.offer(memory, gettext_noop("What Claude remembered of a project"))


def _is_project(record: Record) -> bool:
    if not isinstance(record, dict) or "chat_messages" in record:
        return False

    return "prompt_template" in record or {"uuid", "name", "docs"} <= record.keys()


def _read_project(record: Record, context: Context) -> Iterator[Item]:
    """Nothing says which conversations belong to it, nor which of them its documents were read in."""
    name = one_line(record.get("name"))
    yield from context.offer(record.get("prompt_template"), OF_A_PROJECT.format(name=name))

    if documents := len(objects(record.get("docs"))):
        told = ONE_DOCUMENT if documents == 1 else DOCUMENTS
        yield Remark(told.format(count=f"{documents:,}", name=name))


def _is_manifest(record: Record) -> bool:
    if not isinstance(record, dict):
        return False

    lists = [objects(value) for value in record.values()]
    return any(
        "zip" in as_json(item) and ("url" in item or "download_url" in item) for items in lists for item in items
    )


def _read_manifest(record: Record, context: Context) -> Iterator[Item]:
    return iter(())


FORMAT = Format(
    source=SOURCE,
    name="Claude",
    record=gettext_noop("a conversation with its messages in “chat_messages”"),
    recognises=recognises,
    read=read,
)
MEMORY_FORMAT = Format(
    source=SOURCE,
    name="Claude",
    record=gettext_noop("Claude's memories"),
    recognises=_is_memories,
    read=_read_memories,
)
PROJECT_FORMAT = Format(
    source=SOURCE,
    name="Claude",
    record=gettext_noop("a Claude project"),
    recognises=_is_project,
    read=_read_project,
)
MANIFEST_FORMAT = Format(
    source=SOURCE,
    name="Claude",
    record=gettext_noop("the list of Claude's archives"),
    recognises=_is_manifest,
    read=_read_manifest,
    advice=gettext_noop(
        "is only the list of the archives that Claude made. Choose all archives that the email links to instead."
    ),
)
