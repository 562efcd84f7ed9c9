"""Brings the sample history in, once for each person at a time."""

import io
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from sessions_memory.database.user_lock import user_lock
from sessions_memory.importers import uploads
from sessions_memory.models import ImportJob, UserSession
from sessions_memory.sample.dating import as_file
from sessions_memory.states import Source
from sessions_memory.web.zones import zone_of

FILE_NAME = "Sample history.jsonl"


class Sample(StrEnum):
    """Of one person: whether they have it. `COMING`: the worker reads it, and some may be here."""

    ABSENT = "absent"
    COMING = "coming"
    HERE = "here"


def load(user: AbstractBaseUser) -> None:
    """The worker reads it; nothing happens if it is here or on its way. Raises uploads.Refused."""
    zone = zone_of(user)
    text = as_file(timezone.localdate(timezone=zone), zone)

    # Two clicks take turns: the second finds the job of the first.
    with user_lock(user):
        if state_of(user.pk) == Sample.ABSENT:
            file = UploadedFile(io.BytesIO(text), FILE_NAME, size=len(text))
            uploads.take_whole(user, [file], sources=Source.SAMPLE.label)


def state_of(user_id: int) -> Sample:
    if ImportJob.objects.owned_by(user_id).unfinished().filter(sources=Source.SAMPLE.label).exists():
        return Sample.COMING

    is_here = UserSession.objects.owned_by(user_id).filter(source=Source.SAMPLE).exists()
    return Sample.HERE if is_here else Sample.ABSENT
