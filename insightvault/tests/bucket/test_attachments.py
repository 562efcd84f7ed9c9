"""Attached files in a bucket: given out by the application to their owner alone, and gone when they are deleted."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from chat import prompt_files
from chat.prompt.inputs import AttachedFile
from insightvault.accounts.models import User
from insightvault.tests.bucket.conftest import Kept
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping, reading
from sessions_memory.deletion import jobs
from sessions_memory.exporters.attachments import attachments_of
from sessions_memory.files.trouble import StorageAway
from sessions_memory.models import Attachment, Deletion, UserInteraction
from sessions_memory.states import AttachmentState, Scope
from sessions_memory.tests.attachments.files import TEXT, attached, image, read_of

pytestmark = pytest.mark.django_db
AWAY = "The file storage of this vault does not answer"


def asked_with(user: User, *attachments: Attachment) -> UserInteraction:
    interaction = lifecycle.store_interaction(lifecycle.get_or_create_session(user), "What is it?", "A tree.")
    keeping.give(attachments, interaction)
    UserInteraction.objects.filter(pk=interaction.pk).update(interaction_metadata={"attached": len(attachments)})
    return interaction


def test_an_attached_file_is_an_object_and_its_text_is_read(bucket: Kept, as_ann: Client, ann: User) -> None:
    as_ann.post("/attachments/", {"files": SimpleUploadedFile("quince.md", TEXT)}, headers={"HX-Request": "true"})
    attachment = Attachment.objects.get(user=ann)
    assert bucket.names == [attachment.stored_as]
    assert bucket.content(attachment.stored_as) == TEXT

    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.text) == (AttachmentState.READ, TEXT.decode())


def test_its_owner_downloads_it_from_the_application_and_nobody_else(
    bucket: Kept, as_ann: Client, as_bob: Client, ann: User, client: Client
) -> None:
    attachment = read_of(ann, "a.png", image())
    assert sorted(bucket.names) == [attachment.stored_as, attachment.preview_name]
    url = f"/attachments/{attachment.pk}/file/"
    answer: Any = as_ann.get(url)
    assert (answer.status_code, b"".join(answer)) == (200, image())
    assert "Location" not in answer.headers
    assert bucket.content(attachment.preview_name) == as_ann.get(f"/attachments/{attachment.pk}/preview/").content

    for part in ("file", "preview"):
        assert as_bob.get(f"/attachments/{attachment.pk}/{part}/").status_code == 404
        assert client.get(f"/attachments/{attachment.pk}/{part}/").status_code == 302


def test_a_lost_object_is_404(bucket: Kept, as_ann: Client, ann: User) -> None:
    attachment = attached(ann)
    bucket.client.delete_object(Bucket=bucket.name, Key=attachment.stored_as)
    assert as_ann.get(f"/attachments/{attachment.pk}/file/").status_code == 404
    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.remark) == ("refused", reading.MISSING)


def test_deleting_a_question_deletes_its_objects(
    bucket: Kept, ann: User, bob: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    of_bob = attached(bob)
    interaction = asked_with(ann, read_of(ann, "a.png", image()), attached(ann))
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.delete_interaction(interaction)

    assert bucket.names == [of_bob.stored_as]


def test_deleting_everything_leaves_no_object(
    bucket: Kept, ann: User, bob: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    of_bob = attached(bob)
    asked_with(ann, read_of(ann, "a.png", image()))
    attached(ann)
    with django_capture_on_commit_callbacks(execute=True):
        deletion = jobs.begin(Deletion(user=ann, scope=Scope.ALL))

    assert (deletion.attachments, bucket.names) == (2, [of_bob.stored_as])


def test_what_could_not_be_deleted_is_swept_up(
    bucket: Kept,
    ann: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    kept = attached(ann)
    gone = asked_with(ann, read_of(ann, "a.png", image()))
    bucket.go_away()
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.delete_interaction(gone)

    bucket.use()
    keeping.sweep_files()
    assert len(bucket.names) == 3

    monkeypatch.setattr(keeping, "UNCLAIMED_FOR", timedelta(days=-1))
    keeping.sweep_files()
    assert bucket.names == [kept.stored_as]


def test_while_the_bucket_is_away_pages_say_so_and_nothing_is_lost(bucket: Kept, as_ann: Client, ann: User) -> None:
    attachment = attached(ann)
    bucket.go_away()
    as_ann.raise_request_exception = False
    answer = as_ann.get(f"/attachments/{attachment.pk}/file/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert AWAY in answer.content.decode()

    sent = {"files": SimpleUploadedFile("b.md", TEXT)}
    shown = as_ann.post("/attachments/", sent, headers={"HX-Request": "true"})
    assert (shown.status_code, AWAY in shown.content.decode()) == (422, True)

    bucket.use()
    assert list(Attachment.objects.all()) == [attachment]
    again: Any = as_ann.get(f"/attachments/{attachment.pk}/file/")
    assert b"".join(again) == TEXT


@pytest.mark.django_db(transaction=True)
def test_a_program_is_told_so_too(bucket: Kept, client: Client, ann: User, ann_token: dict[str, str]) -> None:
    attachment = attached(ann)
    bucket.go_away()
    for answer in (
        client.get(f"/attachments/{attachment.pk}/file", headers=ann_token),
        client.post("/attachments", {"files": SimpleUploadedFile("b.md", TEXT)}, headers=ann_token),
    ):
        assert answer.status_code == 503, answer.content
        assert json.loads(answer.content)["detail"].startswith(AWAY)


def test_a_file_waits_to_be_read_until_the_bucket_is_back(bucket: Kept, ann: User) -> None:
    attachment = attached(ann)
    bucket.go_away()
    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.reading_since, attachment.tries) == (AttachmentState.WAITING, None, 0)

    bucket.use()
    reading.read_all()
    attachment.refresh_from_db()
    assert attachment.text == TEXT.decode()


def test_while_the_bucket_refuses_reading_ends_and_the_file_waits(bucket: Kept, ann: User) -> None:
    attachment = attached(ann)
    bucket.use(name="another-bucket")
    reading.read_all()
    attachment.refresh_from_db()
    assert (attachment.state, attachment.reading_since, attachment.tries) == (AttachmentState.WAITING, None, 0)


def test_an_export_holds_the_file_or_breaks_off(bucket: Kept, ann: User) -> None:
    interaction = asked_with(ann, attached(ann))
    row = {"pk": interaction.pk, "interaction_metadata": {"attached": 1}}
    (kept,) = attachments_of(row)["attachments"]
    assert kept["content"]

    bucket.go_away()
    with pytest.raises(StorageAway):
        attachments_of(row)


def test_no_answer_is_made_without_an_image_that_is_only_away(bucket: Kept, ann: User) -> None:
    attachment = read_of(ann, "a.png", image())
    at = attachment.created_at
    file = AttachedFile(attachment.pk, 1, 1, "a.png", "Image", "", at, "", image=attachment.preview_name)
    receipt: Any = {"items": [{"id": attachment.pk, "is_seen": True}]}
    (sent,) = prompt_files.with_images([{"role": "user", "content": "What is it?"}], receipt, [file])
    assert str(sent["images"][0]).startswith("data:image/jpeg;base64,")

    bucket.go_away()
    with pytest.raises(StorageAway):
        prompt_files.with_images([{"role": "user", "content": "What is it?"}], receipt, [file])
