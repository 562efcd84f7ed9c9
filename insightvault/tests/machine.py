"""A pytest plugin: tests that this machine can't run are left out, and said so with what brings them in.

With REQUIRE_ALL=1 leaving anything out ends the run instead.
"""

import os
import shutil

import pytest
from django.db import connection

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A test that uses one of these asks the database, whatever fixture brings it along.
DATABASE_FIXTURES = {"db", "transactional_db"}
HOW = {
    "browser": "Chromium is missing: apt install chromium, or set CHROMIUM to its path",
    "postgres": "They need PostgreSQL: set TEST_DATABASE_URL=postgres://NAME:PASSWORD@127.0.0.1:5432/DATABASE",
}


def chromium() -> str | None:
    """The path of the browser that tests drive."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


# "Optional": where xdist is not in use, pytest does not know this hook.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait a good deal for servers, browsers and databases."""
    return (os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    # PostgreSQL is demanded by `make test`, which runs the tests on it once more.
    if os.environ.get("REQUIRE_ALL") == "1" and chromium() is None:
        raise pytest.UsageError(f"REQUIRE_ALL is set. {HOW['browser']}")


# Before marks choose what is run.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        if item.get_closest_marker("django_db") or not DATABASE_FIXTURES.isdisjoint(item.fixturenames):
            item.add_marker("database")

    is_missing = {"browser": chromium() is None, "postgres": connection.vendor != "postgresql"}
    for mark in (mark for mark in HOW if is_missing[mark]):
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=HOW[mark]))

    items.sort(key=place_of)


def place_of(item: pytest.Function) -> tuple[bool, bool]:
    """Browsers last: Playwright keeps an event loop running in its thread, in which Django refuses to wait."""
    drives_a_browser = item.get_closest_marker("browser") is not None
    is_short = item.get_closest_marker("once") is None
    return drives_a_browser, drives_a_browser and is_short


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr]
    for mark, how in HOW.items():
        if count := sum(how in reason for reason in reasons):
            terminalreporter.write_line(f"Left out, marked {mark}: {count}. {how}")
