"""DeepSeek: conversations.json of its data export, trees of messages that are made of fragments.

It looks like ChatGPT's, but names neither a current message nor roles: a REQUEST is a question, all else answers it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import UNKNOWN_PARTS, Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.message.citations import link
from sessions_memory.importers.mapping.shapes import object_in, objects, size_in
from sessions_memory.importers.mapping.texts import as_json, as_text, clean, digest, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item, ToolCall

SOURCE = "deepseek"
THINKING = ("THINK", "THINKING")


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and "inserted_at" in record and isinstance(record.get("mapping"), dict)


def read(record: Record, context: Context) -> Iterator[Item]:
    title, source_id, mapping = one_line(record.get("title")), identity(record.get("id")), record["mapping"]
    context.limit(mapping)
    nodes = {key: node for key, node in mapping.items() if isinstance(node, dict)}
    messages = {key: object_in(node, "message") for key, node in nodes.items()}
    tree = Tree(
        parents={key: node.get("parent") for key, node in nodes.items()},
        children={key: node.get("children") for key, node in nodes.items()},
        seconds=lambda key: _seconds(messages[key]),
        says=lambda key: bool(messages[key]),
    )
    branch = current_branch(tree, None, context)

    heading = Heading(
        source=SOURCE,
        source_id=source_id,
        title=title,
        started_at=moment(record.get("inserted_at")),
        updated_at=moment(record.get("updated_at")),
    )

    yield conversation(heading, (said for key in branch for said in _said(key, messages[key], context)), context)


def _seconds(message: Mapping[str, Any]) -> float:
    time = moment(message.get("inserted_at"))
    return time.timestamp() if time else 0


def _said(key: str, message: Mapping[str, Any], context: Context) -> Iterator[Said]:
    fragments, time = objects(message.get("fragments")), moment(message.get("inserted_at"))
    asked = [fragment for fragment in fragments if fragment.get("type") == "REQUEST"]
    files = tuple(map(_attachment, objects(message.get("files"))))

    if message and not fragments:
        yield Said("aside", raw=message)

    if asked:
        text = joined(clean(fragment.get("content")) for fragment in asked)
        yield Said("question", id=identity(key), text=text, time=time, attachments=files)

    for fragment in fragments:
        kind, content = fragment.get("type"), clean(fragment.get("content"))
        if kind in THINKING:
            yield Said("aside", thinking=content)
        elif kind == "SEARCH":
            yield Said("aside", tool_calls=(ToolCall("search", input=content, output=_results(fragment)),))
        elif kind == "RESPONSE" and content.strip():
            yield Said("answer", id=identity(key), text=content, time=time, model=one_line(message.get("model")))
        elif kind not in ("REQUEST", "RESPONSE"):
            context.leave_out(UNKNOWN_PARTS.format(kind=one_line(kind)[:60]))


def _results(fragment: Mapping[str, Any]) -> str:
    results = objects(fragment.get("results"))
    return "\n".join(link(result.get("title"), result.get("url")) for result in results) or as_text(
        fragment.get("results")
    )


def _attachment(file: Mapping[str, Any]) -> Attachment:
    name = one_line(file.get("file_name")) or one_line(file.get("name")) or "file"
    return Attachment(name, size_bytes=size_in(file, "file_size"), text=clean(file.get("content")))


def _is_tree(record: Record) -> bool:
    return isinstance(record, dict) and {"id", "type", "content", "thought", "children"} <= record.keys()


def _read_tree(records: list[Mapping[str, Any]], context: Context) -> Iterator[Item]:
    """The nested form of a browser extension, one chat a file: no id, no times; the last child is the newest."""
    branch: list[Mapping[str, Any]] = []
    level = records

    while level and len(branch) <= context.limits.nesting:
        branch.append(level[-1])
        level = objects(level[-1].get("children"))

    heading = Heading(source=SOURCE, source_id=digest(as_json(records[0].get("content"))))
    yield conversation(heading, (said for node in branch for said in _tree_said(node)), context)


def _tree_said(node: Mapping[str, Any]) -> Iterator[Said]:
    key, text = identity(node.get("id")), clean(node.get("content"))
    if thought := clean(node.get("thought")):
        yield Said("aside", thinking=thought)

    yield Said("question" if node.get("type") == "user" else "answer", id=key, text=text)


FORMAT = Format(
    source=SOURCE,
    name="DeepSeek",
    record=gettext_noop("a conversation with “inserted_at” and its messages in “mapping”"),
    recognises=recognises,
    read=read,
)
TREE_FORMAT = Format(
    source=SOURCE,
    name="DeepSeek",
    record=gettext_noop("a message with its “children”"),
    recognises=_is_tree,
    read=_read_tree,
    collects=True,
)
