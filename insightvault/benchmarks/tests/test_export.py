import json
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

pytestmark = pytest.mark.once


def test_a_small_history_goes_out_whole_and_is_measured(settings: Settings) -> None:
    settings.DATABASE_URL = ""
    out = StringIO()
    call_command("benchmark", "export", "--interactions", "40", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["interactions"], found["database"]) == (40, "SQLite")

    assert 0 < found["peak_megabytes"] < 150 and found["interactions_a_second"] > 0
