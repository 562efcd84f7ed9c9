"""A look as a job: what it lists, where it goes on, and what the person's choice makes of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now

from insightvault.accounts.models import User
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs import look_run
from sessions_memory.importers.jobs.choosing import Choice, import_all, import_chosen
from sessions_memory.importers.jobs.looking import Look
from sessions_memory.importers.jobs.running import claim
from sessions_memory.models import ImportJob, LookedConversation, UserSession
from sessions_memory.states import JobState
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_json, chatgpt_zip, many
from sessions_memory.tests.importing import on_days, work_all

pytestmark = pytest.mark.usefixtures("own_files")
LONG = 700


def looked_at(user: User, *conversations: Any) -> ImportJob:
    return worked(uploads.take_whole(user, [SimpleUploadedFile("a.zip", chatgpt_zip(*conversations))], is_look=True))


def worked(job: ImportJob) -> ImportJob:
    work_all()
    job.refresh_from_db()
    return job


def titles(user: User) -> list[str]:
    return sorted(UserSession.objects.owned_by(user).values_list("title", flat=True))


def three(user: User) -> ImportJob:
    """Asked on three days, one after the other."""
    return looked_at(user, *on_days(3))


def test_a_look_lists_conversations_and_brings_nothing_in(ann: User, own_files: Path) -> None:
    job = looked_at(ann, *many(3, turns=2), chatgpt_conversation("none", []), "broken")
    assert (job.state, job.found, UserSession.objects.count()) == (JobState.LOOKED, 0, 0)
    assert Look.kept(job.look).line == "3 conversations, November 2023, 1 empty, 1 can’t be read"
    assert [(row.source, row.source_id, row.questions) for row in job.looked.order_by("source_id")] == [
        ("chatgpt", f"c000{n}", 2) for n in range(3)
    ]

    assert job.skipped_entries.get().reason
    assert [path for path in own_files.rglob("*") if path.is_file()]


def test_everything_comes_in_after_the_look_and_the_list_goes(ann: User, own_files: Path) -> None:
    job = looked_at(ann, *many(3), "broken")
    import_all(job)
    assert (worked(job).state, job.imported, job.skipped, job.found) == (JobState.DONE, 3, 1, 4)
    assert job.skipped_entries.count() == 1
    assert not LookedConversation.objects.exists()
    assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_what_is_unticked_stays_out_and_is_counted(ann: User) -> None:
    job = three(ann)
    job.looked.filter(source_id="c1").update(is_chosen=False)
    import_chosen(job)
    assert (worked(job).imported, job.left_out, job.found) == (2, 1, 3)
    assert titles(ann) == ["About c0", "About c2"]


def test_a_span_takes_what_began_in_it(ann: User) -> None:
    job = three(ann)
    second = job.looked.get(source_id="c1").began_at
    job.choice = Choice(since=second, until=second + timedelta(days=1)).as_json()
    job.save()
    import_chosen(job)
    assert (worked(job).imported, job.left_out) == (1, 2)
    assert titles(ann) == ["About c1"]


def test_a_span_leaves_out_what_has_no_date(ann: User) -> None:
    undated = {"messages": [{"role": "user", "content": "When?"}]}
    choice = Choice(until=datetime(2030, 1, 1, tzinfo=UTC)).as_json()
    files = [SimpleUploadedFile("a.json", chatgpt_json(undated)), SimpleUploadedFile("b.json", chatgpt_json(*many(1)))]
    job = worked(uploads.take_whole(ann, files, choice=choice))
    assert (job.imported, job.left_out) == (1, 1)


def test_ids_that_are_excluded_stay_out_without_a_look(ann: User) -> None:
    files = [SimpleUploadedFile("a.zip", chatgpt_zip(*many(3)))]
    job = worked(uploads.take_whole(ann, files, choice=Choice(excluded=("c0001",)).as_json()))
    assert (job.imported, job.left_out) == (2, 1)


def test_what_was_too_much_to_be_listed_is_counted_and_chosen_as_a_whole(
    ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_run, "LISTED_MAX", 2)
    job = looked_at(ann, *many(5))
    assert (job.looked.count(), job.look["unlisted"], Look.kept(job.look).conversations) == (2, 3, 5)
    job.choice = Choice(takes_rest=False).as_json()
    job.save()
    import_chosen(job)
    assert (worked(job).imported, job.left_out) == (2, 3)


def test_a_conversation_in_two_files_is_listed_once(ann: User) -> None:
    files = [SimpleUploadedFile(f"{n}.zip", chatgpt_zip(*many(3))) for n in range(2)]
    job = worked(uploads.take_whole(ann, files, is_look=True))
    assert (job.looked.count(), Look.kept(job.look).conversations) == (3, 3)


def test_a_look_of_a_killed_worker_goes_on_and_counts_nothing_twice(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_run, "AT_ONCE", 100)
    job = uploads.take_whole(ann, [SimpleUploadedFile("a.zip", chatgpt_zip(*many(LONG)))], is_look=True)
    killed = claim()
    assert killed and not killed.slice()
    assert 0 < job.looked.count() < LONG
    ImportJob.objects.update(heartbeat_at=Now() - timedelta(seconds=61))

    assert (worked(job).state, job.looked.count()) == (JobState.LOOKED, LONG)
    assert Look.kept(job.look).conversations == LONG
    assert killed.slice()
    assert ImportJob.objects.get().state == JobState.LOOKED


def test_who_wants_everything_does_not_wait_for_the_look(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_run, "AT_ONCE", 100)
    job = uploads.take_whole(ann, [SimpleUploadedFile("a.zip", chatgpt_zip(*many(LONG)))], is_look=True)
    run = claim()
    assert run and not run.slice()
    import_all(job)
    assert run.slice()
    assert (worked(job).state, job.imported, job.found) == (JobState.DONE, LONG, LONG)


def test_a_look_that_is_cancelled_or_never_answered_leaves_nothing(ann: User, own_files: Path) -> None:
    for way in ("cancelled", "forgotten"):
        job = three(ann)
        if way == "cancelled":
            uploads.give_up(job)
        else:
            ImportJob.objects.filter(pk=job.pk).update(heartbeat_at=Now() - timedelta(days=8))
        uploads.sweep()
        job.refresh_from_db()
        assert (job.state, job.looked.count()) == (JobState.CANCELLED, 0), way
        assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_a_file_that_is_no_export_fails_in_the_look(ann: User) -> None:
    job = worked(uploads.take_whole(ann, [SimpleUploadedFile("notes.pdf", b"%PDF-1.7 nothing")], is_look=True))
    assert job.state == JobState.FAILED
    assert "notes.pdf" in job.failure


def test_an_import_begun_twice_begins_once(ann: User) -> None:
    job = three(ann)
    import_chosen(job)
    run = claim()
    assert run
    import_all(job)
    import_chosen(job)
    job.refresh_from_db()
    assert (job.state, job.looked.count()) == (JobState.RUNNING, 3)
