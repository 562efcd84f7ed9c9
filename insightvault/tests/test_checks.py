"""System checks: what they find, and that a production of one's own is found in order."""

import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import checks
from pytest_django import Settings

from insightvault.accounts.checks import OWNERS
from insightvault.tests.processes import manage

# docs/deployment.md names these settings for a server behind TLS.
PRODUCTION = {
    "SECRET_KEY": "a-key-of-fifty-characters-and-more-made-for-this-0123456789",
    "ALLOWED_HOSTS": "vault.example.org",
    "BEHIND_TLS": "True",
}


def found() -> dict[str, str]:
    return {str(message.id): str(message.msg) for message in checks.run_checks(tags=[OWNERS])}


def test_nothing_is_wrong_to_begin_with() -> None:
    assert found() == {}


def test_a_server_without_a_model_is_told(settings: Settings) -> None:
    settings.OPENAI_API_KEY = "key"
    assert "no model" in found()["insightvault.W001"]


@pytest.mark.parametrize("address", ["localhost:11434/v1", "ftp://models"])
def test_an_address_that_is_none_is_told(settings: Settings, address: str) -> None:
    settings.OPENAI_BASE_URL = address
    assert address in found()["insightvault.E001"]


def test_an_encoder_that_is_not_there_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMBEDDING_MODEL = "local:all-MiniLM-L6-v2"
    assert found() == {}
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert "not installed" in found()["insightvault.E004"]

    settings.EMBEDDING_MODEL = "local:other"
    assert "local:other" in found()["insightvault.E004"]


@pytest.mark.parametrize(
    "address",
    [
        *("http://vault.example.org", "vault.example.org", "https://", "ftp://localhost", "https://other.example"),
        *("https://vault.example.org/vault", "https://vault.example.org?x", "https://me@vault.example.org"),
        *("https://vault.example.org:x", "https://[", "https://vault.example.org#x"),
    ],
)
def test_a_public_address_that_no_program_can_use_is_told(settings: Settings, address: str) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = address, ["vault.example.org", "localhost"]
    assert address in found()["insightvault.E003"]


def test_a_public_address_is_taken(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["vault.example.org", "localhost", "[::1]"]
    for settings.PUBLIC_URL in ("http://localhost:8000", "http://[::1]:8000", "https://vault.example.org"):
        settings.BEHIND_TLS = settings.PUBLIC_URL.startswith("https")
        assert found() == {}

    settings.BEHIND_TLS = False
    assert "BEHIND_TLS" in found()["insightvault.W005"]
    settings.URL_PREFIX = "/vault"
    assert "insightvault.E003" in found()


def test_a_data_folder_that_is_gone_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    assert str(tmp_path / "gone") in found()["insightvault.E002"]


# The checks of models ask SQLite for what it can, where no test before has.
@pytest.mark.django_db
def test_admitting_every_host_is_told_at_deployment(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    messages = checks.run_checks(include_deployment_checks=True)
    assert "insightvault.W002" in {message.id for message in messages}


def test_the_documented_production_settings_are_in_order(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data_dir=tmp_path, **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def test_debug_is_off_and_no_key_is_built_in(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s; print(s.DEBUG, s.SECRET_KEY == open(s.DATA_DIR / 'secret_key').read())"
    )
    done = manage("shell", "-v0", "-c", code, data_dir=tmp_path)
    assert done.stdout.split() == ["False", "True"]
    assert not django_settings.DEBUG
