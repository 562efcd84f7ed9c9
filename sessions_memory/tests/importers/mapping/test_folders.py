"""The project or folder that a conversation lay in."""

from pathlib import Path
from typing import Any

import pytest

from sessions_memory.tests.importers.exports import chatgpt, claude, file_of, read
from sessions_memory.tests.importers.formats.test_openwebui import TREE, chat

PROJECT = "g-p-68a1b2c3d4e5f60718293a4b5c6d7e8f"
SAID = (("user", "Why?"), ("assistant", "So."))


def folder_of(folder: Path, record: dict[str, Any]) -> str:
    return read(file_of(folder, [record])).only.folder


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"gizmo_id": PROJECT}, "Project 68a1b2c3"),
        ({"gizmo_id": None, "conversation_template_id": f"{PROJECT}-garden-plans"}, "garden plans"),
        ({"gizmo_id": "g-abcdef012", "gizmo_type": "gpt"}, ""),
        ({"gizmo_id": ["g-p"], "conversation_template_id": 5}, ""),
    ],
)
def test_chatgpt_tells_a_project_from_a_custom_gpt(tmp_path: Path, fields: dict[str, Any], named: str) -> None:
    assert folder_of(tmp_path, chatgpt(*SAID, **fields)) == named


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"project": {"uuid": "p-1", "name": " The\nthesis "}}, "The thesis"),
        ({"project": "Thesis"}, "Thesis"),
        ({"project_uuid": "0123456789"}, "Project 01234567"),
        ({"project": [], "project_name": {}}, ""),
        ({"project": {"name": "x" * 500}}, "x" * 199 + "…"),
    ],
)
def test_claude_names_a_project_in_any_of_its_ways(tmp_path: Path, fields: dict[str, Any], named: str) -> None:
    assert folder_of(tmp_path, claude(("human", "Why?"), ("assistant", "So."), **fields)) == named


def test_open_webui_names_a_folder_by_its_name_or_id(tmp_path: Path) -> None:
    assert folder_of(tmp_path, chat(*TREE, folder={"id": "f", "name": "Garden"})) == "Garden"
    assert folder_of(tmp_path, chat(*TREE, folder_id="3fa2b1c0-1111")) == "Folder 3fa2b1c0"
    assert folder_of(tmp_path, chat(*TREE)) == ""
