"""Open WebUI's chats."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Attachment, ToolCall
from sessions_memory.tests.importers.exports import NOON, file_of, read


def message(key: str, parent: str | None, role: str, content: Any, at: float = NOON, **fields: Any) -> dict[str, Any]:
    return {"id": key, "parentId": parent, "role": role, "content": content, "timestamp": at, **fields}


def chat(*messages: dict[str, Any], current: str | None = None, **fields: Any) -> dict[str, Any]:
    history = {"currentId": current, "messages": {message["id"]: message for message in messages}}
    inner = {"title": "Moss", "models": ["llama"], "history": history, "messages": [{"content": "stale"}]}
    return {"id": "w-1", "title": "Moss", "created_at": NOON, "updated_at": NOON + 9, "chat": inner, **fields}


TREE = (
    message("q", None, "user", "Why green?"),
    message("old", "q", "assistant", "An older try", at=NOON + 50),
    message("a", "q", "assistant", "Light.", at=NOON + 1, model="qwen"),
)


def test_the_current_branch_with_its_times_and_models(tmp_path: Path) -> None:
    conversation = read(file_of(tmp_path, [chat(*TREE, current="a")])).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("openwebui", "w-1", "Moss")
    assert conversation.updated_at == datetime.fromtimestamp(NOON + 9, UTC)
    turn = conversation.turns[0]
    assert (turn.source_id, turn.question, turn.answer, turn.model) == ("q", "Why green?", "Light.", "qwen")


def test_without_a_current_message_the_newest_leaf_counts(tmp_path: Path) -> None:
    assert read(file_of(tmp_path, [chat(*TREE)])).said == [("Why green?", "An older try")]


@pytest.mark.parametrize("parents", [("q", None, "b"), (None, "gone", "b"), (None, None, None)])
def test_missing_links_lose_no_turn(tmp_path: Path, parents: tuple[str | None, ...]) -> None:
    first, second, third = parents
    messages = (
        message("q", None, "user", "Why green?"),
        message("a", first, "assistant", "Light.", at=NOON + 1, childrenIds=["b"] if first else []),
        message("b", second, "user", "And red?", at=NOON + 2),
        message("c", third, "assistant", "Autumn.", at=NOON + 3),
    )
    assert read(file_of(tmp_path, [chat(*messages, current="c")])).said == [
        ("Why green?", "Light."),
        ("And red?", "Autumn."),
    ]


def test_another_first_question_is_a_version_of_it(tmp_path: Path) -> None:
    edited = (message("q2", None, "user", "Why red?", at=NOON + 5), message("a2", "q2", "assistant", "Autumn."))
    conversation = read(file_of(tmp_path, [chat(*TREE, *edited, current="a2")])).only
    assert [(turn.question, turn.answer) for turn in conversation.turns] == [("Why red?", "Autumn.")]
    assert conversation.remarks == ()


@pytest.mark.parametrize("history", [{}, {"messages": {}, "currentId": None}, {"messages": None}])
def test_only_a_list_beside_no_tree_is_read(tmp_path: Path, history: dict[str, Any]) -> None:
    record = chat()
    record["chat"] |= {"history": history, "messages": list(TREE[:1] + TREE[2:])}
    assert read(file_of(tmp_path, [record])).said == [("Why green?", "Light.")]


def test_a_chat_alone_is_known_by_its_title_and_first_message(tmp_path: Path) -> None:
    first, second = (read(file_of(tmp_path, chat(*TREE, current=leaf)["chat"])).only for leaf in ("a", "old"))
    assert first.source_id == second.source_id
    assert first.turns[0].model == "qwen"


def test_folded_reasoning_and_tools_are_taken_out_of_the_answer(tmp_path: Path) -> None:
    content = (
        '<details type="reasoning" done="true"><summary>Thought for 2 s</summary>\n'
        "&gt; Leaves <details>in it</details>\n</details>\nIt is "
        '<details type="tool_calls" name="search" arguments="{&quot;q&quot;:1}" result="&lt;found&gt;"></details>'
        "light. <details><summary>More</summary>Stays.</details>"
        '<details type="reasoning">never closed'
    )

    turn = read(file_of(tmp_path, [chat(TREE[0], message("a", "q", "assistant", content), current="a")])).only.turns[0]
    assert turn.answer == "It is light. <details><summary>More</summary>Stays.</details>"
    assert "Leaves" in turn.thinking
    assert "never closed" in turn.thinking
    assert turn.tool_calls == (ToolCall("search", '{"q":1}', "<found>"),)


def test_parts_files_and_the_newer_output(tmp_path: Path) -> None:
    parts = [{"type": "text", "text": "Look"}, {"type": "image_url", "image_url": {"url": "data:"}}]
    file = {"type": "file", "name": "moss.txt", "size": 4, "file": {"data": {"content": "Moss!"}}}
    output = [{"type": "reasoning"}, {"type": "message", "content": [{"type": "output_text", "text": "Seen."}]}]
    question = message("q", None, "user", parts, files=[file, "odd"])
    answer = message("a", "q", "assistant", "", output=output)

    turn = read(file_of(tmp_path, [chat(question, answer, current="a")])).only.turns[0]
    assert (turn.question, turn.answer) == ("Look", "Seen.")
    assert turn.attachments == (Attachment("moss.txt", "file", 4, "Moss!"),)


def test_a_system_prompt_is_offered(tmp_path: Path) -> None:
    record = chat(*TREE, current="a")
    record["chat"]["params"] = {"system": "Be brief."}
    assert [note.text for note in read(file_of(tmp_path, [record])).offered] == ["Be brief."]
