"""Each setting that is read has a row in docs/settings.md and a line in .env.example, with its true default."""

import ast
import re
from pathlib import Path

import pytest

from insightvault.env import READ
from insightvault.tests.processes import ROOT

pytestmark = pytest.mark.once

# Said in words in the table, for they depend on the machine.
IN_WORDS = {"DATA_DIR", "SECRET_KEY", "DATABASE_URL", "ENV_FILE"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows() -> dict[str, str]:
    """Name and default of each row of the table."""
    found = re.findall(r"^\| `(\w+)` \|(.*?)\|", text("docs/settings.md"), re.MULTILINE)
    return {name: default.strip(" `") for name, default in found}


def example() -> dict[str, str]:
    return dict(re.findall(r"^#([A-Z0-9_]+)=(.*)$", text(".env.example"), re.MULTILINE))


def in_code() -> dict[str, str]:
    """Name and default of each `env_…("NAME", default)` in the settings."""
    found = {}
    for node in ast.walk(ast.parse(text("insightvault/settings.py"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("env_"):
            name, *defaults = node.args
            assert isinstance(name, ast.Constant) and isinstance(name.value, str)
            is_plain = bool(defaults) and isinstance(defaults[0], ast.Constant)
            found[name.value] = str(ast.literal_eval(defaults[0])) if is_plain else ""

            if node.func.id == "env_secret":
                found[f"{name.value}_FILE"] = ""

    return found


def test_what_the_code_names_is_what_it_reads() -> None:
    assert set(in_code()) <= READ


def test_the_table_has_each_setting_and_no_other() -> None:
    assert set(rows()) == set(in_code())


def test_the_example_has_each_setting_and_no_other() -> None:
    assert set(example()) == set(in_code())


@pytest.mark.parametrize("name", sorted(set(in_code()) - IN_WORDS))
def test_the_default_is_the_same_everywhere(name: str) -> None:
    assert (rows()[name], example()[name]) == (in_code()[name], in_code()[name])


def test_settings_are_read_in_one_place() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for package in ("insightvault", "chat", "sessions_memory")
        for path in sorted(Path(ROOT / package).rglob("*.py"))
        if "tests" not in path.parts
        and re.search(r"\benv_(str|bool|int|list|choice|secret)\(", path.read_text(encoding="utf-8"))
    ]

    assert elsewhere == ["insightvault/env.py", "insightvault/settings.py"]
