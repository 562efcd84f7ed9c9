"""The data folder is its owner's alone: it holds every conversation, the secret key and files on their way in."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close_to_others(folder: Path) -> None:
    """Takes the rights of others away, also from what an older version or another program made; where it may."""
    for path in open_to_others(folder):
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)


def open_to_others(folder: Path) -> Iterator[Path]:
    """The folder and what is in it, as far as somebody else may read or write it. Links lead elsewhere."""
    if folder.exists() and _is_open(folder):
        yield folder

    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            with contextlib.suppress(FileNotFoundError):
                if _is_open(path):
                    yield path


def _is_open(path: Path) -> bool:
    mode = path.lstat().st_mode
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)
