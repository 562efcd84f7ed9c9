"""Files on their way in: pieces are stored as they arrive, and what is no longer needed is deleted.

The names people give their files are shown and never used: on the disk each has one of ours.
"""

import logging
import time
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from sessions_memory.database.user_lock import user_lock
from sessions_memory.files.stored import room_for_imports
from sessions_memory.files.uploaded import uploads_place
from sessions_memory.models import ImportFile, ImportJob, LookedConversation
from sessions_memory.models.imports import FILE_NAME_MAX_CHARS, FOLDER, new_storage_name
from sessions_memory.states import JobState

logger = logging.getLogger(__name__)

FILES_MAX = 100
# A piece is one ordinary post: it stays below what any post may have, and below what proxies allow by default.
PIECE_BYTES = 900_000
UNFINISHED_MAX = 20
# All of one person's that are under way, in times of what one import may have.
UNFINISHED_TIMES = 2
GIGABYTE = 1_000_000_000
# An upload that nobody goes on with, or a file that no job knows.
ABANDONED_AFTER = timedelta(hours=24)
# A file that was looked at waits so long for the person's choice.
LOOKED_AFTER = timedelta(days=7)
ENDED = gettext_noop("This import has ended. Start a new one.")


class Refused(Exception):
    """Its message says to the person why the files are not taken."""


class TooLarge(Refused):
    pass


class NoRoom(Refused):
    pass


class TooMany(Refused):
    """As many imports as a person may have are still under way."""


class OutOfStep(Exception):
    """The piece does not begin where the file ends so far, or was cut on its way; `received` bytes are here."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes are here")
        self.received = received


def begin(user: AbstractBaseUser, files: Iterable[tuple[str, int]], *, is_look: bool = False) -> ImportJob:
    """A job whose files, by name and size, are yet to come. Raises Refused."""
    files = [(shown_name(name), size) for name, size in files]
    _check(files)

    with user_lock(user):
        _check_unfinished(user, sum(size for _, size in files))
        job = ImportJob.objects.create(user_id=user.pk, is_look=is_look)
        for name, size in files:
            stored_as = new_storage_name()
            uploads_place().begin(stored_as)
            ImportFile.objects.create(job=job, user_id=user.pk, name=name, size_bytes=size, stored_as=stored_as)

    return job


def append(file: ImportFile, offset: int, piece: bytes) -> int:
    """Stores the bytes from `offset` on; how many are here now. The last piece of the last file starts the job.

    Pieces have PIECE_BYTES, the last one of a file the rest. Raises OutOfStep, and Refused if the job has ended or more
    comes than was announced.
    """
    _check_step(file, offset, piece)
    try:
        # Without a transaction: nobody else waits while a storage is slow.
        uploads_place().write(file.stored_as, offset, piece)
        return _received(file, offset, piece)
    except (Refused, ObjectDoesNotExist, FileNotFoundError) as error:
        if not ImportFile.objects.filter(pk=file.pk).exclude(stored_as="").exists():
            # What was here was deleted before this piece came.
            delete_files([file.stored_as])
        raise Refused(gettext(ENDED)) from error


def _received(file: ImportFile, offset: int, piece: bytes) -> int:
    with transaction.atomic():
        # Two tabs, or a piece sent again while its first sending still runs.
        file = ImportFile.objects.select_for_update(of=("self",)).select_related("job").get(pk=file.pk)
        _check_step(file, offset, piece)

        file.received_bytes = offset + len(piece)
        file.save(update_fields=["received_bytes"])
        ImportJob.objects.filter(pk=file.job_id).update(heartbeat_at=Now())

        if all(each.is_complete for each in file.job.files.all()):
            _is_here(file.job)

    return file.received_bytes


def _check_step(file: ImportFile, offset: int, piece: bytes) -> None:
    if file.job.state != JobState.UPLOADING:
        raise Refused(gettext(ENDED))
    if offset + len(piece) > file.size_bytes and offset == file.received_bytes:
        raise Refused(_("The file grew while it was sent. Start the import again."))
    if offset != file.received_bytes or len(piece) != min(PIECE_BYTES, file.size_bytes - offset):
        raise OutOfStep(file.received_bytes)


def take_whole(
    user: AbstractBaseUser,
    uploads: Iterable[UploadedFile[Any]],
    *,
    is_look: bool = False,
    choice: Mapping[str, Any] = MappingProxyType({}),
    sources: str = "",
) -> ImportJob:
    """The job of files that came in one post. `sources`: where they are from, if that is known. Raises Refused."""
    uploads = list(uploads)
    total = sum(upload.size or 0 for upload in uploads)
    _check([(shown_name(str(upload.name)), upload.size or 0) for upload in uploads])
    _check_unfinished(user, total)
    stored = {new_storage_name(): upload for upload in uploads}

    try:
        for stored_as, upload in stored.items():
            uploads_place().take(stored_as, upload)

        with user_lock(user):
            # Others may have come while this one was stored.
            _check_unfinished(user, total)
            job = ImportJob.objects.create(user_id=user.pk, is_look=is_look, choice=dict(choice), sources=sources)
            for stored_as, upload in stored.items():
                size = upload.size or 0
                ImportFile.objects.create(
                    job=job,
                    user_id=user.pk,
                    name=shown_name(str(upload.name)),
                    size_bytes=size,
                    received_bytes=size,
                    stored_as=stored_as,
                )

            _is_here(job)
    except BaseException:
        delete_files(stored)
        raise

    return job


def shown_name(name: str) -> str:
    """One line that can't pretend to be another: without folders and signs that are invisible or turn the direction."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else sign for sign in last
    )
    return " ".join(plain.split())[:FILE_NAME_MAX_CHARS] or _("Unnamed file")


