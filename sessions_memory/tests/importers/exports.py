"""Small exports of our own shape, and what reading them yields."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sessions_memory.importers.mapping.values import Conversation, Empty, Limits, OfferedNote, Position, Remark, Skipped
from sessions_memory.importers.reading.reader import read_export

NOON = 1_750_000_000.0


@dataclass
class Result:
    conversations: list[Conversation] = field(default_factory=list)
    empty: list[Empty] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    offered: list[OfferedNote] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [conversation.source_id for conversation in self.conversations]

    @property
    def only(self) -> Conversation:
        assert len(self.conversations) == 1, self
        return self.conversations[0]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(turn.question, turn.answer) for turn in self.only.turns]


def read(*paths: Path, limits: Limits | None = None, after: Position | None = None, stop_after: int = 0) -> Result:
    """`stop_after`: a number of positions, as if the reader were killed there."""
    result = Result()
    lists: dict[type, list[Any]] = {
        Conversation: result.conversations,
        Empty: result.empty,
        Skipped: result.skipped,
        OfferedNote: result.offered,
        Remark: result.remarks,
        Position: result.positions,
    }

    for item in read_export(paths, limits or Limits(), after=after):
        lists[type(item)].append(item)
        if stop_after and len(result.positions) == stop_after:
            break

    return result


def file_of(folder: Path, content: Any, name: str = "conversations.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(content))

    return path


def zip_of(folder: Path, entries: Mapping[str, Any] | Sequence[tuple[str, Any]], name: str = "export.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(entry, as_bytes(content))

    return path


def as_bytes(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content

    return (content if isinstance(content, str) else json.dumps(content)).encode()


def chatgpt(*said: tuple[str, str], source_id: str = "c-1", **fields: Any) -> dict[str, Any]:
    """A conversation of (role, text) one after the other; the nodes are "n1", "n2", …"""
    mapping: dict[str, Any] = {"root": {"id": "root", "parent": None, "children": [], "message": None}}
    parent = "root"

    for number, (role, text) in enumerate(said, 1):
        key = f"n{number}"
        mapping[key] = chatgpt_node(key, parent, role, text, at=NOON + number)
        mapping[parent]["children"].append(key)
        parent = key

    given = {
        "title": "Bread",
        "create_time": NOON,
        "update_time": NOON + 99,
        "mapping": mapping,
        "current_node": parent,
    }

    return {**given, "conversation_id": source_id, "id": source_id, "default_model_slug": "model-a", **fields}


def chatgpt_node(
    key: str, parent: str | None, role: str, content: Any, at: float | None = NOON, **message: Any
) -> dict[str, Any]:
    content = {"content_type": "text", "parts": [content]} if isinstance(content, str) else content
    given = {"id": key, "author": {"role": role}, "create_time": at, "content": content, "metadata": {}, **message}
    return {"id": key, "parent": parent, "children": [], "message": given}


def claude(*said: tuple[str, str], source_id: str = "k-1", **fields: Any) -> dict[str, Any]:
    """A conversation of (sender, text), with content blocks and without pointers."""
    messages = [claude_message(f"m{n}", sender, text, minute=n) for n, (sender, text) in enumerate(said, 1)]
    times = {"created_at": "2026-05-01T09:00:00.000000Z", "updated_at": "2026-05-01T10:00:00+00:00"}
    return {"uuid": source_id, "name": "Bees", **times, "chat_messages": messages, **fields}


def claude_message(key: str, sender: str, text: str, minute: int = 1, **fields: Any) -> dict[str, Any]:
    blocks = [{"type": "text", "text": text, "citations": []}] if text else []
    time = f"2026-05-01T09:{minute:02}:00.000000Z"
    return {
        "uuid": key,
        "sender": sender,
        "text": text,
        "content": blocks,
        "created_at": time,
        "attachments": [],
        **fields,
    }


def pointing(message: dict[str, Any], parent: str | None) -> dict[str, Any]:
    return {**message, "parent_message_uuid": parent}
