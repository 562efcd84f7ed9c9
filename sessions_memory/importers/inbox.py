"""A folder that is watched: files that are laid into inbox/NAME/ of the data folder are imported for that person.

A file is taken once it has stopped changing, as a job of its own; what can't be taken stays, and the log says so once.
Only plain files of these folders are looked at: no links, no folders within, nothing whose name begins with a dot.
"""

import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile

from sessions_memory.database.text import storable
from sessions_memory.importers import uploads
from sessions_memory.models.imports import FILE_NAME_MAX_CHARS

logger = logging.getLogger(__name__)

FOLDER = "inbox"
# A copy or a download still writes.
UNCHANGED_SECONDS = 20
# Of one round; the rest is looked at in the next.
FILES_AT_ONCE, ENTRIES_LOOKED_AT = 20, 1_000
# What was said of a folder or file; a process says it once.
_said: set[str] = set()
# What was taken and could not be deleted.
_kept: set[Path] = set()
SAID_MAX = 1_000


def take_in() -> int:
    """How many files became jobs."""
    taken = 0
    for user, path in _waiting():
        if taken == FILES_AT_ONCE:
            break
        taken += _take(user, path)

    return taken


def _waiting() -> Iterator[tuple[AbstractBaseUser, Path]]:
    folders = sorted(path for path, is_folder in _entries(Path(settings.DATA_DIR) / FOLDER) if is_folder)
    # A name in another encoding than ours is nobody's, and no database takes it.
    names = [folder.name for folder in folders if storable(folder.name) == folder.name]
    people = get_user_model().objects.filter(is_active=True, username__in=names)
    by_name = {user.get_username(): user for user in people}

    for folder in folders:
        if user := by_name.get(folder.name):
            files = sorted(path for path, is_folder in _entries(folder) if not is_folder)
            yield from ((user, path) for path in files if path not in _kept and _is_still(path))
        else:
            _say(str(folder), "the inbox has a folder that is named like nobody here")


def _entries(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Folders and plain files with names of a sensible length, each with whether it is a folder; no links."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, ENTRIES_LOOKED_AT):
            is_folder = entry.is_dir(follow_symlinks=False)
            is_named = not entry.name.startswith(".") and len(entry.name) <= FILE_NAME_MAX_CHARS
            if is_named and (is_folder or entry.is_file(follow_symlinks=False)):
                yield Path(entry.path), is_folder


def _is_still(path: Path) -> bool:
    with suppress(OSError):
        return path.lstat().st_mtime < time.time() - UNCHANGED_SECONDS

    return False


def _take(user: AbstractBaseUser, path: Path) -> bool:
    if not os.access(path.parent, os.W_OK):
        _say(str(path.parent), "a folder of the inbox can't be written to, so nothing of it is taken")
        return False

    try:
        # A link that took the file's place meanwhile is not followed.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                _say(str(path), "a file in the inbox is none of its own and stays there")
                return False

            uploads.take_whole(user, [UploadedFile(file, path.name, size=found.st_size)])
    except uploads.Refused as refusal:
        _say(str(path), f"a file in the inbox can't be taken: {type(refusal).__name__}")
        return False
    except OSError as error:
        _say(str(path), f"a file in the inbox can't be read: {type(error).__name__}")
        return False

    _take_away(path)
    return True


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # The folder lets nobody but the file's owner do that: taken in each round, it would fill the disk.
        _kept.add(path)
        _say(str(path), "a file in the inbox was taken but can't be deleted and stays there")


def _say(place: str, sentence: str) -> None:
    if place not in _said and len(_said) < SAID_MAX:
        _said.add(place)
        logger.warning("%s", sentence)
