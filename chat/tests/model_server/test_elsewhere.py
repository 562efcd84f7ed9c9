"""Which servers are another machine, to which no secret of an earlier conversation goes."""

import pytest
from pytest_django import Settings

from chat.answering import _masks
from chat.model_server.connection import Connection
from chat.models import choose
from insightvault.accounts.models import User


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
def test_all_but_loopback_addresses_are_elsewhere(address: str, is_elsewhere: bool) -> None:
    assert Connection(address, "", ("model",)).is_elsewhere == is_elsewhere


@pytest.mark.parametrize(
    ("set_to", "chosen", "masks"),
    [(None, True, True), (None, False, False), (True, False, True), (False, True, False)],
)
def test_each_person_decides_on_masking_unless_the_environment_does(
    ann: User, bob: User, settings: Settings, set_to: bool | None, chosen: bool, masks: bool
) -> None:
    choose(ann, masks_secrets=chosen)
    settings.MASK_SECRETS, settings.MASK_SECRETS_IS_SET = set_to, set_to is not None
    away, here = Connection("https://models.example/v1", "", ("m",)), Connection("http://localhost/v1", "", ("m",))
    assert _masks(away, ann) == masks and not _masks(here, ann) and not _masks(None, ann)
    # Theirs alone.
    assert _masks(away, bob) == (set_to is not False)
