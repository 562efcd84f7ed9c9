from collections.abc import Iterator

import pytest
from pytest_django import Settings

from insightvault.oauth import fetching
from insightvault.oauth.tests.programs import PUBLIC, Program, running


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("program")) as program:
        yield program


@pytest.fixture
def program(_running: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """One that this vault, at a public address, can be reached by, and whose document it can fetch."""
    settings.PUBLIC_URL, settings.OAUTH_FROM_LOOPBACK = PUBLIC, True
    monkeypatch.setenv("SSL_CERT_FILE", str(_running.certificate))
    fetching._tls.cache_clear()
    _running.documents.clear()
    _running.asked.clear()
    _running.tells()
    yield _running
    fetching._tls.cache_clear()
