"""Grok's conversations."""

from pathlib import Path
from typing import Any

from sessions_memory.tests.importers.exports import file_of, read, zip_of

MILLISECONDS = 1_750_000_000_000


def response(key: str, sender: str, text: str, parent: str | None = None, at: int = 0, **fields: Any) -> dict[str, Any]:
    time = {"$date": {"$numberLong": str(MILLISECONDS + at)}}
    given = {"_id": key, "sender": sender, "message": text, "parent_response_id": parent, "create_time": time}
    return {"response": {**given, **fields}}


def export(*responses: dict[str, Any], **head: Any) -> dict[str, Any]:
    conversation = {"id": "g-1", "title": "Ice", "create_time": "2026-06-15T15:06:40Z", **head}
    return {
        "conversations": [{"conversation": conversation, "responses": list(responses)}],
        "projects": [],
        "tasks": [],
    }


TREE = (
    response("q", "human", "Why cold?", "gone"),
    response("new", "ASSISTANT", "Newer", "q", 20),
    response("leaf", "assistant", "Because.", "q", 10, model="grok-4", steps=[{"text": "Think."}]),
)


def test_the_leaf_that_is_named_counts_and_private_files_stay_closed(tmp_path: Path) -> None:
    folder = "ttl/30d/export_data/u/"
    entries = {
        f"{folder}prod-grok-backend.json": export(*TREE, leaf_response_id="leaf"),
        f"{folder}prod-mc-auth-mgmt-api.json": export(*TREE, id="private"),
        f"{folder}prod-mc-billing.json": export(*TREE, id="private"),
    }

    conversation = read(zip_of(tmp_path, entries)).only
    assert (conversation.source, conversation.source_id, conversation.title) == ("grok", "g-1", "Ice")
    turn = conversation.turns[0]
    assert (turn.source_id, turn.question, turn.answer, turn.model) == ("q", "Why cold?", "Because.", "grok-4")
    assert turn.thinking == "Think."

    assert turn.asked_at is not None
    assert turn.asked_at.timestamp() == MILLISECONDS / 1000


def test_without_a_leaf_the_newest_counts(tmp_path: Path) -> None:
    assert read(file_of(tmp_path, export(*TREE))).said == [("Why cold?", "Newer")]


def test_older_exports_without_ids_are_known_by_title_and_time(tmp_path: Path) -> None:
    flat = [{"sender": "human", "message": "Why?"}, {"sender": "assistant", "message": "So."}]
    first = read(file_of(tmp_path, export(*flat, id=None))).only
    grown = read(file_of(tmp_path, export(*flat, {"sender": "human", "message": "And?"}, id=None))).only
    assert [(turn.question, turn.answer) for turn in first.turns] == [("Why?", "So.")]
    assert (first.source_id, first.turns[0].source_id) == (grown.source_id, grown.turns[0].source_id)
