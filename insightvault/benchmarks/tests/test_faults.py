"""A short campaign against real processes: on SQLite, and on PostgreSQL in that run of the tests."""

import json
import os
import subprocess
import sys

from django.conf import settings

from insightvault.benchmarks.faults.comparison import COUNTS
from insightvault.benchmarks.web_process import ROOT

ROUNDS, SEED = 6, 11
SECONDS = 300


def test_nothing_is_lost_in_a_short_campaign() -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "benchmark", "faults", "--json", f"--rounds={ROUNDS}", f"--seed={SEED}"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "insightvault.settings",
            "DATABASE_URL": settings.DATABASE_URL,
            "SECRET_KEY": settings.SECRET_KEY,
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ran.stdout, ran.stderr
    report = json.loads(ran.stdout)
    assert report["violations"] == []
    assert ran.returncode == 0 and report["passed"] and report["counts"] == dict.fromkeys(COUNTS.values(), 0)
    assert report["rounds"] == ROUNDS and report["interactions"] >= 4 * ROUNDS
