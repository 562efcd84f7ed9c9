import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from insightvault.benchmarks.chat_export import write_export

pytestmark = pytest.mark.once


def measured(*options: str) -> dict[str, float]:
    out = StringIO()
    call_command("benchmark", "import", *options, "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["lost"], found["database"]) == ([], "SQLite")

    return {figure["name"]: figure["value"] for figure in found["figures"]}


def test_a_small_export_comes_in_whole_and_is_measured(settings: Settings) -> None:
    settings.DATABASE_URL = ""
    assert measured("--conversations", "30")["conversations, index included"] > 0


def test_a_large_one_is_uploaded_and_read_while_pages_are_looked_at(settings: Settings) -> None:
    settings.DATABASE_URL = ""
    found = measured("--gb", "0.001")
    assert 0 < found["the worker's peak memory"] < 300
    assert found["pages while it is read, p95"] > 0


@pytest.mark.parametrize(("conversations", "json_bytes"), [(7, 0), (0, 30_000)])
def test_an_export_has_the_size_that_was_asked_for(tmp_path: Path, conversations: int, json_bytes: int) -> None:
    path = tmp_path / "export.zip"
    count = write_export(path, conversations=conversations, json_bytes=json_bytes)

    with zipfile.ZipFile(path) as archive:
        made = [each for name in archive.namelist() for each in json.loads(archive.read(name))]

    assert len(made) == count and (not conversations or count == conversations)
    assert all(len(each["mapping"]) == 11 for each in made)
