"""Nobody promises these shapes: any value may be anything, and costs at most its record."""

import contextlib
import copy
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Conversation, Item, Limits, Skipped, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import chatgpt, chatgpt_node, claude, claude_message, file_of
from sessions_memory.tests.importers.formats import (
    test_deepseek,
    test_gemini,
    test_grok,
    test_lechat,
    test_librechat,
    test_openai,
    test_openwebui,
)

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e300,
    "",
    "\ud800 \x00",
    [],
    {},
    [None],
    [["x"]],
    {"a": {}},
    ["x", {"type": "text", "text": 5}],
)


def rich_chatgpt() -> dict[str, Any]:
    record = chatgpt(("user", "Why?"), ("assistant", "So \ue200cite\ue202x\ue201【1†a】."))
    record["mapping"]["n1"]["message"]["metadata"] = {"attachments": [{"id": "f", "name": "n", "size": 1}]}
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "sediment://f"}
    record["mapping"]["n1"]["message"]["content"] = {"content_type": "multimodal_text", "parts": [picture, "Why?"]}
    references = [{"matched_text": "\ue200cite\ue202x\ue201", "items": [{"title": "T", "url": "https://e.org"}]}]

    cited = [{"start_ix": 14, "end_ix": 19, "metadata": {"title": "T", "url": "https://e.org"}}]
    record["mapping"]["n2"]["message"]["metadata"] = {"content_references": references, "citations": cited}
    thought = {"content_type": "thoughts", "thoughts": [{"summary": "s", "content": "c"}]}
    record["mapping"]["n3"] = chatgpt_node("n3", "n2", "assistant", thought)
    told = {"content_type": "user_editable_context", "user_profile": "p", "user_instructions": "i"}

    record["mapping"]["n4"] = chatgpt_node("n4", "n3", "user", told)
    call = {"content_type": "code", "text": "1"}
    record["mapping"]["n5"] = chatgpt_node("n5", "n4", "assistant", call, recipient="python")

    return {**record, "current_node": "n5"}


def rich_claude() -> dict[str, Any]:
    cited = {"end_index": 2, "details": {"url": "https://e.org"}}
    blocks = [
        {"type": "thinking", "thinking": "t"},
        {"type": "tool_use", "id": "1", "name": "n", "input": {"q": 1}},
        {"type": "tool_result", "tool_use_id": "1", "content": [{"text": "r"}]},
        {"type": "text", "text": "So.", "citations": [cited]},
    ]

    question = claude_message("q", "human", "Why?", attachments=[{"file_name": "f", "extracted_content": "e"}])
    answer = claude_message("a", "assistant", "", content=blocks, parent_message_uuid="q")
    return claude(chat_messages=[question, answer])


RECORDS: dict[str, Any] = {
    "chatgpt": rich_chatgpt(),
    "claude": rich_claude(),
    "openwebui": test_openwebui.chat(*test_openwebui.TREE, current="a"),
    "librechat": test_librechat.record([test_librechat.QUESTION, {**test_librechat.NEW, "children": []}]),
    "deepseek": test_deepseek.record(test_deepseek.node("1", "root", 1, ("REQUEST", "Q"), ("SEARCH", "x"))),
    "grok": test_grok.export(*test_grok.TREE, leaf_response_id="leaf")["conversations"][0],
    "gemini": test_gemini.activity(attachedFiles=["x"], imageFile="y"),
    "lechat": test_lechat.CHAT[0],
    "openai": test_openai.line(
        test_openai.ASKED, {"role": "assistant", "content": "2", "tool_calls": [{"function": {}}]}
    ),
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if not isinstance(value, dict | list):
        return

    for key, below in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        yield from places(below, (*path, key))


def with_odd(record: Any, path: tuple[Any, ...], odd: Any) -> Any:
    changed = copy.deepcopy(record)
    holder = changed

    for key in path[:-1]:
        holder = holder[key]

    holder[path[-1]] = odd
    return changed


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (text for each in value for text in texts(each))
    elif dataclasses.is_dataclass(value):
        yield from (text for each in dataclasses.fields(value) for text in texts(getattr(value, each.name)))


def read_all(path: Path) -> list[Item]:
    items: list[Item] = []
    with contextlib.suppress(UnreadableExport):
        items += read_export([path], Limits())

    return items


@pytest.mark.parametrize("name", RECORDS)
def test_any_value_may_be_anything(tmp_path: Path, name: str) -> None:
    """Every value of the record in turn is replaced by each odd one."""
    record = RECORDS[name]
    changed = [with_odd(record, path, odd) for path in places(record) for odd in ODD]
    # A list whose records are messages is one conversation: there each odd one is a file of its own.
    files = [[each] for each in changed] if name == "lechat" else [[record, *changed, record]]

    for number, content in enumerate(files):
        items = read_all(file_of(tmp_path, json.dumps(content), f"{number}.json"))
        assert items

        for item in items:
            assert not any("\x00" in text or "\ud800" in text for text in texts(item))
            if isinstance(item, Skipped):
                assert "not expected" not in item.reason

            if isinstance(item, Conversation):
                assert item.turns
                assert 0 < len(item.source_id) <= 200
                assert 0 < len(item.title) <= 200
                assert len({turn.source_id for turn in item.turns} - {""}) == len(item.turns)
