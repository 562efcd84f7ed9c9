"""The filled vault, which takes a while to make, and Chromium before a copy of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from insightvault.tests.made_once import made_once
from insightvault.tests.pictures.taking import chromium_at, fill, pictured


@pytest.fixture(scope="session")
def filled() -> Path:
    return made_once("filled", fill)


@pytest.fixture(scope="module")
def browser(filled: Path) -> Iterator[Browser]:
    with pictured(filled) as port, chromium_at(port) as browser:
        yield browser
