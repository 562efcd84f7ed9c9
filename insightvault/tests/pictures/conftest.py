"""The filled vault, which takes a while to make, and Chromium before a copy of it."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from insightvault.tests.pictures.taking import chromium_at, fill, pictured


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Made by the first of the processes that share these tests; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent
    with (folder / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "filled").exists():
            fill(folder / "filling")
            (folder / "filling").rename(folder / "filled")

    return folder / "filled"


@pytest.fixture(scope="module")
def browser(filled: Path) -> Iterator[Browser]:
    with pictured(filled) as port, chromium_at(port) as browser:
        yield browser
