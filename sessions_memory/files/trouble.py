"""What to say when files can't be taken or given at the moment."""

from django.utils.translation import gettext, gettext_noop

from sessions_memory.database import disk

AWAY = gettext_noop("The file storage of this vault does not answer at the moment. Try again shortly; nothing is lost.")


class StorageAway(OSError):
    """It does not answer, or refuses this vault: try the whole again later."""


class StorageRefused(StorageAway):
    """It answers, and does not let this vault in: its message is the code that it gave."""


class ObjectRefused(StorageRefused):
    """It lets this vault in, but not to this one file."""


def said_of(error: OSError) -> str:
    """One sentence in the reader's language; "" if it is about something else."""
    if disk.is_full(error):
        return disk.full_in_words()

    return gettext(AWAY) if isinstance(error, StorageAway) else ""
