"""Which servers are another machine, to which no secret of an earlier conversation goes."""

import pytest
from pytest_django import Settings

from chat.answering import _masks
from chat.model_server.connection import Connection


@pytest.mark.parametrize(
    ("address", "is_elsewhere"),
    [
        ("http://127.0.0.1:11434/v1", False),
        ("http://localhost/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://127.9.9.9/v1", False),
        ("http://192.168.1.5:8080/v1", True),
        ("http://ollama:11434/v1", True),
        ("https://localhost.example.org/v1", True),
        ("https://127.0.0.1@example.org/v1", True),
        ("https://api.example.org/v1", True),
    ],
)
def test_all_but_loopback_addresses_are_elsewhere(address: str, is_elsewhere: bool, settings: Settings) -> None:
    connection = Connection(address, "", ("model",))
    assert connection.is_elsewhere == is_elsewhere == _masks(connection)
    settings.MASK_SECRETS = False
    assert not _masks(connection) and not _masks(None)
