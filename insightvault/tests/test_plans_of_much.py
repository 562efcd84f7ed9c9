"""No statement reads rows of another person when much comes in, goes out or goes away."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.tests.plans import QUINCE, fill_for_two, foreign_reads
from sessions_memory.bulk import jobs as bulk_jobs
from sessions_memory.bulk.actions import ACTIONS
from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import preview
from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.markdown import as_markdown
from sessions_memory.exporters.selection import Selection
from sessions_memory.importers.jobs.running import begin_here
from sessions_memory.models import BulkJob, Deletion, Note, OfferedNote, UserInteraction
from sessions_memory.recall import recall
from sessions_memory.recall.meaning import vectors
from sessions_memory.states import Scope, Source
from sessions_memory.tests.exports import chatgpt_json, many

SELECTIONS = [Selection(), Selection("chatgpt"), Selection(since=datetime(2026, 1, 1, tzinfo=UTC))]
SCOPES: list[Callable[[UserInteraction], dict[str, object]]] = [
    lambda row: {"scope": Scope.INTERACTION, "row": row.pk},
    lambda row: {"scope": Scope.SESSION, "row": row.session_id},
    lambda row: {"scope": Scope.CHOSEN, "chosen": {"ids": [row.session_id]}},
    lambda row: {"scope": Scope.CHOSEN, "chosen": {"source": "", "archived": False, "up_to": row.session_id}},
    lambda row: {"scope": Scope.SOURCE, "source": Source.CHATGPT},
    lambda row: {"scope": Scope.SPAN, "since": row.created_at},
    lambda row: {"scope": Scope.ALL},
]


@pytest.fixture
def two_people(ann: User, bob: User) -> User:
    fill_for_two(ann, bob)
    for person in (ann, bob):
        row = newest(person)
        Note.objects.create(user=person, text="Quinces need sun.", from_interaction=row)

    return ann


def newest(person: User) -> UserInteraction:
    row = UserInteraction.objects.owned_by(person).recent_first().first()
    assert row
    return row


@pytest.mark.parametrize("selection", SELECTIONS)
def test_an_export_reads_only_the_person_s_rows(two_people: User, selection: Selection) -> None:
    now = timezone.now()
    exported: list[str | bytes] = []
    assert foreign_reads(lambda: exported.extend(as_json(two_people, selection, at=now))) == []
    assert foreign_reads(lambda: exported.extend(as_markdown(two_people, selection, zone=UTC, at=now))) == []
    assert sum(map(len, exported)) > 10_000


def test_an_import_reads_only_the_person_s_rows(as_ann: Client, two_people: User, tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_bytes(chatgpt_json(*many(20, turns=3)))

    for _ in ("new", "the same again"):
        run = begin_here(two_people, [path])
        assert foreign_reads(run.slice) == []
        assert run.job.interactions in (60, 0)
        assert foreign_reads(lambda: as_ann.get(run.job.get_absolute_url())) == []  # noqa: B023


def test_offered_notes_are_read_alone(as_ann: Client, two_people: User, tmp_path: Path) -> None:
    job = begin_here(two_people, []).job
    offered = OfferedNote.objects.create(user=two_people, job=job, text="Ann likes quinces.", text_hash="1")
    assert foreign_reads(lambda: as_ann.get("/import/")) == []
    assert foreign_reads(lambda: as_ann.post(f"/import/notes/{offered.pk}/keep/")) == []


@pytest.mark.parametrize("scope", SCOPES)
def test_what_is_deleted_and_shown_before_is_the_person_s(
    two_people: User, bob: User, scope: Callable[[UserInteraction], dict[str, object]]
) -> None:
    deletion = Deletion(user=two_people, **scope(newest(two_people)))
    before = UserInteraction.objects.owned_by(bob).count()
    assert foreign_reads(lambda: preview(deletion)) == []
    assert foreign_reads(lambda: jobs.begin(deletion)) == []
    assert deletion.found and UserInteraction.objects.owned_by(bob).count() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_what_is_done_with_many_and_undone_is_the_person_s(as_ann: Client, two_people: User, name: str) -> None:
    session = newest(two_people).session_id
    every = {"do": name, "all": "on", "since": "2020-01-01"}
    for sent in ({"do": name, "session": session}, every, every | {"confirmed": "on"}):
        assert foreign_reads(lambda: as_ann.post("/history/many/", sent)) == []  # noqa: B023

    job = BulkJob.objects.owned_by(two_people).newest_first()[0]
    assert job.done and foreign_reads(lambda: bulk_jobs.undo(job)) == []


def test_notes_are_read_alone(as_ann: Client, two_people: User) -> None:
    note = Note.objects.owned_by(two_people).get()
    assert foreign_reads(lambda: as_ann.post("/notes/", {"text": "Plums, too."})) == []
    assert foreign_reads(lambda: as_ann.post(f"/notes/{note.pk}/", {"text": "Quinces need much sun."})) == []
    assert foreign_reads(lambda: as_ann.post(f"/notes/{note.pk}/switch/")) == []
    assert foreign_reads(lambda: as_ann.post(f"/notes/{note.pk}/delete/")) == []


def test_vectors_are_read_alone(two_people: User, bob: User, settings: Settings) -> None:
    settings.EMBEDDING_MODEL = "an-encoder"
    for person in (two_people, bob):
        rows = list(UserInteraction.objects.owned_by(person).recent_first()[:50])
        made = [(row, [1.0, 0.5], [0.5, float(place)]) for place, row in enumerate(rows)]
        assert foreign_reads(lambda: vectors.keep("an-encoder", made)) == []  # noqa: B023

    vectors.let_go()
    assert foreign_reads(lambda: recall(user=two_people, question=QUINCE[0], limit=5, question_vector=[1.0, 0.5])) == []


def test_a_correction_and_a_session_kept_from_recall(as_ann: Client, two_people: User) -> None:
    row = newest(two_people)
    corrected = {"question": "My quince lost its leaves in April.", "answer": "In April, then."}
    assert foreign_reads(lambda: as_ann.post(f"/interactions/{row.pk}/correct/", corrected)) == []
    assert foreign_reads(lambda: as_ann.post(f"/interactions/{row.pk}/never-recall/", {"never": "1"})) == []
    assert foreign_reads(lambda: as_ann.post(f"/s/{row.session_id}/never-recall/", {"never": "1"})) == []

    assert foreign_reads(lambda: as_ann.post(f"/s/{row.session_id}/continue/")) == []
