"""DeepSeek's trees of fragments."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sessions_memory.importers.mapping.values import Attachment, ToolCall
from sessions_memory.tests.importers.exports import file_of, read, zip_of


def node(key: str, parent: str, millisecond: int, *fragments: tuple[str, str], **fields: Any) -> dict[str, Any]:
    parts = [{"type": kind, "content": content} for kind, content in fragments]
    time = f"2026-03-30T04:49:37.{millisecond:03}000+08:00"
    return {
        "id": key,
        "parent": parent,
        "message": {"model": "reasoner", "inserted_at": time, "fragments": parts, **fields},
    }


def record(*nodes: dict[str, Any]) -> dict[str, Any]:
    root = {"id": "root", "parent": None, "message": None}
    mapping = {each["id"]: each for each in (root, *nodes)}
    times = {"inserted_at": "2026-03-30T04:49:36+08:00", "updated_at": "2026-03-30T05:00:00+08:00"}

    return {"id": "d-1", "title": "Tides", **times, "mapping": mapping}


def test_an_answer_stamped_before_its_question_still_answers_it(tmp_path: Path) -> None:
    asked = node("1", "root", 18, ("REQUEST", "Why tides?"), files=[{"file_name": "sea.pdf"}])
    search = {"type": "SEARCH", "content": None, "results": [{"title": "Moon", "url": "https://example.org/m"}]}
    answered = node("2", "1", 14, ("THINK", "The moon."), ("RESPONSE", "The moon pulls."), ("TIP", "x"))
    answered["message"]["fragments"].insert(1, search)
    entries = {"conversations.json": [record(asked, answered)], "user.json": {"email": "ann@example.org"}}

    conversation = read(zip_of(tmp_path, entries)).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("deepseek", "d-1", "Tides")
    assert conversation.updated_at == datetime(2026, 3, 29, 21, tzinfo=UTC)
    turn = conversation.turns[0]
    assert (turn.source_id, turn.question, turn.answer) == ("1", "Why tides?", "The moon pulls.")

    assert (turn.thinking, turn.model) == ("The moon.", "reasoner")
    assert turn.tool_calls == (ToolCall("search", "", "[Moon](https://example.org/m)"),)
    assert turn.attachments == (Attachment("sea.pdf"),)
    assert conversation.remarks == ("Parts of the kind “TIP” are not known here and were left out.",)


def test_the_newest_leaf_counts(tmp_path: Path) -> None:
    nodes = [
        node("1", "root", 1, ("REQUEST", "Q")),
        node("3", "1", 9, ("RESPONSE", "new")),
        node("2", "1", 5, ("RESPONSE", "old")),
    ]

    assert read(file_of(tmp_path, [record(*nodes)])).said == [("Q", "new")]


def test_the_nested_form_of_an_extension(tmp_path: Path) -> None:
    def nested(key: int, kind: str, content: str, *children: dict[str, Any]) -> dict[str, Any]:
        return {"id": key, "type": kind, "content": content, "thought": None, "children": list(children)}

    tree = [
        nested(1, "user", "Q", nested(2, "assistant", "old"), nested(3, "assistant", "new", nested(4, "user", "Next")))
    ]
    assert read(file_of(tmp_path, tree)).said == [("Q", "new"), ("Next", "")]
