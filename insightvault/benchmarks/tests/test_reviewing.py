import json
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from insightvault.benchmarks.programs.reviewing import unmeasured

pytestmark = pytest.mark.once


def test_pages_of_the_admin_ask_as_often_among_more_rows(settings: Settings) -> None:
    settings.DATABASE_URL = ""
    out = StringIO()
    call_command("benchmark", "admin", "--rows=9000", "--people=500", "--times=1", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["lost"] == [] and len(found["figures"]) > 120
    names = " ".join(figure["name"] for figure in found["figures"])
    assert all(
        kind in names
        for kind in ("themes hidden", "insights of a day", "reviews of years", "one theme, read", "areas closed")
    )


def test_a_list_of_the_admin_without_a_line_here_is_named() -> None:
    paths = ["/admin/a/one/?q=x", "/admin/a/one/3/change/", "/admin/a/two/"]
    assert unmeasured(paths, ["/admin/a/one/", "/admin/a/two/", "/admin/a/three/"]) == [
        "/admin/a/two/",
        "/admin/a/three/",
    ]
