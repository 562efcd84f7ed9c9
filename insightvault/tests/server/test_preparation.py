from pathlib import Path

import pytest
from pytest_django import Settings

from insightvault.accounts.first_run import setup_token
from insightvault.accounts.models import User
from insightvault.server import preparation


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ({"HOST": "127.0.0.1", "PORT": 8001}, "http://127.0.0.1:8001"),
        ({"HOST": "0.0.0.0", "PORT": 8000}, "http://127.0.0.1:8000"),
        ({"HOST": "192.168.1.5", "PORT": 8000}, "http://192.168.1.5:8000"),
        ({"HOST": "::1", "PORT": 8000}, "http://[::1]:8000"),
        ({"BEHIND_TLS": True, "ALLOWED_HOSTS": ["vault.example.org", "127.0.0.1"]}, "https://vault.example.org"),
    ],
)
def test_the_first_address_is_one_that_can_be_opened(
    settings: Settings, tmp_path: Path, db: None, given: dict[str, object], base: str
) -> None:
    settings.DATA_DIR = tmp_path
    for name, value in given.items():
        setattr(settings, name, value)

    token = setup_token()
    assert f"{base}/setup/{token}/" in preparation.first_address(token)
    User.objects.create_user("ann")
    assert f"InsightVault is at {base}/ " in preparation.first_address(setup_token())


def test_static_files_are_collected_again_when_one_changed(settings: Settings, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p {}")
    settings.DATA_DIR, settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path, tmp_path / "static", [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    preparation.prepare_static_files()
    collected = (tmp_path / "static/staticfiles.json").stat().st_mtime_ns
    preparation.prepare_static_files()
    assert (tmp_path / "static/staticfiles.json").stat().st_mtime_ns == collected

    (source / "a.css").write_text("p { margin: 0 }")
    preparation.prepare_static_files()
    assert (tmp_path / "static/staticfiles.json").stat().st_mtime_ns > collected


@pytest.mark.parametrize(
    ("given", "told"),
    [
        # An address of nobody's, by RFC 5737.
        ({"HOST": "192.0.2.1"}, "192.0.2.1:8000 can't be listened on"),
        ({"PORT": 70000}, "PORT is 70000: the greatest is 65535."),
    ],
)
def test_an_address_that_cannot_be_is_told(settings: Settings, given: dict[str, object], told: str) -> None:
    for name, value in given.items():
        setattr(settings, name, value)

    with pytest.raises(preparation.CannotStart) as refusal:
        preparation.check_port()

    assert told in str(refusal.value)
