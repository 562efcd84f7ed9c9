"""Files on their way in, to their question, and off the disk again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping, reading
from sessions_memory.attachments.keeping import Refused
from sessions_memory.models import Attachment, Deletion, UserInteraction
from sessions_memory.tests.attachments.files import TEXT, attached, image, read_of

FULL_DISK = Path("/dev/full")


def on_disk(attachment: Attachment) -> bool:
    return default_storage.exists(attachment.stored_as)


def asked_with(user: User, *attachments: Attachment) -> UserInteraction:
    interaction = lifecycle.store_interaction(lifecycle.get_or_create_session(user), "What is it?", "A tree.")
    keeping.give(attachments, interaction)
    return interaction


def test_a_file_is_kept_in_the_person_s_folder_under_a_name_of_ours(ann: User) -> None:
    attachment = attached(ann, "../..\\etc/pass\u202ewd.txt\n")
    assert attachment.name == "pass wd.txt"
    assert attachment.stored_as.startswith(f"attachments/{ann.pk}/")
    assert "pass" not in attachment.stored_as
    assert (attachment.size_bytes, len(attachment.sha256)) == (len(TEXT), 64)
    assert Path(default_storage.path(attachment.stored_as)).read_bytes() == TEXT


def test_what_is_refused_leaves_nothing_behind(ann: User) -> None:
    good, bad = SimpleUploadedFile("a.txt", TEXT), SimpleUploadedFile("b.gz", b"\x1f\x8b\x08")
    with pytest.raises(Refused, match=r"“b.gz” can’t be attached. This is an archive"):
        keeping.take_in(ann, [good, bad])
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("ATTACHMENT_MB", 1, "“a.txt” is larger than 1 MB"),
        ("ATTACHMENTS_MB", 1, "Together these files are larger than 1 MB"),
        ("ATTACHMENTS_PER_QUESTION", 1, "These are 2 files; a question may have 1"),
        ("ATTACHMENTS_PER_QUESTION", 0, "Files can’t be attached"),
        ("IMPORT_KEEP_FREE_MB", 10**9, "not enough room"),
    ],
)
def test_the_limits_hold(ann: User, settings: Settings, limit: str, value: int, sentence: str) -> None:
    size = 1_100_000 if limit == "ATTACHMENT_MB" else 600_000
    setattr(settings, limit, value)
    with pytest.raises(Refused, match=sentence):
        keeping.take_in(ann, [SimpleUploadedFile("a.txt", b"x" * size), SimpleUploadedFile("b.txt", b"x" * size)])


def test_only_so_many_files_wait_for_a_question(ann: User, settings: Settings) -> None:
    settings.ATTACHMENTS_PER_QUESTION = 100
    keeping.take_in(ann, [SimpleUploadedFile("a.txt", b"x")] * keeping.UNCLAIMED_MAX)
    with pytest.raises(Refused, match="Many of your files wait"):
        attached(ann)


def test_somebody_else_s_file_is_not_there(ann: User, bob: User) -> None:
    with pytest.raises(Refused, match="no longer here"):
        keeping.chosen(bob, [attached(ann).pk])


def test_a_file_belongs_to_one_question(ann: User) -> None:
    attachment = attached(ann)
    asked_with(ann, attachment)
    with pytest.raises(Refused, match="no longer here"):
        keeping.chosen(ann, [attachment.pk])


def test_deleting_a_question_deletes_its_files(
    ann: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    attachment, other = read_of(ann, "a.png", image()), attached(ann)
    interaction = asked_with(ann, attachment)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.delete_interaction(interaction)

    assert list(Attachment.objects.all()) == [other]
    assert (on_disk(attachment), default_storage.exists(attachment.preview_name)) == (False, False)
    assert on_disk(other)


def test_a_file_that_another_version_has_stays(
    ann: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    attachment = read_of(ann)
    first = asked_with(ann, attachment)
    second = lifecycle.store_interaction(first.session, "What is it?", "A quince.")
    keeping.copy(first, second)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.delete_interaction(first)

    (copy,) = Attachment.objects.of([second.pk])
    assert (copy.text, copy.stored_as, on_disk(copy)) == (TEXT.decode(), attachment.stored_as, True)


def test_a_file_that_nobody_asked_with_goes_after_a_day(
    ann: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old, new, used = attached(ann), attached(ann), attached(ann)
    asked_with(ann, used)
    long_ago = timezone.now() - keeping.UNCLAIMED_FOR - timedelta(minutes=1)
    Attachment.objects.filter(pk__in=[old.pk, used.pk]).update(created_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        keeping.sweep()

    assert set(Attachment.objects.all()) == {new, used}
    assert (on_disk(old), on_disk(new), on_disk(used)) == (False, True, True)


def test_a_file_that_no_row_knows_is_swept_up(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, kept = attached(ann), attached(ann)
    Attachment.objects.filter(pk=lost.pk).delete()
    keeping.sweep_files()
    assert on_disk(lost)

    monkeypatch.setattr(keeping, "UNCLAIMED_FOR", timedelta(days=-1))
    keeping.sweep_files()
    assert (on_disk(lost), on_disk(kept)) == (False, True)


def test_a_preview_whose_original_is_gone_is_swept_up(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, kept = read_of(ann, "a.png", image()), read_of(ann, "b.png", image())
    Attachment.objects.filter(pk=lost.pk).delete()
    default_storage.delete(lost.stored_as)
    keeping.sweep_files()
    assert default_storage.exists(lost.preview_name)

    monkeypatch.setattr(keeping, "UNCLAIMED_FOR", timedelta(days=-1))
    keeping.sweep_files()
    assert not default_storage.exists(lost.preview_name)
    assert on_disk(kept) and default_storage.exists(kept.preview_name)


def test_one_after_the_other_is_read_and_people_take_turns(ann: User, bob: User) -> None:
    first, _, of_bob = attached(ann), attached(ann), attached(bob)
    assert reading.claim() == first
    assert reading.claim(after=ann.pk) == of_bob


def test_a_file_that_ends_its_reader_is_not_read_for_ever(ann: User) -> None:
    attachment = attached(ann)
    Attachment.objects.update(tries=reading.TRIES_MAX)
    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.remark) == ("refused", reading.BROKEN)


def test_a_file_that_is_gone_says_so(ann: User) -> None:
    attachment = attached(ann)
    default_storage.delete(attachment.stored_as)
    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.remark) == ("refused", reading.MISSING)


@pytest.mark.skipif(not FULL_DISK.exists(), reason="a device without room is the system's")
def test_a_file_for_whose_text_the_disk_has_no_room_is_read_later(ann: User) -> None:
    attached(ann)
    taken = reading.claim()
    assert taken
    path = Path(default_storage.path(taken.stored_as))
    with FULL_DISK.open("r+b", buffering=0) as full, path.open("rb") as file, pytest.raises(OSError) as error:
        reading._run(file, taken.kind, full)

    assert reading.failed(taken, error.value)
    taken.refresh_from_db()
    assert (taken.state, taken.tries, reading.claim()) == ("waiting", 0, None)

    # Once its reader counts as dead.
    Attachment.objects.update(reading_since=timezone.now() - timedelta(days=1))
    reading.read_all()
    taken.refresh_from_db()
    assert (taken.state, taken.text) == ("read", TEXT.decode())


def test_what_takes_long_is_stopped(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CLOCK_TIMES", 0)
    attachment = read_of(ann)
    assert (attachment.state, attachment.remark) == ("refused", reading.STOPPED)


def test_a_deletion_counts_files_before_and_after(
    as_ann: Client, ann: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    attachment, waiting = attached(ann), attached(ann)
    asked_with(ann, attachment)
    asked = as_ann.get("/forget/", {"scope": "all"})
    assert "2 attached files" in asked.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        report = as_ann.post("/forget/", {"scope": "all"}, follow=True).content.decode()
    assert "<dt>Attached files</dt>" in report
    assert Deletion.objects.get().attachments == 2
    assert (on_disk(attachment), on_disk(waiting)) == (False, False)


def test_the_worker_reads_what_waits(ann: User, transactional_db: None) -> None:
    attachment = attached(ann)
    call_command("worker", "--once")
    attachment.refresh_from_db()
    assert attachment.text == TEXT.decode()
