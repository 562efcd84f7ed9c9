"""Uploads for readers that jump: where they lie in a folder, and copied to this machine if they lie in a bucket."""

import errno
import os
import shutil
import time
import uuid
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage

from sessions_memory.files import stored
from sessions_memory.files.uploaded import InBucket


class Vanished(Exception):
    """One of the files is no longer there, or not whole."""


class LocalFiles:
    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths

    def fetch(self, seconds: float) -> bool:
        """Goes on for so long; True once all are at their paths. Raises Vanished and OSError, also for a full disk."""
        return True

    def close(self) -> None:
        """They are not read any more."""


class FilesInFolder(LocalFiles):
    def fetch(self, seconds: float) -> bool:
        if not all(path.exists() for path in self.paths):
            raise Vanished

        return True


class CopiedFiles(LocalFiles):
    def __init__(self, files: Sequence[tuple[str, int]]) -> None:
        folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
        super().__init__([folder / f"import-{uuid.uuid4().hex}" for _ in files])
        self._files = files
        self._copying = self._copies()
        self._are_whole = False

    def fetch(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        # Goes on where it was left, piece by piece.
        for _ in self._copying:
            if time.monotonic() >= until:
                break

        self._show_that_they_are_used()
        return self._are_whole

    def close(self) -> None:
        self._copying.close()
        for path in self.paths:
            path.unlink(missing_ok=True)

    def _show_that_they_are_used(self) -> None:
        """An import may take days, and what is old in their folder is swept up."""
        for path in self.paths:
            with suppress(FileNotFoundError):
                os.utime(path)

    def _copies(self) -> Generator[None, None, None]:
        if sum(size for _, size in self._files) > stored.room_on_this_machine():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        for path, (_, size) in zip(self.paths, self._files, strict=True):
            with path.open("xb") as copy:
                _reserve(copy, size)

        for path, (name, size) in zip(self.paths, self._files, strict=True):
            with path.open("r+b") as copy:
                for piece in InBucket().pieces(name):
                    self._add(piece, copy)
                    yield

                if copy.tell() != size:
                    raise Vanished

        self._are_whole = True

    def _add(self, piece: str, copy: BinaryIO) -> None:
        try:
            with default_storage.open(piece) as file:
                shutil.copyfileobj(file, copy)
        except FileNotFoundError:
            # Deleted since it was listed.
            raise Vanished from None


def _reserve(copy: BinaryIO, size: int) -> None:
    """Room on the disk, before others take it: an import may copy for an hour. Not every system can."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(copy.fileno(), 0, size)


def local_files(files: Sequence[tuple[str, int]]) -> LocalFiles:
    """Of names in the storage, with their sizes."""
    if stored.is_folder():
        return FilesInFolder([Path(default_storage.path(name)) for name, _ in files])

    return CopiedFiles(files)
