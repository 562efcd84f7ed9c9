"""The storage, whether it is a folder or a bucket."""

import shutil
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from sessions_memory.files.trouble import StorageAway


def is_folder() -> bool:
    return isinstance(default_storage, FileSystemStorage)


def is_away() -> bool:
    """A moment ago it did not answer or refused, and is left alone for now."""
    return not is_folder() and bool(_bucket().is_away)


def content_of(name: str) -> bytes:
    """Empty if it is lost; raises StorageAway, for then it is not."""
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except StorageAway:
        raise
    except OSError:
        return b""


def delete_all(names: Collection[str]) -> None:
    """Those that are there. Raises OSError, once all others are deleted."""
    if not is_folder():
        _bucket().delete_all(names)
        return

    failure: OSError | None = None
    for name in names:
        try:
            default_storage.delete(name)
        except OSError as error:
            failure = error

    if failure:
        raise failure


def listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and the files in it; none if it is not there."""
    with suppress(FileNotFoundError):
        return default_storage.listdir(folder)

    return [], []


def room_for_imports() -> int:
    """Bytes that may still be uploaded, so that answers can be stored afterwards too; negative if there is none."""
    if not is_folder():
        # A bucket says so when it is full.
        return sys.maxsize

    folder = Path(default_storage.path(""))
    folder.mkdir(parents=True, exist_ok=True)
    return _room_in(folder)


def room_on_this_machine() -> int:
    """The same for what is spooled or copied here, wherever it is stored then."""
    return _room_in(Path(settings.FILE_UPLOAD_TEMP_DIR))


def _room_in(folder: Path) -> int:
    return shutil.disk_usage(folder).free - settings.IMPORT_KEEP_FREE_MB * 1_000_000


def _bucket() -> Any:
    return cast(Any, default_storage)
