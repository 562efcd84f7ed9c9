import pytest

from insightvault.benchmarks.harness.vault import PREPARED
from insightvault.tests.processes import prepared


@pytest.fixture(autouse=True)
def prepared_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each benchmark begins with a copy of one vault, on PostgreSQL with its static files alone."""
    monkeypatch.setenv(PREPARED, str(prepared()))
