"""How much room the disk has, and how to tell that it has none."""

import errno
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext, gettext_noop

# SQLite, PostgreSQL and the operating system say one of these.
FULL = ("disk is full", "no space left", "could not extend file")
DISK_FULL = gettext_noop("The disk of this vault is full. Free some space there; nothing that was stored is lost.")


def full_in_words() -> str:
    """For a page, in the reader's language."""
    return gettext(DISK_FULL)


def is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True

    return any(words in str(error).lower() for words in FULL)


def room_for_imports() -> int:
    """Bytes that may still be uploaded, so that answers can be stored afterwards too; negative if there is none."""
    folder = Path(default_storage.path(""))
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free - settings.IMPORT_KEEP_FREE_MB * 1_000_000
