"""A deletion takes imports, instructions and receipts of notes, too; its report goes in the end."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import preview
from sessions_memory.importers import uploads
from sessions_memory.models import Deletion, ImportJob, Instructions, UserSession
from sessions_memory.notes.keeping import keep_note
from sessions_memory.states import JobState, Scope, Source
from sessions_memory.tests.deletion.test_forgetting import answer_with, asked, elsewhere


def test_a_source_takes_its_own_imports_of_its_own_person(ann: Any, bob: Any) -> None:
    for person in (ann, bob):
        for source in (Source.CHATGPT, Source.CLAUDE):
            ImportJob.objects.create(user=person, state=JobState.DONE, sources=str(source.label))

    jobs.begin(Deletion(user=ann, scope=Scope.SOURCE, source=Source.CHATGPT))
    left = {(job.user_id, job.sources) for job in ImportJob.objects.all()}
    assert left == {(ann.pk, "Claude"), (bob.pk, "ChatGPT"), (bob.pk, "Claude")}


def test_the_files_of_an_import_go_with_it(
    ann: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = uploads.take_whole(ann, [SimpleUploadedFile("history.json", b"[]")])
    stored = job.files.get().stored_as
    assert default_storage.exists(stored)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.begin(Deletion(user=ann, scope=Scope.ALL))
    assert not default_storage.exists(stored)


@pytest.mark.parametrize(("text", "has_some"), [("", False), ("Be brief.", True)])
def test_only_instructions_that_say_something_are_shown_before(ann: Any, text: str, has_some: bool) -> None:
    Instructions.objects.create(user=ann, text=text)
    assert preview(Deletion(user=ann, scope=Scope.ALL)).has_instructions is has_some


def test_receipts_that_quote_a_note_that_goes_are_counted(ann: Any) -> None:
    forgotten = elsewhere(ann)
    note = keep_note(ann, "The umbrella is violet.", from_interaction=forgotten)
    answer_with(asked(ann, "What now?"), {"kind": "note", "id": note.pk, "text": note.text})
    assert jobs.begin(Deletion(user=ann, scope=Scope.SESSION, row=forgotten.session_id)).receipts == 1


def test_a_report_is_kept_for_ninety_days(ann: Any) -> None:
    ages = {days: timezone.now() - timedelta(days=days) for days in (89, 91)}
    for wiped in ages.values():
        Deletion.objects.create(user=ann, scope=Scope.ALL, deleted_at=wiped, wiped_at=wiped)

    jobs.work_on_all()
    assert Deletion.objects.get().wiped_at == ages[89]


def test_the_admins_log_loses_the_name_of_an_account_that_goes_and_no_other(ann: Any, bob: Any, owner: Any) -> None:
    person = ContentType.objects.get_for_model(ann)
    alike = ContentType.objects.create(app_label="another", model=person.model)
    session = ContentType.objects.get_for_model(UserSession)
    neighbour = ContentType.objects.create(app_label=person.app_label, model="another")
    gone = ann.pk

    for kind, pk in ((person, gone), (person, bob.pk), (alike, gone), (session, gone), (neighbour, gone)):
        LogEntry.objects.create(
            user=owner, action_flag=2, content_type=kind, object_id=str(pk), object_repr="as it was"
        )

    jobs.begin(Deletion(user=ann, scope=Scope.ACCOUNT))
    told = LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)
    assert list(told) == [f"user {gone}", *["as it was"] * 4]
    assert not type(ann).objects.filter(pk=gone).exists()
