"""A disk that takes no file: the worker lives on, and what others attached is read."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory.attachments import reading
from sessions_memory.models import Attachment
from sessions_memory.states import AttachmentState
from sessions_memory.tests.attachments.files import attached, image

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_preview_that_can_t_be_stored_ends_no_worker_and_keeps_no_other_file_back(ann: User, bob: User) -> None:
    of_ann, of_bob = attached(ann, "a.png", image()), attached(bob)
    # A folder with something in it stands where the preview is to lie.
    default_storage.save(f"{of_ann.preview_name}/a", ContentFile(b"a"))
    for _ in range(reading.TRIES_MAX + 1):
        call_command("worker", "--once")
        of_bob.refresh_from_db()
        assert of_bob.is_read
        Attachment.objects.exclude(reading_since=None).update(reading_since=timezone.now() - timedelta(days=1))

    of_ann.refresh_from_db()
    assert (of_ann.state, of_ann.remark) == (AttachmentState.REFUSED, reading.BROKEN)
