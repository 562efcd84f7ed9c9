"""A short campaign against real processes: on SQLite, and on PostgreSQL in that run of the tests."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from insightvault.benchmarks.faults.comparison import COUNTS
from insightvault.benchmarks.harness.web_process import ROOT

pytestmark = pytest.mark.once
ROUNDS, SEED = 6, 11
SECONDS = 300


@pytest.mark.database
def test_nothing_is_lost_in_a_short_campaign() -> None:
    campaign = subprocess.Popen(
        [sys.executable, "manage.py", "benchmark", "faults", "--json", f"--rounds={ROUNDS}", f"--seed={SEED}"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "insightvault.settings",
            "DATABASE_URL": settings.DATABASE_URL,
            "SECRET_KEY": settings.SECRET_KEY,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, errors = campaign.communicate(timeout=SECONDS)
    finally:
        # A campaign that is asked to end removes its processes and its database.
        campaign.terminate()
        campaign.wait(60)

    assert out, errors
    report = json.loads(out)
    assert report["violations"] == []
    assert campaign.returncode == 0 and report["passed"] and report["counts"] == dict.fromkeys(COUNTS.values(), 0)
    assert report["rounds"] == ROUNDS and report["interactions"] >= 4 * ROUNDS
