"""Nobody else on the machine reads what is in the data folder, whatever the process was started with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import checks
from django.db import connection
from pytest_django import Settings

from insightvault.accounts.checks import OWNERS
from insightvault.data_dir.private_files import close_to_others, open_to_others
from insightvault.tests.processes import PREPARE, manage

pytestmark = pytest.mark.once

FILL = f"""
{PREPARE}
from insightvault.accounts.first_run import setup_token
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
setup_token()
default_storage.save("imports/1/export.zip", ContentFile(b"words"))
"""


@pytest.fixture
def careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="has a database of its own")
def test_all_that_a_vault_makes_is_its_owner_s_alone(careless: None, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = manage("shell", "-v0", "-c", FILL, data_dir=data)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in data.rglob("*")}
    assert {"insightvault.sqlite3", "secret_key", "setup_token", "static.stamp", "export.zip"} <= names

    assert list(open_to_others(data)) == []


def test_what_others_may_open_is_closed_to_them(careless: None, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "files/export.zip").write_text("words")
    (folder / "link").symlink_to("/etc/hosts")
    assert len(list(open_to_others(folder))) == 3

    close_to_others(folder)
    assert list(open_to_others(folder)) == []
    assert (folder / "files/export.zip").stat().st_mode & 0o777 == 0o600


def test_a_check_names_what_is_open(careless: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o700)
    assert not checks.run_checks(tags=[OWNERS])
    (settings.DATA_DIR / "key").touch(0o640)
    [warning] = checks.run_checks(tags=[OWNERS])

    assert warning.id == "insightvault.W004" and str(settings.DATA_DIR / "key") in warning.msg
    assert f"chmod -R go= {settings.DATA_DIR}" in str(warning.hint)
