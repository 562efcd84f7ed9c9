"""Imports by way of a bucket: in pieces over many nodes, read by a worker, and gone when they ended."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from insightvault.accounts.models import User
from insightvault.tests.bucket.conftest import Kept
from sessions_memory.deletion import jobs
from sessions_memory.files import uploaded
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs import claimed
from sessions_memory.importers.jobs.claimed import JobRun
from sessions_memory.importers.jobs.running import ImportRunner, claim
from sessions_memory.models import Deletion, ImportFile, ImportJob, UserSession
from sessions_memory.states import JobState, Scope
from sessions_memory.tests.at_once import at_once
from sessions_memory.tests.exports import chatgpt_zip, many
from sessions_memory.tests.importing import work_all
from sessions_memory.tests.refusals import away_for_changes_of

pytestmark = pytest.mark.django_db
PIECE = 300
BYTES = "application/octet-stream"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """No copy is left on this machine, whatever happened."""
    monkeypatch.setattr(uploads, "PIECE_BYTES", PIECE)
    monkeypatch.setattr(uploaded, "OBJECT_BYTES", PIECE)
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    yield
    assert list(tmp_path.iterdir()) == []


def in_pieces(user: User, content: bytes) -> ImportJob:
    job = uploads.begin(user, [("one.zip", len(content))])
    for offset in range(0, len(content), PIECE):
        uploads.append(job.files.get(), offset, content[offset : offset + PIECE])

    return job


def being_copied(user: User, monkeypatch: pytest.MonkeyPatch) -> tuple[ImportJob, JobRun]:
    """A worker copies it, one piece in each slice, and has the first."""
    monkeypatch.setattr(claimed, "READ_SECONDS", 0)
    job = in_pieces(user, chatgpt_zip(*many(3)))
    run = claim()
    assert run and not run.slice()
    return job, run


def whole(user: User, content: bytes) -> ImportJob:
    return uploads.take_whole(user, [SimpleUploadedFile("one.zip", content)])


def of(user: User) -> int:
    return UserSession.objects.owned_by(user).count()


def test_pieces_become_objects_and_after_the_import_none_is_left(
    bucket: Kept, as_ann: Client, as_bob: Client, ann: User, bob: User
) -> None:
    content = chatgpt_zip(*many(3))
    started = as_ann.post("/import/start/", {"name": ["one.zip"], "size": [str(len(content))]}).json()
    (url,) = started["files"]
    for offset in range(0, len(content), PIECE):
        piece = content[offset : offset + PIECE]
        assert as_bob.post(f"{url}?offset={offset}", piece, content_type=BYTES).status_code == 404
        sent = as_ann.post(f"{url}?offset={offset}", piece, content_type=BYTES)
        assert sent.json() == {"received": offset + len(piece)}

    assert b"".join(map(bucket.content, bucket.names)) == content
    work_all()
    assert ImportJob.objects.get(user=ann).state == JobState.DONE
    assert (of(ann), of(bob), bucket.names) == (3, 0, [])


def test_a_form_s_file_is_stored_and_read(bucket: Kept, as_ann: Client, ann: User) -> None:
    content = chatgpt_zip(*many(2))
    as_ann.post("/import/", {"files": SimpleUploadedFile("one.zip", content)})
    assert b"".join(map(bucket.content, bucket.names)) == content
    work_all()
    assert (of(ann), bucket.names) == (2, [])


def test_a_piece_that_comes_twice_or_out_of_order_changes_nothing(bucket: Kept, ann: User) -> None:
    content = chatgpt_zip(*many(3))
    job = uploads.begin(ann, [("one.zip", len(content))])
    stale = job.files.get()
    with pytest.raises(uploads.OutOfStep):
        uploads.append(stale, PIECE, content[PIECE : 2 * PIECE])

    assert bucket.names == []
    assert uploads.append(stale, 0, content[:PIECE]) == PIECE
    # On another node, which looked at the row before.
    with pytest.raises(uploads.OutOfStep) as step:
        uploads.append(stale, 0, content[:PIECE])

    assert step.value.received == PIECE
    with pytest.raises(uploads.OutOfStep):
        uploads.append(job.files.get(), PIECE, content[PIECE : PIECE + 10])

    for offset in range(PIECE, len(content), PIECE):
        uploads.append(job.files.get(), offset, content[offset : offset + PIECE])

    assert b"".join(map(bucket.content, bucket.names)) == content
    work_all()
    assert (of(ann), bucket.names) == (3, [])


@pytest.mark.django_db(transaction=True)
def test_a_piece_that_comes_by_two_nodes_at_once_counts_once(bucket: Kept, ann: User) -> None:
    content = chatgpt_zip(*many(3))
    job = uploads.begin(ann, [("one.zip", len(content))])
    together = threading.Barrier(2)
    told: list[int] = []

    def send() -> None:
        for offset in range(0, len(content), PIECE):
            file = ImportFile.objects.select_related("job").get(job=job)
            together.wait(30)
            try:
                told.append(uploads.append(file, offset, content[offset : offset + PIECE]))
            except uploads.OutOfStep as step:
                assert step.received >= offset + len(content[offset : offset + PIECE])
            except uploads.Refused:
                # The other one was the last.
                assert offset + PIECE >= len(content)
            together.wait(30)

    at_once([send] * 2)
    assert sorted(told) == [*range(PIECE, len(content), PIECE), len(content)]
    assert b"".join(map(bucket.content, bucket.names)) == content
    work_all()
    assert (of(ann), bucket.names) == (3, [])


def test_a_piece_that_comes_after_the_end_leaves_nothing(bucket: Kept, ann: User) -> None:
    job = uploads.begin(ann, [("one.zip", 900)])
    uploads.append(job.files.get(), 0, b"x" * PIECE)
    late = job.files.get()
    late.received_bytes = PIECE
    uploads.give_up(job)
    assert bucket.names == []

    # The node that it goes by looked at the job before.
    late.job = ImportJob(state=JobState.UPLOADING)
    with pytest.raises(uploads.Refused):
        uploads.append(late, PIECE, b"x" * PIECE)
    assert bucket.names == []


def test_cancelled_while_it_runs_nothing_is_left(bucket: Kept, ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    job, run = being_copied(ann, monkeypatch)
    uploads.give_up(ImportJob.objects.get(pk=job.pk))
    assert run.slice()

    job.refresh_from_db()
    assert (job.state, of(ann), bucket.names) == (JobState.CANCELLED, 0, [])


def test_while_it_is_copied_the_job_shows_that_it_lives(
    bucket: Kept, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claimed, "READ_SECONDS", 0)
    job = in_pieces(ann, chatgpt_zip(*many(3)))
    run = claim()
    ImportJob.objects.filter(pk=job.pk).update(heartbeat_at="2024-01-01T00:00:00Z")
    assert run and not run.slice()
    job.refresh_from_db()
    assert job.heartbeat_at.year > 2024

    for _ in range(100):
        if run.slice():
            break
    assert (of(ann), bucket.names) == (3, [])


def test_a_worker_that_lost_the_job_meanwhile_leaves_it(
    bucket: Kept, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, run = being_copied(ann, monkeypatch)
    ImportJob.objects.filter(pk=job.pk).update(state=JobState.UPLOADED, claim_id=None)
    assert run.slice()

    assert bucket.names
    work_all()
    assert of(ann) == 3


def test_a_file_that_is_not_whole_is_said_to_be_gone(bucket: Kept, ann: User) -> None:
    job = in_pieces(ann, chatgpt_zip(*many(3)))
    bucket.client.delete_object(Bucket=bucket.name, Key=bucket.names[1])
    work_all()
    job.refresh_from_db()
    assert (job.state, job.failure[:20]) == (JobState.FAILED, "The uploaded file is")
    assert (of(ann), bucket.names) == (0, [])


def test_a_piece_that_goes_while_it_is_copied_is_said_to_be_gone(
    bucket: Kept, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, run = being_copied(ann, monkeypatch)
    bucket.client.delete_object(Bucket=bucket.name, Key=bucket.names[-1])
    while not run.slice():
        pass

    job.refresh_from_db()
    assert (job.state, job.failure[:20]) == (JobState.FAILED, "The uploaded file is")


def test_a_copy_that_is_read_for_days_is_not_swept_up(
    bucket: Kept, ann: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claimed, "READ_SECONDS", 0)
    files = [SimpleUploadedFile(name, chatgpt_zip(*many(2))) for name in ("one.zip", "two.zip")]
    job = uploads.take_whole(ann, files)
    run = claim()
    assert run
    while not job.bytes_done:
        assert not run.slice()
        job.refresh_from_db()

    copies = list(tmp_path.iterdir())
    for path in copies:
        os.utime(path, (1, 1))
    assert not run.slice()
    uploads.sweep()
    assert [path.exists() for path in copies] == [True, True]
    run.let_go()


def test_without_room_for_the_copy_it_says_so(bucket: Kept, ann: User, settings: Settings) -> None:
    job = whole(ann, chatgpt_zip(*many(3)))
    settings.IMPORT_KEEP_FREE_MB = 10**9
    work_all()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "disk of this vault is full" in job.failure


def test_room_for_the_whole_copy_is_taken_before_its_first_piece(
    bucket: Kept, ann: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, run = being_copied(ann, monkeypatch)
    (copy,) = tmp_path.iterdir()
    size = ImportFile.objects.get().size_bytes
    assert copy.stat().st_size == size
    assert copy.stat().st_blocks * 512 >= size
    run.let_go()


def test_what_one_person_has_under_way_is_bounded_together(
    bucket: Kept, as_ann: Client, as_bob: Client, settings: Settings
) -> None:
    settings.MAX_IMPORT_GB = 1
    announced = {"name": ["one.zip"], "size": ["900000000"]}
    for _ in range(2):
        cancel = as_ann.post("/import/start/", announced).json()["cancel"]

    refused = as_ann.post("/import/start/", announced)
    told = "Imports that are still under way hold 1.8 GB. Wait for one to end, or cancel one."
    assert (refused.status_code, refused.json()["detail"]) == (422, told)
    assert as_bob.post("/import/start/", announced).status_code == 200

    as_ann.post(cancel)
    assert as_ann.post("/import/start/", announced).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_program_s_import_beyond_that_gets_429_and_leaves_nothing(
    bucket: Kept, client: Client, ann: User, ann_token: dict[str, str], settings: Settings
) -> None:
    settings.MAX_IMPORT_GB = 1
    for _ in range(2):
        uploads.begin(ann, [("one.zip", 1_000_000_000)])

    answer = client.post("/import", {"files": SimpleUploadedFile("two.zip", b"xyz")}, headers=ann_token)
    assert answer.status_code == 429
    assert answer.json()["detail"].startswith("Imports that are still under way hold 2.0 GB.")
    assert (ImportJob.objects.count(), bucket.names) == (2, [])

    # The bucket is not even asked.
    bucket.go_away()
    again = client.post("/import", {"files": SimpleUploadedFile("two.zip", b"xyz")}, headers=ann_token)
    assert again.status_code == 429


@pytest.mark.django_db(transaction=True)
def test_of_uploads_that_begin_at_once_no_more_begin(bucket: Kept, ann: User, settings: Settings) -> None:
    settings.MAX_IMPORT_GB = 1
    refused: list[str] = []

    def start() -> None:
        try:
            uploads.begin(ann, [("one.zip", 900_000_000)])
        except uploads.TooMany as refusal:
            refused.append(str(refusal))

    at_once([start] * 4)
    assert (ImportJob.objects.count(), len(refused)) == (2, 2)


def test_the_room_of_this_machine_bounds_no_upload(bucket: Kept, ann: User, settings: Settings) -> None:
    settings.IMPORT_KEEP_FREE_MB = 10**9
    assert uploads.begin(ann, [("one.zip", 5_000_000_000)]).state == JobState.UPLOADING


def test_while_the_bucket_is_away_a_piece_is_sent_again_later(bucket: Kept, as_ann: Client, ann: User) -> None:
    content = chatgpt_zip(*many(3))
    (url,) = as_ann.post("/import/start/", {"name": ["one.zip"], "size": [str(len(content))]}).json()["files"]
    as_ann.post(f"{url}?offset=0", content[:PIECE], content_type=BYTES)
    bucket.go_away()
    as_ann.raise_request_exception = False
    away = as_ann.post(f"{url}?offset={PIECE}", content[PIECE : 2 * PIECE], content_type=BYTES)
    # The script tries again what is answered so, and not in JSON.
    assert (away.status_code, away["Content-Type"].partition(";")[0]) == (503, "text/html")
    assert "The file storage of this vault does not answer" in away.content.decode()
    assert ImportFile.objects.get().received_bytes == PIECE

    bucket.use()
    for offset in range(PIECE, len(content), PIECE):
        as_ann.post(f"{url}?offset={offset}", content[offset : offset + PIECE], content_type=BYTES)
    work_all()
    assert of(ann) == 3


def test_a_form_while_the_bucket_is_away_says_so_and_begins_nothing(bucket: Kept, as_ann: Client) -> None:
    bucket.go_away()
    answer = as_ann.post("/import/", {"files": SimpleUploadedFile("one.zip", b"x")})
    assert "The file storage of this vault does not answer" in answer.content.decode()
    assert not ImportJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_program_s_import_while_the_bucket_is_away_gets_503(
    bucket: Kept, client: Client, ann_token: dict[str, str]
) -> None:
    bucket.go_away()
    answer = client.post("/import", {"files": SimpleUploadedFile("one.zip", b"x")}, headers=ann_token)
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert answer.json()["detail"].startswith("The file storage of this vault does not answer")
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("refuses", [False, True])
def test_an_import_waits_for_the_bucket_and_goes_on(bucket: Kept, ann: User, refuses: bool) -> None:
    job = in_pieces(ann, chatgpt_zip(*many(3)))
    bucket.use(name="another-bucket") if refuses else bucket.go_away()
    runner = ImportRunner()
    assert runner.work()
    # It is let go, and as long as the bucket is left alone nobody takes it.
    assert not runner.work()
    job.refresh_from_db()
    assert (job.state, job.claim_id, job.failure) == (JobState.UPLOADED, None, "")

    bucket.use()
    work_all()
    assert (of(ann), bucket.names) == (3, [])


@pytest.mark.django_db(transaction=True)
def test_an_import_that_can_t_be_let_go_at_once_is_never_taken_for_done(bucket: Kept, ann: User) -> None:
    job = in_pieces(ann, chatgpt_zip(*many(3)))
    before = bucket.names
    run = claim()
    bucket.go_away()
    with away_for_changes_of(ImportJob._meta.db_table), pytest.raises(OperationalError):
        assert run and run.slice()

    bucket.use()
    assert run and run.slice()
    job.refresh_from_db()
    assert (job.state, job.claim_id, bucket.names) == (JobState.UPLOADED, None, before)
    work_all()
    job.refresh_from_db()
    assert (job.state, of(ann), bucket.names) == (JobState.DONE, 3, [])


def test_what_can_t_be_deleted_now_is_deleted_when_the_bucket_is_back(bucket: Kept, ann: User) -> None:
    job = in_pieces(ann, chatgpt_zip(*many(3)))
    bucket.go_away()
    uploads.give_up(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    uploads.sweep()
    assert bucket.names

    bucket.use()
    uploads.sweep()
    assert (bucket.names, job.files.get().stored_as) == ([], "")


def test_a_person_s_deletion_takes_the_objects_of_their_imports_and_no_other(
    bucket: Kept, ann: User, bob: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    in_pieces(ann, chatgpt_zip(*many(3)))
    others = whole(bob, chatgpt_zip(*many(3))).files.get().stored_as
    with django_capture_on_commit_callbacks(execute=True):
        jobs.begin(Deletion(user=ann, scope=Scope.ALL))

    assert not ImportJob.objects.owned_by(ann).exists()
    assert bucket.names and all(name.startswith(f"{others}/") for name in bucket.names)


def test_what_no_import_knows_is_swept_up(bucket: Kept, ann: User, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    in_pieces(ann, chatgpt_zip(*many(3)))
    kept = whole(bob, chatgpt_zip(*many(3))).files.get().stored_as
    ann.delete()
    before = bucket.names
    uploads.sweep_files()
    assert bucket.names == before

    monkeypatch.setattr(uploads, "ABANDONED_AFTER", timedelta(days=-1))
    uploads.sweep_files()
    assert bucket.names and all(name.startswith(f"{kept}/") for name in bucket.names)
