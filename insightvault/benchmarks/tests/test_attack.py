"""The standing attack, as short as it can be. How long people wait is the machine's; what is lost is ours."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from insightvault.benchmarks.attack import AttackReport
from insightvault.benchmarks.attack.floods import FLOODS
from insightvault.benchmarks.harness.web_process import ROOT

pytestmark = pytest.mark.once
SECONDS = 240


def test_floods_lose_nothing_and_end_no_process() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "insightvault.settings",
        "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "manage.py", "benchmark", "attack", "--json", "--seconds=1"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS)
    report = json.loads(ran.stdout)
    measured = {figure["name"]: figure["value"] for figure in report["figures"]}

    assert report["lost"] == []
    assert all(measured[f"{kind}: p95"] > 0 for kind in FLOODS)


def test_waiting_too_long_fails_it() -> None:
    report = AttackReport("attack", "SQLite")
    report.add("logins: p95", 29, "ms", at_most=30)
    assert report.is_good
    report.add("streams: p95", 31, "ms", at_most=30)
    assert not report.is_good
