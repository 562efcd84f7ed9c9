"""Each benchmark of speed, as short as it can be: it runs on this database, and nothing is lost."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.web_process import ROOT
from insightvault.benchmarks.start import distributions

SECONDS = 600


ON_BOTH_DATABASES = [
    ("turns", ["--turns=2"], ["by the page: server CPU of a turn", "by the page, 16 at once, 2 workers"]),
    ("streams", ["--answers=3", "--tokens=20"], ["3 at once: added time to the first word, p95"]),
    ("lists", ["--interactions=2000", "--times=5"], ["recent, p50", "sidebar, p50", "first history page, rows, p50"]),
]
ON_ONE = [
    ("attachments", ["--pages=3"], ["until its text is read", "pages meanwhile, p95"]),
    ("start", ["--starts=1"], ["start command to 200 on /readyz", "installed size", "distributions"]),
]


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "options", "figures"),
    [*(pytest.param(*one, marks=pytest.mark.database) for one in ON_BOTH_DATABASES), *ON_ONE],
)
def test_it_measures_and_loses_nothing(name: str, options: list[str], figures: list[str]) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "insightvault.settings",
        "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY,
    }

    command = [sys.executable, "manage.py", "benchmark", name, "--json", *options]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    report = json.loads(ran.stdout)
    measured = {figure["name"] for figure in report["figures"]}

    # No figure is compared with a number: added time is a difference, and may be below 0.
    assert report["passed"] and report["lost"] == []
    assert len(report["reference_ms"]) == 2
    assert measured.issuperset(figures)


def test_a_figure_says_whether_its_goal_is_reached() -> None:
    report = Report("turns", "SQLite")
    report.add("cost", 21.0, "ms", at_most=20)
    report.add("rate", 81.0, "turns/s", least=80)
    report.add("for scale", 3.0, "ms")
    assert [figure["reached"] for figure in report.values()["figures"]] == [False, True, None]

    lines = [" ".join(line.split()) for line in report.table().splitlines()[1:]]
    assert lines == ["cost 21.0 ms at most 20 NOT reached", "rate 81.0 turns/s at least 80", "for scale 3.00 ms"]
    assert report.is_good


def test_a_time_stands_in_units_of_the_machine_s_own_too() -> None:
    report = Report("turns", "SQLite", reference_ms=(9.0, 11.0))
    for value, unit in ((21.0, "ms"), (2.0, "s CPU"), (81.0, "turns/s")):
        report.add("one", value, unit)

    assert [figure["in_units"] for figure in report.values()["figures"]] == [2.1, 200, None]
    lines = [" ".join(line.split()) for line in report.table().splitlines()[1:]]
    assert lines[:3] == ["one 21.0 ms 2.10 u", "one 2.00 s CPU 200 u", "one 81.0 turns/s"]
    assert "9.00 and 11.0 ms" in lines[3]


def test_what_was_lost_makes_a_report_bad() -> None:
    report = Report("turns", "SQLite", lost=["1 of 2 turns were not stored whole."])
    assert not report.is_good and not report.values()["passed"] and "1 of 2" in report.table()


def test_what_is_installed_is_found_by_what_needs_it() -> None:
    names = {distribution.name.lower() for distribution in distributions(ROOT / "requirements.txt")}
    assert {"django", "asgiref", "aiohttp", "yarl"} <= names
    assert not names & {"pytest", "mypy", "ruff"}
