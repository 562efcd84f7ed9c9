"""Where an upload goes: into one file, piece after piece, or into a bucket, where each piece is an object of its own.

Every piece but the last has the same length, and is named by the place where it begins. So whatever comes twice, late
or by way of another node writes the same bytes to the same place.
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from sessions_memory.files import stored

# Of a file that came in one post; this much of it is in memory at a time.
OBJECT_BYTES = 8_000_000
OFFSET_DIGITS = 15


class InFolder:
    def begin(self, name: str) -> None:
        default_storage.save(name, ContentFile(b""))

    def write(self, name: str, offset: int, piece: bytes) -> None:
        """Raises FileNotFoundError if the upload was deleted meanwhile."""
        with Path(default_storage.path(name)).open("r+b") as file:
            file.seek(offset)
            file.write(piece)

    def take(self, name: str, upload: UploadedFile[Any]) -> None:
        default_storage.save(name, upload)

    def delete(self, names: Collection[str]) -> None:
        stored.delete_all(names)

    def names_in(self, folder: str) -> set[str]:
        return {f"{folder}/{name}" for name in stored.listed(folder)[1]}

    def changed_at(self, name: str) -> datetime:
        """Raises FileNotFoundError."""
        return default_storage.get_modified_time(name)


class InBucket:
    def begin(self, name: str) -> None:
        """There is nothing before the first piece."""

    def write(self, name: str, offset: int, piece: bytes) -> None:
        default_storage.save(f"{name}/{offset:0{OFFSET_DIGITS}}", ContentFile(piece))

    def take(self, name: str, upload: UploadedFile[Any]) -> None:
        for number, piece in enumerate(upload.chunks(OBJECT_BYTES)):
            self.write(name, number * OBJECT_BYTES, piece)

    def delete(self, names: Collection[str]) -> None:
        stored.delete_all([piece for name in names for piece in self.pieces(name)])

    def names_in(self, folder: str) -> set[str]:
        return {f"{folder}/{name}" for name in stored.listed(folder)[0]}

    def changed_at(self, name: str) -> datetime:
        """Raises FileNotFoundError."""
        return default_storage.get_modified_time(next(iter(self.pieces(name)), name))

    def pieces(self, name: str) -> list[str]:
        """In their order."""
        return [f"{name}/{piece}" for piece in sorted(stored.listed(name)[1])]


def uploads_place() -> InFolder | InBucket:
    return InFolder() if stored.is_folder() else InBucket()
