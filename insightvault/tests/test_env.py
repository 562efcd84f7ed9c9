from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from insightvault import env
from insightvault.tests.processes import manage


@pytest.mark.parametrize(("text", "value"), [("True", True), ("False", False), (" True ", True)])
def test_a_switch_is_true_or_false(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("SWITCH", text)
    assert env.env_bool("SWITCH", not value) is value


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ("yes", lambda: env.env_bool("NAME", False), "NAME is 'yes': write True or False."),
        ("1", lambda: env.env_bool("NAME", False), "NAME is '1': write True or False."),
        ("many", lambda: env.env_int("NAME", 1), "NAME is 'many': write a whole number."),
        ("0", lambda: env.env_int("NAME", 1, minimum=1), "NAME is 0: the least is 1."),
        ("loud", lambda: env.env_choice("NAME", "quiet", ("quiet", "off")), "NAME is 'loud': write one of quiet, off."),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, text: str, read: Callable[[], object], told: str
) -> None:
    monkeypatch.setenv("NAME", text)
    with pytest.raises(ImproperlyConfigured, match="NAME") as refusal:
        read()

    assert str(refusal.value) == told


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", None),
        ("127.0.0.1:9109", ("127.0.0.1", 9109)),
        ("[::1]:9109", ("::1", 9109)),
        ("vault.example.org:1", ("vault.example.org", 1)),
    ],
)
def test_an_address_is_a_host_and_a_port(
    monkeypatch: pytest.MonkeyPatch, text: str, address: tuple[str, int] | None
) -> None:
    monkeypatch.setenv("NAME", text)
    assert env.env_address("NAME") == address


@pytest.mark.parametrize("text", ["9109", ":9109", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "::1:9109", "a b:1"])
def test_what_is_no_address_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("NAME", text)
    with pytest.raises(ImproperlyConfigured, match=f"NAME is {text!r}: write an address and a port"):
        env.env_address("NAME")


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "  ")
    assert env.env_int("NAME", 7) == 7
    assert env.env_list("NAME", "a, b,") == ["a", "b"]


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "secret"))
    assert env.env_secret("NAME") == "from the file"
    monkeypatch.setenv("NAME", "from the environment")
    assert env.env_secret("NAME") == "from the environment"


def test_a_secret_file_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=r"NAME_FILE: .*none cannot be read"):
        env.env_secret("NAME")


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = env.kept_secret_key(tmp_path)
    assert len(key) >= 50
    assert env.kept_secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    env.make_data_dir(tmp_path / "new/data")
    assert (tmp_path / "new/data").stat().st_mode & 0o077 == 0
    assert list((tmp_path / "new/data").iterdir()) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"DEBUG": "on"}, "DEBUG is 'on': write True or False."),
        ({"DATA_DIR": "/dev/null/data"}, "DATA_DIR, /dev/null/data, can't be written (Not a directory)."),
        ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "SECRET_KEY is not set."),
        ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c", "SECRET_KEY": "k" * 50}, "PostgreSQL at 127.0.0.1:1 can't"),
        ({"OPENAI_BASE_URL": "localhost:11434"}, "OPENAI_BASE_URL is 'localhost:11434', which is no address."),
    ],
)
def test_a_start_that_cannot_be_is_told_in_a_sentence(tmp_path: Path, given: dict[str, str], told: str) -> None:
    done = manage("serve", data_dir=tmp_path, **given)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
