"""What takes a while to make, and all processes of one run of the tests use."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills: the first process to ask makes it, and the others wait for it."""
    shared = Path(os.environ["TEST_DATA_DIR"])
    folder, unfinished = shared / name, shared / f"{name}-unfinished"

    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(unfinished)
            unfinished.rename(folder)

    return folder
