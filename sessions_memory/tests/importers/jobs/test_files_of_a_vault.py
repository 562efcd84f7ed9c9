"""Files in an export of a vault, where the storage takes its time: nobody waits for it, and the job shows it lives."""

from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.attachments import keeping
from sessions_memory.importers import uploads
from sessions_memory.models import Attachment, ImportJob, UserInteraction
from sessions_memory.models.attachments import ATTACHMENTS_FOLDER
from sessions_memory.states import JobState
from sessions_memory.tests.attachments.files import attached
from sessions_memory.tests.exporters.test_round_trip import exported
from sessions_memory.tests.importing import work_all
from sessions_memory.tests.refusals import refusing

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = "2024-01-01T00:00:00Z"


class Slow(FileSystemStorage):
    """Each file of a question takes so long that the job looks dead afterwards."""

    heartbeats: list[int]
    locks: list[bool]

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        if str(name).startswith(ATTACHMENTS_FOLDER):
            self.locks.append(connection.in_atomic_block)
            job = ImportJob.objects.get()
            self.heartbeats.append(job.heartbeat_at.year)
            ImportJob.objects.update(heartbeat_at=LONG_AGO)

        return super().save(name, content, max_length)


@pytest.fixture
def document(own_files: Any, ann: User) -> bytes:
    session = lifecycle.get_or_create_session(ann)
    for question in ("What is it?", "And this?"):
        metadata = keeping.as_metadata(1)
        row = lifecycle.store_interaction(session, question, "A tree.", interaction_metadata=metadata)
        keeping.give([attached(ann)], row)

    lifecycle.store_interaction(session, "Refused?", "Yes.")
    return exported(ann)


def bring_in(user: User, document: bytes, settings: Settings) -> ImportJob:
    Slow.heartbeats, Slow.locks = [], []
    job = uploads.take_whole(user, [SimpleUploadedFile("vault.json", document)])
    default = {**settings.STORAGES["default"], "BACKEND": f"{__name__}.Slow"}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    work_all()
    job.refresh_from_db()
    return job


def test_between_files_the_job_shows_that_it_lives(bob: User, document: bytes, settings: Settings) -> None:
    job = bring_in(bob, document, settings)
    assert (job.state, Attachment.objects.owned_by(bob).count()) == (JobState.DONE, 2)
    assert min(Slow.heartbeats) > 2024


def test_no_lock_is_held_while_files_are_stored_one_by_one(bob: User, document: bytes, settings: Settings) -> None:
    with refusing(UserInteraction._meta.db_table, "NEW.user_question = 'Refused?'"):
        job = bring_in(bob, document, settings)

    assert (job.state, job.skipped) == (JobState.DONE, 1)
    # All at once, and then one by one.
    assert Slow.locks == [False] * 4
