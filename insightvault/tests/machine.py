"""A pytest plugin: tests that this machine can't run are left out, and said so with what brings them in.

With REQUIRE_ALL=1 leaving anything out ends the run instead.
"""

import os
import shutil

import pytest
from django.db import connection

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOW = {
    "browser": "Chromium is not here: apt install chromium, or set CHROMIUM to its path",
    "postgres": "these need PostgreSQL: set TEST_DATABASE_URL=postgres://NAME:PASSWORD@127.0.0.1:5432/DATABASE",
}
LEFT_OUT = pytest.StashKey[list[str]]()


def chromium() -> str | None:
    """The path of the browser that tests drive."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {
        "browser": chromium() is None,
        "postgres": connection.vendor != "postgresql",
    }
    left_out = []
    for mark in (mark for mark, is_missing in missing.items() if is_missing):
        tests = [item for item in items if item.get_closest_marker(mark)]
        for item in tests:
            item.add_marker(pytest.mark.skip(reason=HOW[mark]))
        if tests:
            left_out.append(f"{len(tests)} {mark} tests left out: {HOW[mark]}")
    # On SQLite the PostgreSQL tests wait for their own run, which `make test` demands.
    if os.environ.get("REQUIRE_ALL") == "1" and missing["browser"]:
        raise pytest.UsageError(HOW["browser"])
    config.stash[LEFT_OUT] = left_out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(LEFT_OUT, []):
        terminalreporter.write_line(line)
