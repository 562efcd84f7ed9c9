import json

import pytest
from django.db import connection

from insightvault.benchmarks.harness.vault import own_vault

pytestmark = pytest.mark.once


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has the one writer at a time")
def test_sixty_four_writers_at_once_meet_no_lock_and_lose_nothing() -> None:
    with own_vault("") as vault:
        vault.with_people(0)
        written = json.loads(vault.run("insightvault.benchmarks.programs.writers", "64", "3"))

    assert written["questions"] == 64 * 3
    assert (written["lock_errors"], written["other_errors"], written["lost"]) == (0, 0, 0)
