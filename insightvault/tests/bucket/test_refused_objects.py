"""One object that the bucket does not give out, or does not take, though it answers: all others go on."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import User
from insightvault.tests.bucket.conftest import Kept, refusing
from sessions_memory.attachments import reading
from sessions_memory.files import stored
from sessions_memory.files.trouble import ObjectRefused, StorageRefused
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs import claimed
from sessions_memory.importers.jobs.running import ImportRunner
from sessions_memory.models import Attachment, ImportJob, UserSession
from sessions_memory.states import AttachmentState, JobState
from sessions_memory.tests.attachments.files import attached, image
from sessions_memory.tests.exports import chatgpt_zip, many

pytestmark = pytest.mark.django_db
DENIED = (403, "AccessDenied")
FULL = (507, "InsufficientStorage")


def of(user: User) -> int:
    return UserSession.objects.owned_by(user).count()


def whole(user: User) -> ImportJob:
    return uploads.take_whole(user, [SimpleUploadedFile("one.zip", chatgpt_zip(*many(3)))])


def first_piece(job: ImportJob) -> str:
    return f"{job.files.get().stored_as}/{0:015}"


def a_minute_passes() -> None:
    long_ago = timezone.now() - timedelta(days=1)
    ImportJob.objects.update(heartbeat_at=long_ago)
    Attachment.objects.exclude(reading_since=None).update(reading_since=long_ago)


def test_one_that_is_refused_does_not_close_the_bucket_for_others(bucket: Kept) -> None:
    for name in ("a", "b"):
        default_storage.save(name, ContentFile(name.encode()))

    with refusing(bucket, {("GET", "/a"): DENIED}):
        with pytest.raises(ObjectRefused, match="AccessDenied"):
            default_storage.open("a")

        assert not stored.is_away()
        with default_storage.open("b") as file:
            assert file.read() == b"b"


def test_where_nothing_is_let_in_it_is_left_alone(bucket: Kept) -> None:
    with refusing(bucket, {("GET", ""): DENIED}):
        with pytest.raises(StorageRefused) as refused:
            default_storage.open("a")

        assert not isinstance(refused.value, ObjectRefused)
        assert stored.is_away()


def test_an_import_that_is_refused_lets_others_go_first_and_ends(bucket: Kept, ann: User, bob: User) -> None:
    of_ann, of_bob = whole(ann), whole(bob)
    with refusing(bucket, {("GET", first_piece(of_ann)): DENIED}):
        runner = ImportRunner()
        while runner.work():
            pass

        of_bob.refresh_from_db()
        assert (of_bob.state, of(bob), of(ann)) == (JobState.DONE, 3, 0)
        for number in range(1, claimed.REFUSALS_MAX):
            of_ann.refresh_from_db()
            assert (of_ann.state, of_ann.refusals) == (JobState.RUNNING, number)
            a_minute_passes()
            runner.work()

    of_ann.refresh_from_db()
    assert (of_ann.state, of_ann.failure) == (JobState.FAILED, claimed.REFUSED)
    assert bucket.names == []


def test_an_import_that_was_refused_for_a_while_goes_on(bucket: Kept, ann: User) -> None:
    job = whole(ann)
    runner = ImportRunner()
    with refusing(bucket, {("GET", first_piece(job)): DENIED}):
        runner.work()

    a_minute_passes()
    while runner.work():
        pass

    job.refresh_from_db()
    assert (job.state, of(ann), bucket.names) == (JobState.DONE, 3, [])


def test_an_import_that_is_refused_can_be_cancelled(bucket: Kept, ann: User) -> None:
    job = whole(ann)
    runner = ImportRunner()
    with refusing(bucket, {("GET", first_piece(job)): DENIED}):
        runner.work()
        uploads.give_up(ImportJob.objects.get(pk=job.pk))
        a_minute_passes()
        runner.work()

    job.refresh_from_db()
    assert (job.state, bucket.names) == (JobState.CANCELLED, [])


def test_an_attached_file_that_is_refused_lets_others_be_read_and_is_given_up(
    bucket: Kept, ann: User, bob: User
) -> None:
    of_ann, of_bob = attached(ann), attached(bob)
    with refusing(bucket, {("GET", of_ann.stored_as): DENIED}):
        for _ in range(reading.TRIES_MAX + 1):
            reading.read_all()
            of_bob.refresh_from_db()
            assert of_bob.is_read
            a_minute_passes()

    of_ann.refresh_from_db()
    assert (of_ann.state, of_ann.remark) == (AttachmentState.REFUSED, reading.BROKEN)


@pytest.mark.django_db(transaction=True)
def test_where_no_preview_can_be_stored_the_worker_reads_the_others(bucket: Kept, ann: User, bob: User) -> None:
    of_ann, of_bob = attached(ann, "a.png", image()), attached(bob)
    with refusing(bucket, {("PUT", of_ann.preview_name): FULL}):
        for _ in range(2 * reading.TRIES_MAX):
            call_command("worker", "--once")
            of_ann.refresh_from_db()
            of_bob.refresh_from_db()
            assert (of_ann.state, of_ann.tries, of_bob.state) == (AttachmentState.WAITING, 0, AttachmentState.READ)
            a_minute_passes()

    call_command("worker", "--once")
    of_ann.refresh_from_db()
    assert (of_ann.state, of_ann.has_preview) == (AttachmentState.READ, True)


def test_its_owner_is_told_and_nobody_else_learns_of_it(
    bucket: Kept, as_ann: Client, as_bob: Client, ann: User
) -> None:
    file = attached(ann)
    as_ann.raise_request_exception = False
    with refusing(bucket, {("GET", file.stored_as): DENIED}):
        told = as_ann.get(f"/attachments/{file.pk}/file/")
        assert (told.status_code, as_bob.get(f"/attachments/{file.pk}/file/").status_code) == (503, 404)
        assert "The file storage of this vault does not answer" in told.content.decode()
