"""Conversations in the protocol's own form."""

import json
from pathlib import Path
from typing import Any

from sessions_memory.importers.mapping.values import Attachment, ToolCall
from sessions_memory.tests.importers.exports import file_of, read

ASKED = {"role": "user", "content": "Add 1 and 1"}


def line(*messages: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"messages": list(messages), **fields}


def test_one_line_is_one_conversation_known_by_what_it_says(tmp_path: Path) -> None:
    lines = [line(ASKED, {"role": "assistant", "content": str(n)}) for n in (2, 3, 2)]
    result = read(file_of(tmp_path, "\n".join(map(json.dumps, lines)), "chats.jsonl"))
    assert len(result.conversations) == 3
    assert len(set(result.ids)) == 2
    first = result.conversations[0]

    assert (first.source, first.title, first.started_at, first.updated_at) == ("jsonl", "Add 1 and 1", None, None)


def test_tools_reasoning_parts_and_system_prompts(tmp_path: Path) -> None:
    picture = {"type": "image_url", "image_url": {"url": "https://evil.example/p.png"}}
    call = {"id": "t", "type": "function", "function": {"name": "add", "arguments": "[1,1]"}}
    record = line(
        {"role": "system", "content": "You add."},
        {"role": "user", "content": [{"type": "text", "text": "Add"}, picture]},
        {"role": "assistant", "content": None, "tool_calls": [call], "reasoning_content": "Easy."},
        {"role": "tool", "name": "add", "content": "2"},
        {"role": "assistant", "content": "2"},
        {"role": "wizard", "content": "Boo"},
    )

    conversation = read(file_of(tmp_path, record)).only
    turn = conversation.turns[0]
    assert (turn.question, turn.answer, turn.thinking) == ("Add", "2", "Easy.")
    assert turn.tool_calls == (ToolCall("add", "[1,1]", "2"),)
    assert turn.attachments == (Attachment("image url"),)

    assert conversation.remarks == ("Messages by “wizard” are not known here and were left out.",)


def test_a_tool_that_gives_ids_and_titles_is_believed(tmp_path: Path) -> None:
    history = [line(ASKED, id="h-1", name="Sums", model={"id": "model-a"}), line(ASKED, id="h-2")]
    result = read(file_of(tmp_path, {"version": 4, "history": history, "folders": []}))
    assert [(each.source_id, each.title) for each in result.conversations] == [("h-1", "Sums"), ("h-2", "Add 1 and 1")]
