"""The queue of files that wait for their text: each is read by a program of its own, which is killed if it takes long.

The worker reads; the web process only looks whether it is done. A row is claimed by one conditional update, so that
two workers don't read one file, and one whose reader died is taken up again.
"""

import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils.translation import gettext_noop

from sessions_memory.attachments import extraction
from sessions_memory.attachments.extraction.values import DISK_FULL, Extracted, Limits
from sessions_memory.database import disk
from sessions_memory.database.text import storable
from sessions_memory.files import stored
from sessions_memory.files.trouble import ObjectRefused, StorageAway
from sessions_memory.models import Attachment
from sessions_memory.models.attachments import REMARK_MAX_CHARS
from sessions_memory.states import AttachmentState

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# The processor's time is bounded inside the program; on a busy machine that takes longer by the clock.
CLOCK_TIMES = 4
STOPPED = gettext_noop("Reading this file took too long and was stopped.")
BROKEN = gettext_noop("This file can’t be read.")
MISSING = gettext_noop("This file is no longer here.")
TRIES_MAX = 2


def limits() -> Limits:
    return Limits(
        chars=settings.ATTACHMENT_CHARS,
        pages=settings.ATTACHMENT_PAGES,
        pixels=settings.ATTACHMENT_MEGAPIXELS * 1_000_000,
        seconds=settings.ATTACHMENT_SECONDS,
        memory_bytes=settings.ATTACHMENT_MEMORY_MB * 1_000_000,
    )


def claim(*, after: int = 0) -> Attachment | None:
    """The file that has waited longest; of another person than `after`, if one waits, so that all get their turn."""
    if stored.is_away():
        return None

    rows = Attachment.objects.to_read(timedelta(seconds=2 * CLOCK_TIMES * settings.ATTACHMENT_SECONDS)).listed()
    found = rows.exclude(user=after).first() or rows.first()
    if found is None or not rows.order_by().filter(pk=found.pk).take():
        return None

    found.refresh_from_db(fields=["tries"])
    return found


def extract(attachment: Attachment) -> Extracted:
    """Asks the database nothing. Raises OSError."""
    # A file that ended its reader twice, as where memory is short, is not tried for ever.
    if attachment.tries > TRIES_MAX:
        return _refused(BROKEN)

    try:
        with default_storage.open(attachment.stored_as) as file, _spool() as written:
            return _run(cast(IO[bytes], file.file), attachment.kind, written)
    except FileNotFoundError:
        return _refused(MISSING)


def keep(attachment: Attachment, found: Extracted) -> None:
    """Nothing, if it was deleted meanwhile. Raises OSError."""
    has_preview = bool(found.image)
    if has_preview:
        default_storage.delete(attachment.preview_name)
        default_storage.save(attachment.preview_name, ContentFile(found.image))

    kept = Attachment.objects.filter(pk=attachment.pk).update(
        text=storable(found.text),
        is_cut=found.is_cut,
        remark=found.remark[:REMARK_MAX_CHARS],
        state=AttachmentState.REFUSED if found.is_refused else AttachmentState.READ,
        has_preview=has_preview,
        reading_since=None,
    )
    if has_preview and not kept:
        default_storage.delete(attachment.preview_name)


def failed(attachment: Attachment, error: OSError) -> bool:
    """It is read again later; whether others can be read meanwhile."""
    logger.warning("file %s waits to be read: %s", attachment.pk, type(error).__name__)
    rows = Attachment.objects.filter(pk=attachment.pk, tries__gt=0)
    if isinstance(error, StorageAway) and not isinstance(error, ObjectRefused):
        # As if this reading had not been.
        rows.update(reading_since=None, tries=F("tries") - 1)
        return False

    # Not at once: the others go first, until its reader counts as dead.
    if disk.is_full(error):
        rows.update(tries=F("tries") - 1)

    return True


def read_all() -> None:
    """For commands, which may have no worker beside them. While the storage is away, none."""
    while attachment := claim():
        try:
            keep(attachment, extract(attachment))
        except OSError as error:
            if not failed(attachment, error):
                return


def _spool() -> IO[bytes]:
    return tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)


def _run(file: IO[bytes], kind: str, written: IO[bytes]) -> Extracted:
    """Raises OSError where the disk is full."""
    allowed = limits()
    # No environment: it may hold the keys of this vault.
    command = [sys.executable, "-m", extraction.__name__, kind, json.dumps(asdict(allowed))]
    try:
        done = subprocess.run(  # noqa: S603 (no shell; of the person's there is only the input)
            command,
            cwd=ROOT,
            env={},
            stdin=file,
            stdout=written,
            # Libraries quote there what they stumble over.
            stderr=subprocess.DEVNULL,
            timeout=CLOCK_TIMES * allowed.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _refused(STOPPED)

    if done.returncode == DISK_FULL:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        return _refused(STOPPED if done.returncode < 0 else BROKEN)

    written.seek(0)
    return _read(written)


def _read(written: IO[bytes]) -> Extracted:
    told = json.loads(written.readline())
    return Extracted(**told, image=written.read())


def _refused(remark: str) -> Extracted:
    return Extracted(remark=remark, is_refused=True)
