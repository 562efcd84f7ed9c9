import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.exporters import insightvault, rows
from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import UserSession
from sessions_memory.states import Source
from sessions_memory.tests.exporters.conftest import MARCH

EVERYTHING = Selection()


def exported(user: Any, selection: Selection = EVERYTHING) -> dict[str, Any]:
    """The records by kind, and the sessions' parts put together."""
    records = json.loads(b"".join(as_json(user, selection, at=timezone.now())))
    of_kind: dict[str, Any] = {
        kind: [record for record in records if record["insightvault"] == kind] for kind in ("note", "session")
    }
    instructions = [record["text"] for record in records if record["insightvault"] == "instructions"]

    return {"sessions": of_kind["session"], "notes": of_kind["note"], "instructions": instructions}


def test_all_that_is_kept_goes_out_by_name(ann: Any, history: dict[str, Any]) -> None:
    document = exported(ann)
    imported, own = document["sessions"]
    assert (imported["source"], imported["source_id"], own["source"]) == ("chatgpt", "conversation-1", "chat")
    assert own["continues"] == ["chatgpt", "conversation-1"]
    assert (own["title"], own["title_by"], own["is_pinned"]) == ("Quince jelly", "person", True)

    assert own["never_recall"] and not imported["never_recall"]
    first, second, failed = own["interactions"]
    assert second["replaces"] == first["source_id"] == history["first"].source_id and first["never_recall"]
    assert (failed["status"], failed["error"]) == ("failed", "No answer.\nRetry.")
    name = ["chatgpt", "conversation-1", "m1"]

    assert document["instructions"] == ["Be brief.\nNo lists."]
    assert [(note["text"], note["from_interaction"]) for note in document["notes"]] == [("I dislike ginger.", name)]


def test_no_id_and_nothing_of_others_or_of_what_is_not_kept_goes_out(ann: Any, history: dict[str, Any]) -> None:
    text = json.dumps(exported(ann), ensure_ascii=False)
    assert "Bob" not in text and "Temporary secret" not in text and "Not finished" not in text


def test_a_receipt_names_what_it_used(ann: Any, history: dict[str, Any]) -> None:
    own = exported(ann)["sessions"][1]
    first, second = own["interactions"][:2]
    note = exported(ann)["notes"][0]["source_id"]
    planted = ["chatgpt", "conversation-1", "m1"]
    receipt = second["context_used"]

    instructions, kept, summary, memory, deleted = receipt["items"]
    assert instructions == {"kind": "instructions", "id": 0, "text": "Be brief."}
    assert kept == {"kind": "note", "note": [note], "interaction": planted, "text": "I dislike ginger."}
    assert summary == {"kind": "summary", "session": planted[:2], "text": "On quinces."}
    assert memory == {"kind": "memory", "interaction": planted, "text": "When?", "score": 0.75}

    assert deleted == {"kind": "memory", "interaction": None, "text": "", "is_deleted": True}
    here = ["chat", own["source_id"], first["source_id"]]
    assert receipt["turns"] == [{"interaction": here, "tokens": 3}]
    assert receipt["left_out_by_person"] == [f"memory:{json.dumps(here)}", f'note:["{note}"]']


def test_an_open_session_is_written_as_ended_when_something_was_last_said(ann: Any, history: dict[str, Any]) -> None:
    own = exported(ann)["sessions"][1]
    assert history["own"].is_open
    assert own["session_end"] == own["last_activity_at"] == "2026-03-31T12:36:56.000789Z"


def test_the_same_history_gives_the_same_bytes_after_the_header(ann: Any, history: dict[str, Any]) -> None:
    def after_header(at: Any) -> bytes:
        return b"".join(as_json(ann, EVERYTHING, at=at)).partition(b"\n")[2]

    assert after_header(MARCH) == after_header(timezone.now())


def test_each_record_is_canonical_json_on_a_line_of_its_own(ann: Any, history: dict[str, Any]) -> None:
    lines = b"".join(as_json(ann, EVERYTHING, at=MARCH)).decode().splitlines()
    assert lines[0].startswith('[{"exported_at":"2026-03-01T12:34:56.000789Z","insightvault":"header"')

    for record in json.loads("\n".join(lines)):
        assert list(record) == sorted(record)
        assert all(list(row) == sorted(row) for row in record.get("interactions", ()))

    assert sum(line.startswith('{"ai_response"') for line in lines) == 4


def test_a_long_session_is_cut_into_parts(ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insightvault, "PART_INTERACTIONS", 2)
    session = lifecycle.get_or_create_session(ann)

    for number in range(5):
        lifecycle.store_interaction(session, f"Q{number}", "a")

    parts = exported(ann)["sessions"]
    assert [(part["part"], len(part["interactions"])) for part in parts] == [(1, 2), (2, 2), (3, 1)]
    assert {part["source_id"] for part in parts} == {session.source_id} and "title" not in parts[1]


def test_equal_times_are_ordered_by_source_id_byte_by_byte_across_slices(
    ann: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "INTERACTIONS", 2)
    monkeypatch.setattr(rows, "SESSIONS", 2)
    ids = ["b", "a", "B", "é", "a-1", "A", "Z"]

    for number in ids:
        session = UserSession.objects.create(user=ann, source=Source.CLAUDE, source_id=number, session_start=MARCH)
        for source_id in ids:
            lifecycle.store_interaction(session, "q", "a", source_id=source_id, created_at=MARCH)
        UserSession.objects.filter(pk=session.pk).update(session_end=MARCH)

    sessions = exported(ann)["sessions"]
    expected = sorted(ids, key=str.encode)
    assert [session["source_id"] for session in sessions] == expected
    assert all([row["source_id"] for row in session["interactions"]] == expected for session in sessions)


def test_a_selection_holds_its_sessions_alone(ann: Any, history: dict[str, Any]) -> None:
    chosen = {
        "source": Selection(source="chatgpt"),
        "until": Selection(until=MARCH + timedelta(days=1)),
        "session": Selection(session_id=history["imported"].pk),
    }
    for selection in chosen.values():
        document = exported(ann, selection)
        assert [session["source_id"] for session in document["sessions"]] == ["conversation-1"]
        assert (document["notes"], document["instructions"]) == ([], [])

    assert exported(ann, Selection(since=MARCH + timedelta(days=300)))["sessions"] == []


def test_somebody_else_s_session_is_no_selection(bob: Any, history: dict[str, Any]) -> None:
    assert exported(bob, Selection(session_id=history["imported"].pk))["sessions"] == []


def test_numbers_that_json_can_hold_go_out_however_large(ann: Any) -> None:
    session = lifecycle.get_or_create_session(ann)
    lifecycle.store_interaction(session, "q", "a", interaction_metadata={"seed": 2**70})
    assert exported(ann)["sessions"][0]["interactions"][0]["interaction_metadata"] == {"seed": 2**70}