def give_up(job: ImportJob) -> None:
    """Ends a job at the person's wish, or because its files can't be stored."""
    job.cancel()
    job.refresh_from_db()
    if job.is_finished:
        clear_away(job)


def clear_away(job: ImportJob) -> None:
    """Of a job that has ended: its files, and what a look listed."""
    LookedConversation.objects.filter(job=job).delete()
    files = job.files.exclude(stored_as="")
    if delete_files(list(files.values_list("stored_as", flat=True))):
        files.update(stored_as="")


def delete_files(names: Collection[str]) -> bool:
    """False if that is not possible now: a sweep does it later."""
    try:
        uploads_place().delete(names)
    except OSError as error:
        logger.warning("files of an import can't be deleted now: %s", type(error).__name__)
        return False

    return True


def sweep() -> None:
    """Ends uploads that nobody goes on with, and deletes the files of jobs that have ended."""
    for job in ImportJob.objects.abandoned(ABANDONED_AFTER, looked_after=LOOKED_AFTER):
        job.cancel()

    for job in ImportJob.objects.with_leftover_files():
        clear_away(job)

    _sweep_spooled()


def sweep_files() -> None:
    """Deletes what a crash or a deleted account left behind. It looks through all that is stored."""
    place = uploads_place()
    names = place.names_in(FOLDER)
    unknown = names - set(ImportFile.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))

    for name in unknown:
        # Another process may have deleted it since it was listed.
        with suppress(FileNotFoundError):
            if place.changed_at(name) < timezone.now() - ABANDONED_AFTER and delete_files([name]):
                logger.info("deleted a file that no import knows")


def _sweep_spooled() -> None:
    """Removes the files of a process that was killed while it read a form."""
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < time.time() - ABANDONED_AFTER.total_seconds():
                path.unlink()


def _is_here(job: ImportJob) -> None:
    ImportJob.objects.filter(pk=job.pk, state=JobState.UPLOADING).update(state=JobState.UPLOADED, heartbeat_at=Now())


def _check(files: list[tuple[str, int]]) -> None:
    total = sum(size for _, size in files)
    if not files:
        raise Refused(_("Choose a file first."))
    if len(files) > FILES_MAX:
        told = _("These are {count} files. Choose at most {limit} at once.")
        raise Refused(told.format(count=len(files), limit=FILES_MAX))

    if any(size <= 0 for _, size in files):
        empty = next(name for name, size in files if size <= 0)
        raise Refused(_("“{name}” is empty. Choose another file.").format(name=empty))

    if total > settings.MAX_IMPORT_GB * GIGABYTE:
        told = _(
            "This is {size} GB, and an import takes at most {limit} GB. "
            "Choose fewer files, or ask the owner to raise MAX_IMPORT_GB."
        )
        raise TooLarge(told.format(size=number_format(total / GIGABYTE, 1), limit=settings.MAX_IMPORT_GB))

    if total > room_for_imports():
        raise NoRoom(
            _("There is not enough room on the disk of this vault. Ask its owner to free some, then try again.")
        )


def _check_unfinished(user: AbstractBaseUser, total: int) -> None:
    """`total`: of the files that are to come. A bucket tells no room, so this is what bounds a person there."""
    unfinished = ImportJob.objects.owned_by(user).unfinished()
    if unfinished.count() >= UNFINISHED_MAX:
        raise TooMany(_("Several imports are still under way. Wait for one to end, or cancel one."))

    files = ImportFile.objects.filter(job__in=unfinished).exclude(stored_as="")
    held = files.aggregate(bytes=Sum("size_bytes"))["bytes"] or 0
    if total + held > UNFINISHED_TIMES * settings.MAX_IMPORT_GB * GIGABYTE:
        told = _("Imports that are still under way hold {size} GB. Wait for one to end, or cancel one.")
        raise TooMany(told.format(size=number_format(held / GIGABYTE, 1)))
