"""Le Chat: one file a chat, one record a message."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sessions_memory.importers.mapping.values import Attachment, Limits, ToolCall
from sessions_memory.tests.importers.exports import read, zip_of


def message(key: str, role: str, second: int, *chunks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    time = f"2026-02-01T07:00:{second:02}.000Z"
    return {"id": key, "chatId": "le-1", "role": role, "contentChunks": list(chunks), "createdAt": time, **fields}


CHAT = [
    message(
        "a",
        "assistant",
        9,
        {"type": "tool_call", "name": "web", "arguments": "{}", "result": "found"},
        {"type": "text", "text": "Rome"},
        {"type": "reference", "references": [{"title": "Atlas", "url": "https://example.org/a"}]},
        {"type": "text", "text": " is old."},
        {"type": "custom_element"},
    ),
    message("q", "user", 1, content="How old is Rome?", files=[{"type": "image", "name": "forum.png"}]),
]


def test_a_chat_is_put_in_order_by_its_times(tmp_path: Path) -> None:
    entries = {"chat-1.json": CHAT, "chat-1-files/mine.json": [{"chatId": "x", "role": "user", "content": "no"}]}
    result = read(zip_of(tmp_path, entries))
    conversation = result.only
    assert (conversation.source, conversation.source_id, conversation.title) == ("lechat", "le-1", "How old is Rome?")
    assert conversation.updated_at == datetime(2026, 2, 1, 7, 0, 9, tzinfo=UTC)

    turn = conversation.turns[0]
    assert (turn.source_id, turn.question) == ("q", "How old is Rome?")
    assert turn.answer == "Rome ([Atlas](https://example.org/a)) is old."
    assert turn.tool_calls == (ToolCall("web", "{}", "found"),)
    assert turn.attachments == (Attachment("forum.png", "image"),)


def test_reading_goes_on_with_the_next_chat(tmp_path: Path) -> None:
    other = [{**each, "chatId": "le-2"} for each in CHAT]
    path = zip_of(tmp_path, {"chat-1.json": CHAT, "chat-2.json": other})
    first, last = read(path).positions
    assert read(path, after=first).ids == ["le-2"]
    assert read(path, after=last).ids == []


def test_a_chat_without_an_id_is_skipped(tmp_path: Path) -> None:
    nameless = [{**each, "chatId": None} for each in CHAT]
    result = read(zip_of(tmp_path, {"chat-0.json": nameless, "chat-1.json": CHAT}))
    assert result.ids == ["le-1"]
    assert result.skipped[0].reason == "It has no id, so a later export could not be told from this one."


def test_a_chat_past_the_limit_costs_its_file(tmp_path: Path) -> None:
    path = zip_of(tmp_path, {"chat-1.json": CHAT * 9, "chat-2.json": [{**CHAT[1], "chatId": "le-2"}]})
    result = read(path, limits=Limits(conversation_nodes=5))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["le-2"], ["chat-1.json"])
