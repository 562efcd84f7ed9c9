from typing import Any, cast

from sessions_memory.receipts.values import Receipt, memory_count, names, without

STORED: dict[str, Any] = {
    "digest": "abc",
    "items": [
        {"kind": "note", "id": 3, "session_id": 70, "text": "Short."},
        {
            "kind": "memory",
            "id": 7,
            "session_id": 70,
            "session_title": "Rain",
            "text": "Violet.",
            "answer": "Yes.",
            "matched": ["violet"],
            "reasons": ["says “violet”"],
            "date": "2 May 2024",
        },
        {"kind": "summary", "id": 80, "session_id": 80, "session_title": "Sun", "text": "In short."},
    ],
    "left_out": [{"kind": "memory", "id": 8, "session_id": 70, "session_title": "Rain", "reasons": ["says “violet”"]}],
    "turns": [{"id": 9}],
    "continued": [],
}
# Older and imported ones lack keys, too.
RECEIPT = cast(Receipt, STORED)


def test_a_deleted_memory_keeps_its_line_and_loses_its_words() -> None:
    emptied = without(RECEIPT, "memory", {7, 8})
    item = emptied["items"][1]
    assert item["is_deleted"] and item["date"] == "2 May 2024" and item["id"] == 7
    assert (item["text"], item["answer"], item["session_title"], item["matched"], item["reasons"]) == (
        "",
        "",
        "",
        [],
        [],
    )

    assert emptied["left_out"][0]["reasons"] == []
    assert emptied["digest"] == "" and emptied["items"][0] == RECEIPT["items"][0]
    assert RECEIPT["items"][1]["text"] == "Violet."


def test_a_deleted_session_takes_all_that_is_from_it_but_the_notes() -> None:
    emptied = without(RECEIPT, "session", {70, 80})
    assert [item.get("is_deleted", False) for item in emptied["items"]] == [False, True, True]
    assert "Rain" not in str(emptied) and "In short" not in str(emptied)


def test_a_deleted_turn_is_named_and_ends_the_digest() -> None:
    assert names(RECEIPT, "memory", {9}) and not names(RECEIPT, "note", {9})
    assert without(RECEIPT, "memory", {9})["digest"] == ""


def test_what_names_nothing_of_it_stays_the_same() -> None:
    assert without(RECEIPT, "note", {7}) is RECEIPT
    assert without({}, "memory", {7}) == {}


def test_memories_and_notes_are_counted() -> None:
    assert memory_count(RECEIPT) == 2 and memory_count({}) == 0
