"""What files hold, said before anything of them is brought in."""

from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.jobs.looking import look
from sessions_memory.importers.mapping.values import Limits, UnreadableExport
from sessions_memory.tests.importers.exports import NOON, chatgpt, claude, file_of

PAIR = (("user", "Why?"), ("assistant", "So."))
UNDATED = {"messages": [{"role": "user", "content": "When?"}]}


def line_of(folder: Path, *records: Any) -> str:
    paths = [file_of(folder, [record], f"{number}.json") for number, record in enumerate(records)]
    return look(paths, Limits())[0].line


def test_the_months_reach_from_the_first_to_the_last(tmp_path: Path) -> None:
    later = claude(("human", "Why?"), ("assistant", "So."))
    assert line_of(tmp_path, chatgpt(*PAIR), later) == "2 conversations, June 2025 to May 2026"
    assert line_of(tmp_path, chatgpt(*PAIR)) == "1 conversation, June 2025"


def test_what_is_empty_undated_or_broken_is_counted(tmp_path: Path) -> None:
    assert line_of(tmp_path, UNDATED) == "1 conversation, 1 of unknown date"
    empty = chatgpt(("user", ""), source_id="empty", create_time=NOON)
    strange = {"title": "Odd", "mapping": 5}
    found, skipped = look([file_of(tmp_path, [chatgpt(*PAIR), empty, strange])], Limits())
    assert found.line == "1 conversation, June 2025, 1 empty, 1 can’t be read"
    assert [entry.title for entry in skipped] == ["Odd"]


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport):
        look([file_of(tmp_path, "Notes", "notes.txt")], Limits())
