"""Whatever time a file of any program says, what is kept lies between 1990 and tomorrow, or is not known."""

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.times import EARLIEST, latest
from sessions_memory.tests.importers.exports import file_of
from sessions_memory.tests.importers.formats import test_llm, test_openai
from sessions_memory.tests.importers.formats.test_odd_shapes import RECORDS, places, read_all, with_odd
from sessions_memory.tests.importers.storing.test_restoring import interaction, note, session

FAR: tuple[Any, ...] = (
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999-12:00", "1989-12-31T23:59:59Z", "2150-01-01"),
    *(-62135596800, 1, 5_000_000_000, 253402300799, 253402300799000, 1e300, "253402300799"),
    {"$date": {"$numberLong": "253402300799000"}},
)
OWN = {"session": session(interaction()), "note": note("I row.")}
TIMED = {"created": 1_770_000_000, "messages": [test_openai.ASKED | {"created_at": "2026-05-01T09:00:00Z"}]}


def times(value: Any) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple | list):
        yield from (time for each in value for time in times(each))
    elif isinstance(value, dict):
        yield from (time for each in value.values() for time in times(each))
    elif dataclasses.is_dataclass(value):
        yield from (time for each in dataclasses.fields(value) for time in times(getattr(value, each.name)))


def kept(path: Path) -> list[datetime]:
    return [time for item in read_all(path) for time in times(item)]


@pytest.mark.parametrize("name", [*RECORDS, *OWN])
def test_no_time_of_a_file_lies_outside(tmp_path: Path, name: str) -> None:
    record = {**RECORDS, **OWN, "openai": TIMED}[name]
    header = [{"insightvault": "header", "version": 1}] if name in OWN else []
    here = [with_odd(record, path, far) for path in places(record) for far in FAR]
    files = [[each] for each in here] if name == "lechat" else [[*header, *here]]
    found = [
        time
        for number, content in enumerate(files)
        for time in kept(file_of(tmp_path, json.dumps(content), f"{number}.json"))
    ]

    assert found
    assert [time for time in found if not EARLIEST <= time <= latest()] == []


@pytest.mark.parametrize("far", [far for far in FAR if isinstance(far, str)])
def test_no_time_of_a_database_lies_outside(tmp_path: Path, far: str) -> None:
    talk, thread = (re.sub(r"20\d\d-\d\d-\d\dT[\d:+]+", far, script) for script in (test_llm.TALK, test_llm.THREAD))
    path = test_llm.database(tmp_path, test_llm.OLD, test_llm.NEW, talk, thread)
    assert len(read_all(path)) >= 3
    assert kept(path) == []
