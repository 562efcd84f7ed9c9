"""LibreChat's conversations, flat and nested."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Attachment, ToolCall
from sessions_memory.tests.importers.exports import file_of, read

ROOT = "00000000-0000-0000-0000-000000000000"


def message(key: str, parent: str | None, text: str, second: int, **fields: Any) -> dict[str, Any]:
    is_user = fields.pop("is_user", False)
    time = f"2026-03-01T08:00:{second:02}.000Z"
    given = {"messageId": key, "parentMessageId": parent, "text": text, "createdAt": time, "isCreatedByUser": is_user}

    return {**given, "sender": "User" if is_user else "GPT", **fields}


QUESTION = message("q", ROOT, "Where?", 1, is_user=True)
OLD, NEW = message("old", "q", "There.", 2), message("new", "q", "Here.", 3, model="model-a")


def record(messages: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    return {"conversationId": "l-1", "endpoint": "openAI", "title": "Places", "messages": messages, **fields}


def test_flat_messages_from_the_newest_leaf(tmp_path: Path) -> None:
    conversation = read(file_of(tmp_path, record([QUESTION, NEW, OLD]))).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("librechat", "l-1", "Places")
    turn = conversation.turns[0]
    assert (turn.source_id, turn.question, turn.answer, turn.model) == ("q", "Where?", "Here.", "model-a")
    assert conversation.updated_at == datetime(2026, 3, 1, 8, 0, 3, tzinfo=UTC)


@pytest.mark.parametrize("key", ["messages", "messagesTree"])
def test_nested_messages_from_the_newest_leaf(tmp_path: Path, key: str) -> None:
    nested = {**record([]), key: [{**QUESTION, "children": [{**NEW, "children": []}, OLD]}]}
    assert read(file_of(tmp_path, nested)).said == [("Where?", "Here.")]


def test_deeply_nested_messages_end(tmp_path: Path) -> None:
    nested = message("m90", None, "Answer 90", 0)
    for depth in range(89, -1, -1):
        nested = message(f"m{depth}", None, f"Text {depth}", 0, is_user=depth % 2 == 0, children=[nested])

    assert len(read(file_of(tmp_path, record([nested]))).only.turns) == 45


def test_without_pointers_the_order_of_the_file_counts(tmp_path: Path) -> None:
    loose = [{**each, "parentMessageId": None} for each in (QUESTION, OLD, {**QUESTION, "messageId": "q2"}, NEW)]
    assert read(file_of(tmp_path, record(loose, branches=False))).said == [("Where?", "There."), ("Where?", "Here.")]


def test_content_parts_files_and_errors(tmp_path: Path) -> None:
    call = {"name": "search", "args": {"q": "x"}, "output": "found"}
    parts = [
        {"type": "think", "think": "Hm."},
        {"type": "tool_call", "tool_call": call},
        {"type": "text", "text": {"value": "Here."}},
    ]

    question = {**QUESTION, "files": [{"filename": "map.png", "type": "image/png", "bytes": 9}]}
    answer = {**NEW, "text": "", "content": parts}
    failed = message("failed", "new", "Quota exceeded", 5, error=True)
    conversation = read(file_of(tmp_path, record([question, answer, failed]))).only
    turn = conversation.turns[0]

    assert (turn.answer, turn.thinking) == ("Here.", "Hm.")
    assert turn.tool_calls == (ToolCall("search", '{"q":"x"}', "found"),)
    assert turn.attachments == (Attachment("map.png", "image/png", 9),)
    assert conversation.remarks == ("An answer that was only an error was left out.",)
