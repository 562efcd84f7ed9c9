"""From uploaded files to the end of a job, whatever happens on the way."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.models.functions import Now
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs.running import ImportRun, ImportRunner, claim
from sessions_memory.importers.mapping.values import CHOOSE_ANOTHER, Conversation, ImportedTurn
from sessions_memory.importers.storing.batch import Batch
from sessions_memory.models import ImportFile, ImportJob, OfferedNote, UserInteraction, UserSession
from sessions_memory.recall import recall
from sessions_memory.states import JobState
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_json, chatgpt_zip, many
from sessions_memory.tests.importing import work_all
from sessions_memory.tests.refusals import away_for_changes_of

CLEAN = [Conversation("chatgpt", "c-good", "Even", None, None, (ImportedTurn("one", "One?", "Yes."),))]
# More than one slice.
pytestmark = pytest.mark.usefixtures("own_files")
LONG = 700


def uploaded(user: User, *files: tuple[str, bytes]) -> ImportJob:
    return uploads.take_whole(user, [SimpleUploadedFile(name, content) for name, content in files])


def ended(job: ImportJob) -> ImportJob:
    work_all()
    job.refresh_from_db()
    return job


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def counts(job: ImportJob) -> tuple[int, ...]:
    return (job.found, job.imported, job.updated, job.unchanged, job.empty, job.skipped)


def test_an_upload_comes_in_and_its_file_is_deleted(ann: User, own_files: Path) -> None:
    job = uploaded(ann, ("export.zip", chatgpt_zip(*many(3, turns=2), chatgpt_conversation("none", []), "broken")))
    assert len(on_disk(own_files)) == 1
    ended(job)
    assert (job.state, counts(job)) == (JobState.DONE, (5, 3, 0, 0, 1, 1))
    assert (job.sources, job.interactions) == ("ChatGPT", 6)

    assert 0 < job.bytes_done <= job.bytes_total
    assert on_disk(own_files) == []
    entry = job.skipped_entries.get()
    assert entry.title and entry.reason
    assert recall(user=ann, question="Why 2?", limit=1)


def test_the_same_file_twice_changes_nothing_and_a_later_one_adds(ann: User) -> None:
    conversations = many(3)
    ended(uploaded(ann, ("one.json", chatgpt_json(*conversations))))
    before = list(UserInteraction.objects.order_by("pk").values())
    again = ended(uploaded(ann, ("one.json", chatgpt_json(*conversations))))
    assert counts(again) == (3, 0, 0, 3, 0, 0)

    assert list(UserInteraction.objects.order_by("pk").values()) == before
    grown = chatgpt_conversation("c0001", [("Why 1?", "So 1."), ("And then?", "This.")], updated=1_790_000_000)
    later = ended(uploaded(ann, ("two.json", chatgpt_json(grown, *many(4)[3:]))))
    assert counts(later) == (2, 1, 1, 0, 0, 0)
    older = ended(uploaded(ann, ("one.json", chatgpt_json(*conversations))))

    assert (counts(older), older.older) == ((3, 0, 0, 3, 0, 0), 1)
    assert UserInteraction.objects.filter(user=ann).count() == 5


def test_several_files_are_one_import(ann: User) -> None:
    files = [(f"conversations-00{n}.json", chatgpt_json(*many(6)[2 * n : 2 * n + 2])) for n in range(3)]
    assert counts(ended(uploaded(ann, *files))) == (6, 6, 0, 0, 0, 0)


def test_a_file_of_an_unknown_kind_fails_with_a_sentence(ann: User, own_files: Path) -> None:
    job = ended(uploaded(ann, ("notes.pdf", b"%PDF-1.7 nothing to see")))
    assert job.state == JobState.FAILED
    assert job.failure == f"“notes.pdf” is a PDF document. {CHOOSE_ANOTHER}"
    assert on_disk(own_files) == []


def test_a_job_of_a_killed_worker_goes_on_from_its_last_slice(ann: User) -> None:
    job = uploaded(ann, ("long.zip", chatgpt_zip(*many(LONG))))
    killed = claim()
    assert killed and not killed.slice()
    job.refresh_from_db()
    first = job.found

    assert 0 < first < LONG
    assert claim() is None
    seconds_ago(job, 61)
    ended(job)
    assert (job.state, counts(job)) == (JobState.DONE, (LONG, LONG, 0, 0, 0, 0))

    assert UserSession.objects.filter(user=ann).count() == LONG
    assert UserInteraction.objects.filter(user=ann).count() == LONG


def test_a_worker_that_slept_changes_nothing_any_more(ann: User) -> None:
    job = uploaded(ann, ("long.zip", chatgpt_zip(*many(LONG))))
    slept = claim()
    assert slept and not slept.slice()
    seconds_ago(job, 61)
    taken = claim()

    assert taken and not taken.slice()
    job.refresh_from_db()
    before = counts(job)
    assert slept.slice()
    job.refresh_from_db()

    assert (job.state, counts(job)) == (JobState.RUNNING, before)


@pytest.mark.django_db(transaction=True)
def test_a_failure_that_can_t_be_told_at_once_is_told_by_the_next_slice(ann: User, own_files: Path) -> None:
    job = uploaded(ann, ("one.txt", b"These are no conversations."))
    run = claim()
    with away_for_changes_of(ImportJob._meta.db_table), pytest.raises(OperationalError):
        assert run and run.slice()

    assert len(on_disk(own_files)) == 1
    assert run and run.slice()
    job.refresh_from_db()
    assert (job.state, bool(job.failure), on_disk(own_files)) == (JobState.FAILED, True, [])


def test_a_worker_that_slept_leaves_the_files_to_the_one_that_took_over(ann: User, own_files: Path) -> None:
    job = uploaded(ann, ("one.zip", chatgpt_zip(*many(1))))
    slept = claim()
    seconds_ago(job, 61)
    assert slept and claim()
    slept.end(JobState.FAILED, "It is broken.")
    job.refresh_from_db()
    assert (job.state, len(on_disk(own_files))) == (JobState.RUNNING, 1)


def test_a_worker_that_is_told_to_stop_lets_go_at_once(ann: User) -> None:
    job = uploaded(ann, ("long.zip", chatgpt_zip(*many(LONG))))
    runner = ImportRunner()
    assert runner.work()
    runner.leave()
    assert counts(ended(job)) == (LONG, LONG, 0, 0, 0, 0)


def test_cancelled_while_it_runs_what_is_in_stays(ann: User, own_files: Path) -> None:
    job = uploaded(ann, ("long.zip", chatgpt_zip(*many(LONG))))
    run = claim()
    assert run and not run.slice()
    uploads.give_up(ImportJob.objects.get(pk=job.pk))
    assert run.slice()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert 0 < job.found == job.imported == UserSession.objects.filter(user=ann).count() < LONG
    assert on_disk(own_files) == []


def test_cancelled_before_it_began_nothing_is_read(ann: User, own_files: Path) -> None:
    job = uploaded(ann, ("one.zip", chatgpt_zip(*many(1))))
    uploads.give_up(job)
    assert ended(job).state == JobState.CANCELLED
    assert not UserSession.objects.exists()
    assert on_disk(own_files) == []


def test_a_file_that_vanished_is_said_to_be_gone(ann: User) -> None:
    job = uploaded(ann, ("one.zip", chatgpt_zip(*many(1))))
    default_storage.delete(job.files.get().stored_as)
    ended(job)
    assert (job.state, job.failure[:20]) == (JobState.FAILED, "The uploaded file is")


def test_two_people_at_once_have_their_own(ann: User, bob: User) -> None:
    first = uploaded(ann, ("a.zip", chatgpt_zip(*many(3))))
    second = uploaded(bob, ("b.zip", chatgpt_zip(*many(2))))
    assert (counts(ended(first))[1], counts(ended(second))[1]) == (3, 2)
    assert UserSession.objects.owned_by(ann).count() == 3
    assert UserSession.objects.owned_by(bob).count() == 2

    assert UserInteraction.objects.owned_by(bob).count() == 2


def test_a_conversation_that_the_database_refuses_costs_one_entry(ann: User) -> None:
    job = uploaded(ann, ("one.json", chatgpt_json(*many(1))))
    run = claim()
    assert isinstance(run, ImportRun)
    twice = (ImportedTurn("same", "One?", "Yes."), ImportedTurn("same", "Two?", "Yes."))
    run.store(Batch([Conversation("chatgpt", "c-bad", "Odd", None, None, twice), *CLEAN]))

    job.refresh_from_db()
    assert counts(job) == (2, 1, 0, 0, 0, 1)
    assert job.skipped_entries.get().title == "Odd"


def test_what_an_export_offers_is_offered_once(ann: User) -> None:
    told = chatgpt_conversation("c1", [("Why?", "So.")], hidden="I have two dogs.")
    ended(uploaded(ann, ("one.json", chatgpt_json(told))))
    offered = OfferedNote.objects.get(user=ann)
    assert "two dogs" in offered.text
    assert "two dogs" not in UserInteraction.objects.get().user_question

    offered.dismiss()
    ended(uploaded(ann, ("one.json", chatgpt_json(told))))
    assert not OfferedNote.objects.owned_by(ann).open().exists()


def test_uploads_that_nobody_goes_on_with_are_ended_and_deleted(ann: User, own_files: Path) -> None:
    job = uploads.begin(ann, [("large.zip", uploads.PIECE_BYTES + 1)])
    uploads.append(job.files.get(), 0, b"x" * uploads.PIECE_BYTES)
    uploads.sweep()
    job.refresh_from_db()
    assert job.state == JobState.UPLOADING

    seconds_ago(job, 25 * 3600)
    uploads.sweep()
    job.refresh_from_db()
    assert (job.state, on_disk(own_files)) == (JobState.CANCELLED, [])


def test_files_of_a_deleted_account_are_deleted(bob: User, own_files: Path) -> None:
    uploaded(bob, ("one.zip", chatgpt_zip(*many(1))))
    bob.delete()
    uploads.sweep_files()
    assert len(on_disk(own_files)) == 1

    for path in on_disk(own_files):
        os.utime(path, (1, 1))

    uploads.sweep_files()
    assert on_disk(own_files) == []


def test_a_file_that_can_t_be_deleted_keeps_none_of_the_others(bob: User, own_files: Path) -> None:
    names = [uploaded(bob, (name, chatgpt_zip(*many(1)))).files.get().stored_as for name in ("a.zip", "b.zip", "c.zip")]
    # A folder in the place of the file: deleting refuses it while something lies in it.
    stuck = own_files / names[0]
    stuck.unlink()
    (stuck / "in it").mkdir(parents=True)
    assert not uploads.delete_files(names)
    assert on_disk(own_files) == []


def test_a_file_that_another_process_deletes_meanwhile_is_left_to_it(bob: User, own_files: Path) -> None:
    uploaded(bob, ("one.zip", chatgpt_zip(*many(1))))
    bob.delete()
    os.utime(on_disk(own_files)[0], (1, 1))
    # It is listed, and gone when it is asked for: as a file that was deleted between the two.
    for name in ("0" * 32, "f" * 32):
        (own_files / "imports" / name).symlink_to(own_files / "gone")

    uploads.sweep_files()
    assert on_disk(own_files) == []


def test_what_a_killed_process_left_of_a_form_is_deleted(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    old, fresh = tmp_path / "old.upload.zip", tmp_path / "fresh.upload.zip"
    old.touch()
    fresh.touch()
    os.utime(old, (1, 1))

    uploads.sweep()
    assert (old.exists(), fresh.exists()) == (False, True)


def test_pieces_arrive_in_step_and_the_last_one_starts_it(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    content = chatgpt_zip(*many(2))
    most = len(content) - 50
    monkeypatch.setattr(uploads, "PIECE_BYTES", most)
    job = uploads.begin(ann, [("one.zip", len(content))])
    file = job.files.get()
    for cut in (b"", content[:100]):
        with pytest.raises(uploads.OutOfStep):
            uploads.append(file, 0, cut)

    assert uploads.append(file, 0, content[:most]) == most
    file.refresh_from_db()
    with pytest.raises(uploads.OutOfStep) as step:
        uploads.append(file, 0, content[:most])

    assert step.value.received == most
    with pytest.raises(uploads.Refused):
        uploads.append(file, most, content)

    assert not claim()
    uploads.append(file, most, content[most:])
    assert counts(ended(job)) == (2, 2, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\chats.zip", "chats.zip"),
        ("good\u202egpj.zip", "good gpj.zip"),
        ("a\x00b\n.zip", "a b .zip"),
        ("/", "Unnamed file"),
        ("x" * 300 + ".zip", "x" * 200),
        ("مرحبا.zip", "مرحبا.zip"),
    ],
)
def test_a_files_name_is_shown_harmless_and_never_used(ann: User, own_files: Path, name: str, shown: str) -> None:
    job = uploads.begin(ann, [(name, 10)])
    assert job.files.get().name == shown
    assert all(path.parent == own_files / "imports" and len(path.name) == 32 for path in on_disk(own_files))


def refusal(user: User, *files: tuple[str, int]) -> str:
    with pytest.raises(uploads.Refused) as refused:
        uploads.begin(user, files)

    assert not ImportFile.objects.exists()
    return str(refused.value)


def test_what_is_not_taken_says_why(ann: User, settings: Settings) -> None:
    assert refusal(ann) == "Choose a file first."
    assert refusal(ann, ("a.zip", 0)) == "“a.zip” is empty. Choose another file."
    assert "at most 10 GB" in refusal(ann, ("a.zip", 6_000_000_000), ("b.zip", 6_000_000_000))
    assert "at most 100" in refusal(ann, *[("a.zip", 1)] * 101)
    settings.IMPORT_KEEP_FREE_MB = 10**9

    assert "not enough room" in refusal(ann, ("a.zip", 1))


def test_the_command_reads_files_where_they_lie(ann: User, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(chatgpt_zip(*many(3), "broken"))
    call_command("import_history", str(path), "--user", "ann")
    said = capsys.readouterr().out
    assert ["Found", "4"] in [line.split() for line in said.splitlines()]

    assert "Imported          3  new conversations, 3 questions" in said
    assert "Skipped           1" in said
    assert path.exists()
    assert ImportJob.objects.get(user=ann).state == JobState.DONE


def test_the_command_looks_before_it_brings_anything_in(ann: User, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(chatgpt_zip(*many(3), "broken"))
    call_command("import_history", str(path), "--user", "ann", "--look")
    said = capsys.readouterr().out.splitlines()

    assert said[0].startswith("3 conversations, ")
    assert said[0].endswith(", 1 can’t be read")
    assert said[1].split() == ["ChatGPT", "3"]
    assert not ImportJob.objects.exists()
    assert not UserSession.objects.exists()


def test_the_command_says_what_is_wrong(ann: User, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Just notes.")

    with pytest.raises(CommandError, match=r"notes\.txt"):
        call_command("import_history", str(path), "--user", "ann")

    with pytest.raises(CommandError, match="no user"):
        call_command("import_history", str(path), "--user", "nobody")

    with pytest.raises(CommandError, match="is no file"):
        call_command("import_history", str(tmp_path / "absent"), "--user", "ann")


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_what_waits(ann: User) -> None:
    job = uploaded(ann, ("one.zip", chatgpt_zip(*many(2))))
    call_command("worker", "--once")
    job.refresh_from_db()
    assert (job.state, job.imported) == (JobState.DONE, 2)


def seconds_ago(job: ImportJob, seconds: int) -> None:
    ImportJob.objects.filter(pk=job.pk).update(heartbeat_at=Now() - timedelta(seconds=seconds))
