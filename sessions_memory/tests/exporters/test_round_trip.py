"""An export comes back whole: brought into an empty account it goes out again as the same bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from sessions_memory.exporters import insightvault
from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import ImportJob, MemoryUse, Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import write_instructions
from sessions_memory.recall import recall

EVERYTHING = Selection()


@pytest.fixture
def carol(db: None) -> Any:
    """Begins with nothing."""
    return get_user_model().objects.create_user("carol")


def exported(user: Any, selection: Selection = EVERYTHING) -> bytes:
    return b"".join(as_json(user, selection, at=timezone.now()))


def after_header(document: bytes) -> str:
    return document.partition(b"\n")[2].decode()


def bring_in(document: bytes, folder: Path, name: str = "carol") -> ImportJob:
    path = folder / "vault.json"
    path.write_bytes(document)
    call_command("import_history", str(path), "--user", name, "--restore")

    return ImportJob.objects.latest("pk")


def test_into_an_empty_account_and_out_again_it_is_the_same(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
) -> None:
    document = exported(ann)
    job = bring_in(document, tmp_path)
    assert (job.imported, job.interactions, job.skipped) == (2, 4, 0)
    assert after_header(exported(carol)) == after_header(document)


def test_an_export_from_before_sessions_had_later_switches_comes_in(
    ann: Any, carol: Any, history: dict[str, Any], tmp_path: Path
) -> None:
    UserSession.objects.update(never_recall=False, is_read_only=False, archived_at=None)
    document = exported(ann)
    records = json.loads(document)
    added = {"never_recall", "is_read_only", "archived_at"}
    older = [{key: value for key, value in record.items() if key not in added} for record in records]
    bring_in(json.dumps(older).encode(), tmp_path)

    assert after_header(exported(carol)) == after_header(document)


def test_in_parts_it_is_the_same_too(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(insightvault, "PART_INTERACTIONS", 1)
    document = exported(ann)
    job = bring_in(document, tmp_path)
    assert (job.imported, job.interactions) == (2, 4)
    assert after_header(exported(carol)) == after_header(document)


def test_again_it_changes_nothing(ann: Any, carol: Any, history: dict[str, Any], tmp_path: Path) -> None:
    document = exported(ann)
    bring_in(document, tmp_path)
    job = bring_in(document, tmp_path)
    assert (job.unchanged, job.interactions) == (2, 0) and Note.objects.filter(user=carol).count() == 1
    assert after_header(exported(carol)) == after_header(document)


def test_receipts_mean_the_rows_of_the_new_account(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
) -> None:
    bring_in(exported(ann), tmp_path)
    hers = UserInteraction.objects.filter(user=carol)
    planted, answer = hers.get(source_id="m1"), hers.get(source_id=history["second"].source_id)
    note = Note.objects.get(user=carol)
    receipt = answer.context_used

    assert [item["id"] for item in receipt["items"]] == [0, note.pk, planted.session_id, planted.pk, None]
    assert receipt["items"][1]["interaction_id"] == planted.pk and note.from_interaction == planted
    assert receipt["turns"][0]["id"] == answer.replaces_id
    assert receipt["left_out_by_person"] == [f"memory:{answer.replaces_id}", f"note:{note.pk}"]
    assert [use.memory for use in MemoryUse.objects.filter(answer=answer)] == [planted]

    assert (
        answer.session.continues == planted.session and hers.filter(is_superseded=True).get().pk == answer.replaces_id
    )


def test_what_came_back_is_a_session_of_one_s_own_ended_and_is_recalled(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
) -> None:
    bring_in(exported(ann), tmp_path)
    own = UserSession.objects.get(user=carol, source="chat")
    assert not own.is_open and not own.is_imported and own.interaction_count == 2
    found = recall(user=carol, question="When did I plant the quince?", limit=5)
    assert "When did I plant the quince?" in [memory.text for memory in found]


def test_what_is_here_already_stays_as_it_is(
    ann: Any,
    history: dict[str, Any],
    tmp_path: Path,
) -> None:
    document = exported(ann)
    history["own"].rename("Renamed since")
    write_instructions(ann, "Changed since.")
    UserInteraction.objects.filter(pk=history["failed"].pk).delete()
    job = bring_in(document, tmp_path, "ann")

    assert (job.updated, job.unchanged, job.interactions) == (1, 1, 1)
    history["own"].refresh_from_db()
    assert history["own"].title == "Renamed since" and b"Changed since." in exported(ann)


def test_a_selection_comes_back_without_what_it_names(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
) -> None:
    document = exported(ann, Selection(session_id=history["own"].pk))
    bring_in(document, tmp_path)
    answer = UserInteraction.objects.get(user=carol, source_id=history["second"].source_id)
    assert [item.get("id") for item in answer.context_used["items"]] == [0, None, None, None, None]
    again = json.loads(exported(carol, Selection(source="chat")))

    assert again[1]["interactions"] == json.loads(document)[1]["interactions"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title_by": "nobody"}, "none of question, model, person"),
        ({"session_start": "soon"}, "A time in it is none."),
        ({"source": "nowhere"}, "refused"),
        ({"source_id": ""}, "missing or too long"),
        ({"part": 2}, "refused"),
        ({"part": None}, "lacks what every session has"),
    ],
)
def test_a_record_that_is_broken_costs_itself(
    ann: Any,
    carol: Any,
    history: dict[str, Any],
    tmp_path: Path,
    change: dict[str, Any],
    reason: str,
) -> None:
    records = json.loads(exported(ann))
    broken = next(record for record in records if record.get("source") == "chat")
    broken |= change
    job = bring_in(json.dumps(records).encode(), tmp_path)
    assert (job.imported, job.skipped) == (1, 1)

    assert reason in job.skipped_entries.get().reason


def test_a_newer_format_is_refused_with_a_sentence(carol: Any, tmp_path: Path) -> None:
    record = {"insightvault": "header", "version": 99}
    path = tmp_path / "vault.json"
    path.write_text(json.dumps([record]))

    with pytest.raises(Exception, match="newer InsightVault"):
        call_command("import_history", str(path), "--user", "carol")
