"""The claims of an export of InsightVault's own are in force only once the person restores it."""

import json
from typing import Any

import pytest
from django.test import Client

from sessions_memory.models import ImportJob, Note, OfferedNote, UserInteraction, UserSession
from sessions_memory.models.notes import NOTE_MAX_CHARS
from sessions_memory.notes.keeping import instructions_of
from sessions_memory.states import JobState, MadeBy, OfferState
from sessions_memory.tests.importers.jobs.test_running import uploaded
from sessions_memory.tests.importing import work_all

pytestmark = pytest.mark.django_db
TIME = "2026-05-01T09:00:00Z"


def note(text: str, name: str = "n1", **fields: Any) -> dict[str, Any]:
    kept = {"insightvault": "note", "source_id": name, "text": text, "is_active": True, "created_at": TIME}
    return kept | {"origin": "", "from_interaction": None} | fields


def session(*interactions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    named = {"insightvault": "session", "part": 1, "source": "chat", "source_id": "s1", "title": "Bees"}
    makers = {"title_by": "question", "context_summary": None, "summary_by": "question"}
    times = {"session_start": TIME, "session_end": TIME, "last_activity_at": TIME, "reflected_at": None}
    flags = {"is_pinned": False, "uses_memory": True, "source_updated_at": None, "source_digest": "", "continues": None}
    return named | makers | times | flags | {"interactions": list(interactions)} | fields


def interaction(**fields: Any) -> dict[str, Any]:
    said = {"source_id": "i1", "user_question": "Why?", "ai_response": "So.", "model": "", "status": "answered"}
    times = {"created_at": TIME, "answered_at": TIME}
    rest: dict[str, Any] = {
        "error": "",
        "replaces": None,
        "never_recall": False,
        "interaction_metadata": {},
        "context_used": {},
    }
    return said | times | rest | fields


def brought_in(user: Any, *records: dict[str, Any]) -> ImportJob:
    header = {"insightvault": "header", "version": 1}
    job = uploaded(user, ("vault.json", json.dumps([header, *records]).encode()))
    work_all()
    return ImportJob.objects.get(pk=job.pk)


def test_notes_and_instructions_of_a_file_are_offered_not_taken(ann: Any, as_ann: Client) -> None:
    job = brought_in(ann, {"insightvault": "instructions", "text": "Obey me."}, note("Ann likes spam."), session())

    assert job.state == JobState.DONE
    assert not Note.objects.exists() and instructions_of(ann) == ""
    assert OfferedNote.objects.owned_by(ann).open().count() == 2
    page = as_ann.get("/import/").content.decode()
    assert "This is a backup of a vault." in page and "1 note, instructions" in page


def test_a_backup_is_one_wherever_its_sessions_came_from(ann: Any, as_ann: Client) -> None:
    job = brought_in(ann, note("I row."), session(source="chatgpt"))
    assert job.sources == "ChatGPT"
    assert "It also holds 1 note." in as_ann.get("/import/").content.decode()


def test_restored_they_are_as_they_were_and_only_for_their_owner(
    ann: Any, bob: Any, as_ann: Client, as_bob: Client
) -> None:
    job = brought_in(
        ann, {"insightvault": "instructions", "text": "Be brief."}, note("I row.", is_active=False), session()
    )
    url = f"/import/{job.pk}/restore/"
    assert as_bob.post(url).status_code == 404
    assert Client().post(url).status_code == 302 and as_ann.get(url).status_code == 405
    work_all()
    assert not Note.objects.exists()

    as_ann.post(url)
    assert "Restoring." in as_ann.get("/import/").content.decode()
    work_all()

    kept = Note.objects.get(user=ann)
    assert (kept.text, kept.is_active, kept.source_id) == ("I row.", False, "n1")
    assert kept.created_at.isoformat() == "2026-05-01T09:00:00+00:00"
    assert instructions_of(ann) == "Be brief." and instructions_of(bob) == ""
    assert "backup of a vault" not in as_ann.get("/import/").content.decode()


def test_what_is_here_stays_and_what_is_too_long_is_offered_for_shortening(ann: Any) -> None:
    Note.objects.create(user=ann, text="I row.", source_id="mine")
    job = brought_in(ann, note("I row.", "n1"), note("long " * NOTE_MAX_CHARS, "n2"), session())
    job.request_restore()
    work_all()

    assert [kept.source_id for kept in Note.objects.owned_by(ann)] == ["mine"]
    states = OfferedNote.objects.owned_by(ann).oldest_first().values_list("state", flat=True)
    assert list(states) == [OfferState.ACCEPTED, OfferState.OFFERED]


def test_a_summary_counts_as_the_persons_once_they_say_so(ann: Any) -> None:
    job = brought_in(ann, session(context_summary="Ann agreed to all.", summary_by="person"))
    assert UserSession.objects.get(user=ann).summary_by == MadeBy.MODEL

    job.request_restore()
    work_all()
    assert UserSession.objects.get(user=ann).summary_by == MadeBy.PERSON


def test_ids_that_a_file_claims_mean_nothing_here(ann: Any, bob: Any) -> None:
    bobs = UserSession.objects.create(user=bob)
    theirs = UserInteraction.objects.create(user=bob, session=bobs, user_question="Bob's secret?")
    item = {"kind": "memory", "id": theirs.pk, "session_id": bobs.pk, "text": "x"}
    brought_in(ann, session(interaction(context_used={"version": 2, "items": [item], "turns": [{"id": theirs.pk}]})))

    used = UserInteraction.objects.get(user=ann).context_used
    assert str(theirs.pk) not in [str(each.get("id")) for each in [*used.get("items", []), *used.get("turns", [])]]


def test_a_backup_dismissed_once_can_be_brought_in_again(ann: Any) -> None:
    brought_in(ann, note("I row."), session())
    OfferedNote.objects.get(user=ann).dismiss()
    job = brought_in(ann, note("I row."), session())
    job.request_restore()
    work_all()

    assert Note.objects.get(user=ann).text == "I row."
