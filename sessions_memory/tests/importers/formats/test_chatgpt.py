"""ChatGPT's export, message by message."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.branches import GAPS, PIECES
from sessions_memory.importers.mapping.dialogue import UNKNOWN_SHAPE
from sessions_memory.importers.mapping.values import Attachment, Limits, ToolCall
from sessions_memory.tests.importers.exports import NOON, Result, chatgpt, chatgpt_node, file_of, read, zip_of

Q, A = ("user", "Why does it rise?"), ("assistant", "Because of the yeast.")


def read_one(folder: Path, record: Any) -> Result:
    return read(file_of(folder, [record]))


def with_node(record: dict[str, Any], key: str, node: dict[str, Any], *, is_current: bool = True) -> dict[str, Any]:
    record["mapping"][key] = node
    return {**record, "current_node": key} if is_current else record


def content(kind: str, **fields: Any) -> dict[str, Any]:
    return {"content_type": kind, **fields}


def test_a_conversation_keeps_its_title_times_model_and_ids(tmp_path: Path) -> None:
    conversation = read_one(tmp_path, chatgpt(Q, A)).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("chatgpt", "c-1", "Bread")
    assert conversation.started_at == datetime.fromtimestamp(NOON, UTC)
    assert conversation.updated_at == datetime.fromtimestamp(NOON + 99, UTC)
    turn = conversation.turns[0]

    assert (turn.source_id, turn.question, turn.answer, turn.model) == ("n1", Q[1], A[1], "model-a")
    assert (turn.asked_at, turn.answered_at) == tuple(datetime.fromtimestamp(NOON + n, UTC) for n in (1, 2))


def test_the_current_branch_is_read_not_the_newest_or_the_first(tmp_path: Path) -> None:
    record = chatgpt(Q, A)
    for key in ("edited", "again"):
        record["mapping"][key] = chatgpt_node(key, "root", "user", f"Another {key}", at=NOON + 500)

    record["mapping"]["root"]["children"] = ["edited", "n1", "again"]
    assert read_one(tmp_path, record).said == [(Q[1], A[1])]


@pytest.mark.parametrize("current", [None, "nowhere", "root", 7])
def test_without_a_current_node_the_newest_leaf_counts(tmp_path: Path, current: object) -> None:
    record = chatgpt(Q, A, current_node=current)
    record["mapping"]["old"] = chatgpt_node("old", "n1", "assistant", "An older try", at=NOON - 5)
    assert read_one(tmp_path, record).said == [(Q[1], A[1])]


def test_circles_and_loose_ends_end(tmp_path: Path) -> None:
    circle, self_parent, dangling = (chatgpt(Q, A, source_id=name) for name in ("circle", "self", "dangling"))
    circle["mapping"]["n1"]["parent"] = "n2"
    self_parent["mapping"]["n1"]["parent"] = "n1"
    dangling["mapping"]["n1"]["parent"] = "gone"
    result = read(file_of(tmp_path, [circle, self_parent, dangling]))

    assert [[(turn.question, turn.answer) for turn in each.turns] for each in result.conversations] == 3 * [
        [(Q[1], A[1])]
    ]


FOUR = (Q, A, ("user", "And the salt?"), ("assistant", "It slows it."))
BOTH_TURNS = [(Q[1], A[1]), (FOUR[2][1], FOUR[3][1])]


@pytest.mark.parametrize("field", ["parent", "children"])
@pytest.mark.parametrize("keys", [("n2",), ("n3",), ("n1", "n4"), ("root", "n1", "n2", "n3", "n4")])
def test_missing_links_lose_no_turn(tmp_path: Path, field: str, keys: tuple[str, ...]) -> None:
    record = chatgpt(*FOUR)
    for key in keys:
        del record["mapping"][key][field]

    result = read_one(tmp_path, record)
    assert (result.said, result.only.remarks) == (BOTH_TURNS, ())


@pytest.mark.parametrize("current", ["root", "n1", "n3", "n4", None])
def test_a_chain_broken_for_good_is_put_in_order_by_time_and_says_so(tmp_path: Path, current: str | None) -> None:
    record = chatgpt(*FOUR, current_node=current)
    record["mapping"]["n3"]["parent"] = None
    record["mapping"]["n2"]["children"] = []
    result = read_one(tmp_path, record)

    assert (result.said, result.only.remarks) == (BOTH_TURNS, (PIECES,))


def test_a_message_left_out_of_the_file_loses_no_other_and_is_told(tmp_path: Path) -> None:
    record = chatgpt(*FOUR)
    del record["mapping"]["n2"]
    result = read_one(tmp_path, record)
    assert (result.said, result.only.remarks) == ([(Q[1], ""), BOTH_TURNS[1]], (GAPS,))


def test_a_list_without_any_tree_is_read_by_time(tmp_path: Path) -> None:
    nodes = [
        chatgpt_node("a", None, "assistant", "Later", at=NOON + 2),
        chatgpt_node("q", None, "user", "First", at=NOON + 1),
    ]
    record = chatgpt(Q, mapping={node["id"]: node for node in nodes})
    del record["current_node"]
    assert read_one(tmp_path, record).said == [("First", "Later")]


def test_what_was_hidden_stays_hidden_and_instructions_are_offered_once(tmp_path: Path) -> None:
    def with_instructions(source_id: str) -> dict[str, Any]:
        told = content("user_editable_context", user_profile="I bake.", user_instructions="Be brief.")
        hidden = {"is_visually_hidden_from_conversation": True, "is_user_system_message": True}
        record = chatgpt(("system", ""), Q, A, source_id=source_id)
        record["mapping"]["n1"] = chatgpt_node("n1", "root", "user", told, metadata=hidden)
        record["mapping"]["n2"]["message"]["metadata"] = {}

        return record

    result = read(file_of(tmp_path, [with_instructions("one"), with_instructions("two")]))
    assert [note.text for note in result.offered] == ["I bake.", "Be brief."]
    assert all([(t.question, t.answer) for t in each.turns] == [(Q[1], A[1])] for each in result.conversations)


@pytest.mark.parametrize(
    "answer", ["<think>Hm.</think>\n\nYes.", "Hm.</think>\n\nYes.", "<thinking>Hm.</thinking>Yes."]
)
def test_thinking_that_was_written_into_an_answer_is_kept_beside_it(tmp_path: Path, answer: str) -> None:
    (turn,) = read_one(tmp_path, chatgpt(Q, ("assistant", answer))).only.turns
    assert (turn.answer, turn.thinking) == ("Yes.", "Hm.")


def test_a_hidden_question_is_none(tmp_path: Path) -> None:
    record = chatgpt(Q, A, ("user", "continue"))
    record["mapping"]["n3"]["message"]["metadata"] = {"is_visually_hidden_from_conversation": True}
    assert read_one(tmp_path, record).said == [(Q[1], A[1])]


def test_saved_memories_are_offered_one_by_one(tmp_path: Path) -> None:
    dump = content(
        "model_editable_context", model_set_context="1. [2024-05-01]. Likes tea.\n2. [2024-06-01]. Has a cat."
    )
    record = chatgpt(("assistant", ""), Q, A)
    record["mapping"]["n1"]["message"]["content"] = dump
    with_node(record, "n4", chatgpt_node("n4", "n3", "assistant", "Owns a loom.", recipient="bio"))
    result = read_one(tmp_path, {**record, "current_node": "n4"})

    assert [note.text for note in result.offered] == ["Likes tea.", "Has a cat.", "Owns a loom."]
    assert result.said == [(Q[1], A[1])]


REPORT = "# Leeks and frost\n\nLeeks stand frost down to ten degrees below zero, with and without snow."
STATE = {
    "status": "completed",
    "report_message": {
        "id": "r1",
        "author": {"role": "assistant"},
        "content": {"content_type": "text", "parts": [REPORT]},
    },
}
HIDDEN = {"is_visually_hidden_from_conversation": True}


@pytest.mark.parametrize("role", ["assistant", "tool"])
@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("", {"chatgpt_sdk": {"widget_state": STATE}}),
        ("", {"chatgpt_sdk": {"widget_state": json.dumps(STATE)}}),
        ("", {"widget_state": json.dumps({"state": json.dumps(STATE)})}),
        (f"The latest state of the widget is: {json.dumps(STATE)}", HIDDEN),
    ],
)
def test_a_report_in_the_state_of_a_widget_is_part_of_the_answer_once(
    tmp_path: Path, role: str, text: str, metadata: dict[str, Any]
) -> None:
    record = chatgpt(Q, ("assistant", "I begin."), (role, text), (role, text), ("assistant", "It is ready."))
    for key in ("n3", "n4"):
        record["mapping"][key]["message"]["metadata"] = metadata

    assert read_one(tmp_path, record).said == [(Q[1], f"I begin.\n\n{REPORT}\n\nIt is ready.")]


@pytest.mark.parametrize("state", ["{", "[]", 5, {"report_message": {"author": {}, "content": {}}}, [[[]]]])
def test_another_state_of_a_widget_is_no_report(tmp_path: Path, state: Any) -> None:
    record = chatgpt(Q, A)
    record["mapping"]["n2"]["message"]["metadata"] = {"chatgpt_sdk": {"widget_state": state}}
    assert read_one(tmp_path, record).said == [(Q[1], A[1])]


def test_a_conversation_of_unknown_kinds_alone_is_skipped_and_not_called_empty(tmp_path: Path) -> None:
    strange = chatgpt(Q, A, source_id="strange")
    for key in ("n1", "n2"):
        strange["mapping"][key]["message"]["content"] = content("hologram", words="How deep?")

    result = read(file_of(tmp_path, [strange, chatgpt(Q, A)]))
    assert (result.empty, [skip.reason for skip in result.skipped]) == ([], [UNKNOWN_SHAPE])
    assert len(result.conversations) == 1


def test_thinking_in_a_title_is_not_part_of_it(tmp_path: Path) -> None:
    record = chatgpt(Q, A, title="<think>A short one.</think> Bread")
    assert read_one(tmp_path, record).only.title == "Bread"
    record = chatgpt(Q, A, title="<think>A short one.</think>")
    assert read_one(tmp_path, record).only.title == Q[1]


def test_tools_and_thinking_stand_aside(tmp_path: Path) -> None:
    record = chatgpt(Q)
    thought = content("thoughts", thoughts=[{"summary": "Yeast", "content": "It eats sugar."}])
    call, output = content("code", text="print(1)"), content("execution_output", text="1")
    nodes = [
        chatgpt_node("t", "n1", "assistant", thought),
        chatgpt_node("c", "t", "assistant", call, recipient="python"),
        chatgpt_node("o", "c", "tool", output, author={"role": "tool", "name": "python"}),
        chatgpt_node("a", "o", "assistant", "Done.", recipient="all", metadata={"model_slug": "model-b"}),
    ]

    record["mapping"].update({node["id"]: node for node in nodes})
    turn = read_one(tmp_path, {**record, "current_node": "a"}).only.turns[0]
    assert (turn.answer, turn.model) == ("Done.", "model-b")
    assert turn.thinking == "Yeast\n\nIt eats sugar."
    assert turn.tool_calls == (ToolCall("python", "print(1)", "1"),)


def test_several_answers_are_one_and_several_questions_are_several(tmp_path: Path) -> None:
    said = [
        ("assistant", "Welcome."),
        ("user", "One?"),
        ("user", "Two?"),
        ("assistant", "First,"),
        ("assistant", "then."),
    ]

    result = read_one(tmp_path, chatgpt(*said))
    assert result.said == [("", "Welcome."), ("One?", ""), ("Two?", "First,\n\nthen.")]
    assert [turn.source_id for turn in result.only.turns] == ["n1", "n2", "n3"]
    assert result.only.turns[2].answered_at == datetime.fromtimestamp(NOON + 5, UTC)


def test_pictures_files_and_speech(tmp_path: Path) -> None:
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_9"}
    speech = {"content_type": "audio_transcription", "text": "Look at this"}
    record = chatgpt(Q)
    record["mapping"]["n1"]["message"] |= {
        "content": content("multimodal_text", parts=[picture, speech, None, 5]),
        "metadata": {
            "attachments": [{"id": "file-1", "name": "notes.pdf", "size": 12, "mime_type": "application/pdf"}]
        },
    }

    names = {"file_9.dat": "loaf.png"}
    result = read(zip_of(tmp_path, {"conversations.json": [record], "conversation_asset_file_names.json": names}))
    turn = result.only.turns[0]
    assert turn.question == "Look at this"
    assert turn.attachments == (Attachment("notes.pdf", "application/pdf", 12), Attachment("loaf.png", "image"))


def test_unknown_kinds_are_named_and_cost_nothing_else(tmp_path: Path) -> None:
    record = with_node(chatgpt(Q, A), "x", chatgpt_node("x", "n2", "assistant", content("hologram", blob=[1])))
    result = read_one(tmp_path, record)
    assert result.said == [(Q[1], A[1])]
    assert result.only.remarks == ("Messages of the kind “hologram” are not known here and were left out.",)


@pytest.mark.parametrize(
    ("field", "value"),
    [("author", None), ("author", 5), ("content", None), ("content", [1]), ("author", {"role": "wizard"})],
)
def test_a_message_of_another_shape_costs_that_message(tmp_path: Path, field: str, value: object) -> None:
    record = chatgpt(Q, A, ("user", "Sure?"), ("assistant", "Yes."))
    record["mapping"]["n2"]["message"][field] = value
    result = read_one(tmp_path, record)
    assert result.said == [(Q[1], ""), ("Sure?", "Yes.")]
    assert len(result.only.remarks) == 1


@pytest.mark.parametrize(
    ("parts", "text"),
    [("one text", "one text"), (["a", "", None, 3, ["x"], {"text": 5}, "b"], "a\n\nb"), (None, "")],
)
def test_parts_of_any_shape(tmp_path: Path, parts: object, text: str) -> None:
    record = chatgpt(Q, A)
    record["mapping"]["n2"]["message"]["content"]["parts"] = parts
    assert read_one(tmp_path, record).said == [(Q[1], text)]


@pytest.mark.parametrize(
    ("title", "shown"),
    [(None, "Why does it rise?"), (["x"], "Why does it rise?"), (12345, "12345"), ("a\nb\x00\u202ec", "a b\ufffdc")],
)
def test_a_title_is_one_line_and_never_empty(tmp_path: Path, title: object, shown: str) -> None:
    assert read_one(tmp_path, chatgpt(Q, A, title=title)).only.title == shown


def test_a_long_title_and_a_long_id_fit_their_columns(tmp_path: Path) -> None:
    conversation = read_one(tmp_path, chatgpt(Q, A, title="T" * 9000, source_id="i" * 9000)).only
    assert len(conversation.title) == 200
    assert conversation.source_id.startswith("sha256:")


def test_records_that_are_no_conversations_are_skipped_with_their_reason(tmp_path: Path) -> None:
    records = [
        None,
        "text",
        chatgpt(Q, A),
        {"title": "Without", "id": "x"},
        chatgpt(Q, title="Empty", mapping={}),
        chatgpt(Q, title="Listed", mapping=[1]),
        {**chatgpt(Q, title="Nameless"), "id": None, "conversation_id": None},
    ]

    result = read(file_of(tmp_path, records))
    assert result.ids == ["c-1"]
    assert [skipped.title for skipped in result.skipped] == [
        "Entry 1",
        "Entry 2",
        "Without",
        "Empty",
        "Listed",
        "Nameless",
    ]

    assert "“title”, “id”, not a conversation" in result.skipped[2].reason


def test_a_conversation_of_hidden_messages_only_is_empty(tmp_path: Path) -> None:
    result = read_one(tmp_path, chatgpt(("system", "x"), ("assistant", "")))
    assert [empty.source_id for empty in result.empty] == ["c-1"]
    assert not result.conversations


def test_nul_and_lone_surrogates_become_marks(tmp_path: Path) -> None:
    path = file_of(tmp_path, [chatgpt(("user", "NUL HIGH LOW"), A)])
    text = path.read_text()
    path.write_text(text.replace("NUL", "\\u0000").replace("HIGH", "\\ud83d").replace("LOW", "\\udc00"))
    assert read(path).only.turns[0].question == "\ufffd \ufffd \ufffd"


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (1_700_000_000, 2023),
        (1_700_000_000_000, 2023),
        ("2024-05-01T10:00:00Z", 2024),
        ("2024-05-01 10:00", 2024),
        ("1700000000.5", 2023),
        ({"$date": {"$numberLong": "1700000000000"}}, 2023),
    ],
)
def test_times_in_each_writing(tmp_path: Path, written: object, year: int) -> None:
    updated_at = read_one(tmp_path, chatgpt(Q, A, update_time=written)).only.updated_at
    assert updated_at is not None
    assert (updated_at.year, updated_at.tzinfo) == (year, UTC)


@pytest.mark.parametrize(
    "written", [None, True, -1, 0, 1e19, 1e300, "soon", "9999-99-99", [1], {"$date": []}, "0001-01-01T00:00:00+14:00"]
)
def test_absurd_times_are_none(tmp_path: Path, written: object) -> None:
    assert read_one(tmp_path, chatgpt(Q, A, update_time=written)).only.updated_at is None


def test_a_message_past_the_limit_is_cut_and_the_note_says_so(tmp_path: Path) -> None:
    path = file_of(tmp_path, [chatgpt(Q, ("assistant", "word " * 100))])
    conversation = read(path, limits=Limits(message_chars=50)).only
    assert len(conversation.turns[0].answer) == 50
    assert conversation.remarks == ("An answer was longer than 50 characters; the rest of it was left out.",)


def test_what_a_tool_gave_back_is_cut_too(tmp_path: Path) -> None:
    output = chatgpt_node("o", "n1", "tool", content("execution_output", text="1" * 99), author={"role": "tool"})
    path = file_of(tmp_path, [with_node(chatgpt(Q), "o", output)])
    assert read(path, limits=Limits(message_chars=50)).only.turns[0].tool_calls[0].output == "1" * 50


def test_more_kinds_of_trouble_than_anybody_reads_are_not_all_told(tmp_path: Path) -> None:
    record, parent = chatgpt(Q), "n1"
    for number in range(40):
        record = with_node(record, f"x{number}", chatgpt_node(f"x{number}", parent, "assistant", content(f"k{number}")))
        parent = f"x{number}"

    assert len(read_one(tmp_path, record).only.remarks) == 20


def test_too_many_messages_cost_the_conversation(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, [chatgpt(Q, A, title="Long"), chatgpt(source_id="c-2", mapping={"n": chatgpt_node("n", None, *Q)})]
    )
    result = read(path, limits=Limits(conversation_nodes=2))
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["c-2"], ["Long"])
