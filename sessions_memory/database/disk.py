"""How to tell that the disk has no room left."""

import errno

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
