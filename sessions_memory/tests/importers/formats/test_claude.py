"""Claude's export: conversations, projects, memories, and the manifest that is none of them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Attachment, Limits, ToolCall, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import Result, claude, claude_message, file_of, pointing, read, zip_of

Q, A = ("human", "How do bees winter?"), ("assistant", "In a cluster.")
ROOT = "00000000-0000-4000-8000-000000000000"


def read_one(folder: Path, record: Any) -> Result:
    return read(file_of(folder, [record]))


def read_messages(folder: Path, *messages: Any, **fields: Any) -> Result:
    return read_one(folder, claude(chat_messages=list(messages), **fields))


def test_a_conversation_keeps_its_title_times_and_ids(tmp_path: Path) -> None:
    conversation = read_one(tmp_path, claude(Q, A)).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("claude", "k-1", "Bees")
    assert conversation.updated_at == datetime(2026, 5, 1, 10, tzinfo=UTC)
    turn = conversation.turns[0]
    assert (turn.source_id, turn.question, turn.answer) == ("m1", Q[1], A[1])

    assert turn.asked_at == datetime(2026, 5, 1, 9, 1, tzinfo=UTC)


def test_pointers_lead_from_the_newest_leaf(tmp_path: Path) -> None:
    messages = [
        pointing(claude_message("q", *Q, minute=1), ROOT),
        pointing(claude_message("new", "assistant", "Second try", minute=9), "q"),
        pointing(claude_message("old", "assistant", "First try", minute=2), "q"),
    ]

    assert read_messages(tmp_path, *messages).said == [(Q[1], "Second try")]
    assert read_messages(tmp_path, *messages, current_leaf_message_uuid="old").said == [(Q[1], "First try")]


def test_a_message_without_a_pointer_among_others_follows_the_one_before(tmp_path: Path) -> None:
    result = read_messages(
        tmp_path, claude_message("q", *Q, minute=1), pointing(claude_message("a", *A, minute=2), "q")
    )
    assert result.said == [(Q[1], A[1])]


def test_a_circle_of_pointers_ends(tmp_path: Path) -> None:
    messages = [pointing(claude_message("q", *Q), "a"), pointing(claude_message("a", *A, minute=2), "q")]
    assert read_messages(tmp_path, *messages).said == [(Q[1], A[1])]


@pytest.mark.parametrize("parents", [("q", None, "b"), (None, "a", "gone"), ("gone", "lost", "b")])
def test_missing_links_lose_no_turn(tmp_path: Path, parents: tuple[str | None, ...]) -> None:
    said = [("a", *A), ("b", "human", "And the queen?"), ("c", "assistant", "She lays.")]
    messages = [pointing(claude_message("q", *Q), ROOT)]
    for place, ((key, sender, text), parent) in enumerate(zip(said, parents, strict=True), 2):
        messages.append(pointing(claude_message(key, sender, text, minute=place), parent))

    assert read_messages(tmp_path, *messages).said == [(Q[1], A[1]), ("And the queen?", "She lays.")]


def test_blocks_come_before_the_flat_text_and_its_placeholder(tmp_path: Path) -> None:
    placeholder = "```\nThis block is not supported on your current device yet.\n```"
    question = claude_message("q", "human", "Block") | {"text": "flat"}
    flat = claude_message("f", "assistant", "") | {"text": f"Only flat.\n{placeholder}\n"}
    result = read_messages(tmp_path, question, flat)
    assert result.said == [("Block", "Only flat.")]


def test_a_question_of_files_alone_is_a_question(tmp_path: Path) -> None:
    pasted = {"file_name": "letter.txt", "file_size": 40, "file_type": "txt", "extracted_content": "Dear all"}
    picture = {"file_name": "scan.png", "file_uuid": "u"}
    result = read_messages(
        tmp_path,
        claude_message("q1", "human", "", attachments=[pasted]),
        claude_message("q2", "human", "", files=[picture]),
        claude_message("q3", "human", "Read it", attachments=[pasted], files=[None, picture]),
    )

    assert result.said == [("Dear all", ""), ("", ""), ("Read it", "")]
    assert [turn.attachments for turn in result.only.turns] == [
        (Attachment("letter.txt", "txt", 40),),
        (Attachment("scan.png"),),
        (Attachment("letter.txt", "txt", 40, "Dear all"), Attachment("scan.png")),
    ]


def test_tools_artifacts_and_thinking_stand_aside(tmp_path: Path) -> None:
    blocks = [
        {"type": "thinking", "thinking": "Look first."},
        {"type": "text", "text": "I search."},
        {"type": "tool_use", "id": "t1", "name": "web_search", "input": {"query": "bees"}},
        {
            "type": "tool_result",
            "tool_use_id": "t1",
            "content": [{"title": "T", "url": "https://e.org", "text": "Found"}],
        },
        {"type": "tool_use", "name": "artifacts", "input": {"content": "# Draft"}},
        {"type": "voice_note", "title": "Note", "text": "Spoken."},
        {"type": "hologram"},
        "loose",
    ]

    result = read_messages(tmp_path, claude_message("q", *Q), claude_message("a", "assistant", "", content=blocks))
    turn = result.only.turns[0]
    assert turn.answer == "I search.\n\nSpoken."
    assert turn.thinking == "Look first."
    assert turn.tool_calls == (
        ToolCall("web_search", '{"query":"bees"}', "T\n\nhttps://e.org\n\nFound"),
        ToolCall("artifacts", '{"content":"# Draft"}'),
    )

    assert result.only.remarks == ("Parts of the kind “hologram” are not known here and were left out.",)


def test_citations_become_links_and_a_cut_sentence_stays_whole(tmp_path: Path) -> None:
    cited = {"end_index": 9, "title": "Page", "details": {"type": "web", "url": "https://example.org/p"}}
    blocks = [
        {"type": "text", "text": "Bees cluster", "citations": [cited, {"end_index": "x"}, None]},
        {"type": "text", "text": " and shiver."},
        {"type": "text", "text": "New paragraph."},
    ]

    result = read_messages(tmp_path, claude_message("q", *Q), claude_message("a", "assistant", "", content=blocks))
    assert result.said[0][1] == "Bees cluster ([Page](https://example.org/p)) and shiver.\n\nNew paragraph."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"chat_messages": None}, "“chat_messages” should be a list"),
        ({"chat_messages": {}}, "“chat_messages” should be a list"),
        ({"uuid": None}, "It has no id"),
    ],
)
def test_a_conversation_of_another_shape_is_skipped(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    result = read(file_of(tmp_path, [{**claude(Q, A, name="Broken"), **change}, claude(Q, A)]))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["k-1"], ["Broken"])
    assert reason in result.skipped[0].reason


def test_messages_of_another_shape_cost_themselves(tmp_path: Path) -> None:
    odd = [
        None,
        "x",
        claude_message("o", "narrator", "Meanwhile"),
        claude_message("s", "assistant", "", content="As text"),
    ]

    assert read_messages(tmp_path, claude_message("q", *Q), *odd).said == [(Q[1], "As text")]


def test_conversations_emptied_by_their_author_are_empty(tmp_path: Path) -> None:
    blank = claude(("human", ""), ("assistant", ""), source_id="blank")
    result = read(file_of(tmp_path, [blank, claude(Q, A)]))
    assert ([empty.source_id for empty in result.empty], result.ids) == (["blank"], ["k-1"])


def test_documents_of_a_project_are_said_to_stay_out(tmp_path: Path) -> None:
    projects = [
        {"uuid": "p", "name": "Garden", "docs": [{"filename": "plan.txt", "content": "Bees"}] * 2},
        {"uuid": "q", "name": "Roof", "prompt_template": "", "docs": [{"filename": "a", "content": "b"}]},
        {"uuid": "r", "name": "Bare", "prompt_template": "", "docs": []},
    ]

    result = read(zip_of(tmp_path, {"conversations.json": [claude(Q, A)], "projects.json": projects}))
    assert [remark.text for remark in result.remarks] == [
        "2 documents of the Claude project “Garden” stayed out: what is brought in are conversations.",
        "A document of the Claude project “Roof” stayed out: what is brought in are conversations.",
    ]
    assert (len(result.conversations), result.offered) == (1, [])


def test_memories_and_project_instructions_are_offered(tmp_path: Path) -> None:
    entries = {
        "conversations.json": [claude(Q, A)],
        "memories.json": [{"conversations_memory": "Keeps bees.", "project_memories": {"p": "Likes tables."}}],
        "projects/p.json": {"uuid": "p", "name": "Garden", "prompt_template": "Be brief.", "docs": []},
        "users.json": [{"email_address": "ann@example.org"}],
    }

    result = read(zip_of(tmp_path, entries))
    assert [(note.text, note.origin) for note in result.offered] == [
        ("Keeps bees.", "What Claude remembered of your conversations"),
        ("Likes tables.", "What Claude remembered of a project"),
        ("Be brief.", "Instructions of the Claude project “Garden”"),
    ]

    assert (result.ids, result.remarks, result.skipped) == (["k-1"], [], [])


def in_parts(folder: Path) -> list[Path]:
    files = [{"name": "conversations-000.zip", "url": "https://example.org/conversations-000.zip"}]
    return [
        file_of(folder, {"files": files}, "manifest-2026.json"),
        zip_of(folder, {"users.json": [{"uuid": "u"}]}, "users-000.zip"),
        zip_of(folder, {"memories/u.json": {"conversations_memory": "Keeps bees."}}, "memories-000.zip"),
        zip_of(folder, {"conversations.json": [claude(Q, A)]}, "conversations-000.zip"),
    ]


def test_several_archives_are_one_import_and_the_manifest_does_no_harm(tmp_path: Path) -> None:
    result = read(*in_parts(tmp_path))
    assert (result.ids, [note.text for note in result.offered]) == (["k-1"], ["Keeps bees."])
    assert (result.skipped, result.remarks) == ([], [])


def test_the_manifest_alone_is_answered_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport, match=r"“manifest-2026.json” is only the list .* Choose all archives"):
        list(read_export(in_parts(tmp_path)[:1], Limits()))
