"""What is said of a bucket's settings before the vault serves, and that nothing of it is loaded without one."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import checks
from pytest_django import Settings

from insightvault.accounts.checks import OWNERS
from insightvault.server import preparation
from insightvault.tests.bucket.conftest import KEYS, Kept
from insightvault.tests.processes import ROOT, manage

LOAD = "import insightvault.asgi, insightvault.urls, chat.worker, insightvault.accounts.management.commands.serve\n"
NAMES = "import sys; print([name for name in sys.modules if 'botocore' in name])"
COMPLETE = {
    "S3_BUCKET": "vault",
    "S3_ENDPOINT_URL": "http://127.0.0.1:9000",
    "S3_REGION": "",
    "S3_ACCESS_KEY": KEYS["access_key"],
    "S3_SECRET_KEY": KEYS["secret_key"],
}


def found(settings: Settings, **given: str) -> list[str]:
    for name, value in {**COMPLETE, **given}.items():
        setattr(settings, name, value)

    return [str(message.msg) for message in checks.run_checks(tags=[OWNERS])]


def test_complete_ones_are_in_order(settings: Settings) -> None:
    assert found(settings) == []
    assert found(settings, S3_ENDPOINT_URL="", S3_REGION="eu-central-1") == []
    # The role of one of Amazon's machines.
    assert found(settings, S3_ENDPOINT_URL="", S3_REGION="eu-central-1", S3_ACCESS_KEY="", S3_SECRET_KEY="") == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"S3_BUCKET": ""}, "An S3 server is named in the environment, but no bucket."),
        ({"S3_ENDPOINT_URL": "minio:9000"}, "S3_ENDPOINT_URL is 'minio:9000', which is no address."),
        ({"S3_ENDPOINT_URL": ""}, "S3_BUCKET is set, and neither S3_REGION nor S3_ENDPOINT_URL."),
        ({"S3_SECRET_KEY": ""}, "S3_SECRET_KEY is missing."),
        ({"S3_ACCESS_KEY": "", "S3_SECRET_KEY": ""}, "S3_ACCESS_KEY is missing."),
        ({"S3_ENDPOINT_URL": "", "S3_REGION": "x", "S3_ACCESS_KEY": ""}, "S3_ACCESS_KEY is missing."),
    ],
)
def test_what_is_missing_is_said(settings: Settings, given: dict[str, str], sentence: str) -> None:
    assert found(settings, **given) == [sentence]


def test_it_is_told_from_an_encoder_that_is_missing(settings: Settings) -> None:
    settings.EMBEDDING_MODEL = "local:other"
    found(settings, S3_BUCKET="")
    ids = sorted(str(message.id) for message in checks.run_checks(tags=[OWNERS]))
    assert ids == ["insightvault.E004", "insightvault.E005"]


def test_compose_passes_each_setting() -> None:
    compose = (ROOT / "compose.yaml").read_text()
    names = re.findall(r"^#(S3_\w+)(?<!_FILE)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert len(names) == 6
    assert [name for name in names if f"{name}: ${{{name}:-" not in compose] == []


def test_the_package_is_asked_for_by_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insightvault.accounts.checks.find_spec", lambda name: None)
    assert found(settings) == ["S3_BUCKET is set, and botocore is not installed."]


def test_one_that_can_be_used_lets_it_start(bucket: Kept, settings: Settings) -> None:
    settings.S3_BUCKET = bucket.name
    preparation.check_bucket()


def test_one_that_refuses_does_not(bucket: Kept, settings: Settings) -> None:
    settings.S3_BUCKET = "another-bucket"
    bucket.use(name="another-bucket")
    with pytest.raises(preparation.CannotStart, match="The bucket another-bucket can't be used") as refusal:
        preparation.check_bucket()

    assert not any(key in str(refusal.value) for key in KEYS.values())


def test_settings_that_can_t_be_meant_do_not(bucket: Kept, settings: Settings) -> None:
    settings.S3_BUCKET = bucket.name
    bucket.use(endpoint_url="http://")
    with pytest.raises(preparation.CannotStart, match="InvalidEndpoint"):
        preparation.check_bucket()


def test_one_that_is_away_for_now_does(bucket: Kept, settings: Settings, caplog: Any) -> None:
    settings.S3_BUCKET = bucket.name
    bucket.go_away()
    preparation.check_bucket()
    assert "the bucket does not answer" in caplog.text


def test_off_the_library_is_not_even_loaded(tmp_path: Path) -> None:
    assert manage("shell", "-v0", "-c", LOAD + NAMES, data_dir=tmp_path / "data").stdout.strip() == "[]"


def test_on_it_is_the_storage(tmp_path: Path) -> None:
    look = "from django.core.files.storage import storages; print(type(storages['default']))"
    said = manage("shell", "-v0", "-c", look, data_dir=tmp_path / "data", **COMPLETE)
    assert said.stdout.strip() == "<class 'insightvault.bucket.Bucket'>"
