"""The bucket as a storage of Django's: what it keeps, and what it says when it can't."""

import errno
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from insightvault import bucket as module
from insightvault.tests.bucket.conftest import KEYS, Kept, answering
from insightvault.tests.server.test_serve import until
from sessions_memory.files import stored
from sessions_memory.files.trouble import StorageAway, StorageRefused

WORDS = b"The quince tree was planted in 1987."


def response(status: int, code: str) -> bytes:
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
    return f"HTTP/1.1 {status} No\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def no_keys_of_this_machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(folder / "none"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def test_what_is_kept_is_given_out_as_it_was(bucket: Kept) -> None:
    assert default_storage.save("attachments/1/a", ContentFile(WORDS)) == "attachments/1/a"
    with default_storage.open("attachments/1/a") as file:
        assert file.read() == WORDS

    assert bucket.content("attachments/1/a") == WORDS
    assert (default_storage.size("attachments/1/a"), default_storage.exists("attachments/1/a")) == (len(WORDS), True)
    assert abs(timezone.now() - default_storage.get_modified_time("attachments/1/a")).total_seconds() < 60


def test_what_is_saved_again_is_replaced(bucket: Kept) -> None:
    for content in (b"before", WORDS):
        default_storage.save("a", ContentFile(content))

    assert (bucket.names, bucket.content("a")) == (["a"], WORDS)


def test_a_large_file_is_spooled_to_the_disk_and_a_program_can_read_it(bucket: Kept) -> None:
    content = b"0123456789" * 300_000
    default_storage.save("a", ContentFile(content))
    with default_storage.open("a") as file:
        assert file.file is not None and file.file.fileno() > 0
        assert b"".join(file.chunks()) == content


def test_what_is_not_there_is_not_there(bucket: Kept) -> None:
    assert not default_storage.exists("a")
    for ask in (default_storage.open, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("a")

    default_storage.delete("a")
    stored.delete_all(["a", "b"])
    assert stored.listed("a") == ([], [])


def test_a_folder_is_listed_and_what_is_in_it_deleted(bucket: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELETED_AT_ONCE", 2)
    for name in ("a/1", "a/2", "a/b/3", "c"):
        default_storage.save(name, ContentFile(WORDS))

    assert default_storage.listdir("a") == (["b"], ["1", "2"])
    assert default_storage.listdir("") == (["a"], ["c"])
    stored.delete_all(["a/1", "a/2", "a/b/3"])
    assert bucket.names == ["c"]


def test_nobody_is_given_an_address_of_it(bucket: Kept) -> None:
    default_storage.save("a", ContentFile(WORDS))
    for ask in (default_storage.url, default_storage.path):
        with pytest.raises(NotImplementedError):
            ask("a")


@pytest.mark.parametrize("ask", ["open", "listdir"])
def test_a_bucket_that_is_none_is_no_missing_file(bucket: Kept, ask: str) -> None:
    bucket.use(name="another-bucket")
    with pytest.raises(StorageRefused, match="NoSuchBucket"):
        getattr(default_storage, ask)("a")


@pytest.mark.parametrize("lacks", [{"secret_key": ""}, {"access_key": "", "secret_key": ""}])
def test_without_keys_it_is_refused(
    bucket: Kept, lacks: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    no_keys_of_this_machine(monkeypatch, tmp_path)
    bucket.use(**lacks)
    with pytest.raises(StorageRefused, match="Credentials"):
        default_storage.open("a")


def test_keys_that_come_later_are_found(bucket: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    no_keys_of_this_machine(monkeypatch, tmp_path)
    monkeypatch.setattr(module, "REST_SECONDS", 0)
    bucket.use(access_key="", secret_key="")
    with pytest.raises(StorageRefused, match="NoCredentialsError"):
        default_storage.open("a")

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEYS["access_key"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS["secret_key"])
    default_storage.save("a", ContentFile(WORDS))
    assert bucket.content("a") == WORDS


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"endpoint_url": "http://"}, "InvalidEndpoint"),
        ({"endpoint_url": "", "region": "no region"}, "InvalidRegionError"),
        ({"name": "no bucket"}, "ParamValidationError"),
    ],
)
def test_settings_that_can_t_be_meant_are_no_outage(
    bucket: Kept, wrong: dict[str, str], said: str, caplog: Any
) -> None:
    bucket.use(**wrong)
    with pytest.raises(StorageRefused, match=said):
        default_storage.open("a")

    assert f"the bucket refused: {said}" in caplog.text


def test_who_does_not_answer_is_left_alone_for_a_moment(bucket: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_SECONDS", 0.2)
    monkeypatch.setattr(module, "ATTEMPTS", 2)
    with answering() as (address, asked):
        bucket.use(endpoint_url=address)
        for _ in range(3):
            with pytest.raises(StorageAway):
                default_storage.open("a")

        assert len(asked) == 2
        assert stored.is_away()


def test_after_a_rest_one_asks_it_again_and_the_others_are_told_at_once(
    bucket: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ_SECONDS", 60)
    monkeypatch.setattr(module, "REST_SECONDS", 0)
    with answering(response(500, "InternalError")) as (address, asked):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a")

        assert not stored.is_away()

        def ask() -> None:
            with suppress(StorageAway):
                default_storage.open("a")

        one = threading.Thread(target=ask)
        one.start()
        until(lambda: len(asked) == 2)
        with pytest.raises(StorageAway):
            default_storage.open("b")

        assert (len(asked), one.is_alive()) == (2, True)

    # Its line is closed by now.
    one.join(30)
    assert not one.is_alive()


def test_one_that_answers_again_is_asked_by_all(bucket: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 0)
    with answering(response(503, "SlowDown"), response(404, "NoSuchKey")) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a")
        with pytest.raises(FileNotFoundError):
            default_storage.open("a")

        assert not stored.is_away()


@pytest.mark.parametrize(("status", "code"), [(500, "InternalError"), (503, "SlowDown"), (429, "TooManyRequests")])
def test_a_server_in_trouble_is_away(bucket: Kept, status: int, code: str, caplog: Any) -> None:
    with answering(response(status, code)) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a-name-of-a-file")

    assert stored.is_away()
    assert code in caplog.text
    assert not any(secret in caplog.text for secret in (*KEYS.values(), "a-name-of-a-file"))


def test_a_server_that_refuses_is_left_alone_for_a_moment_and_the_log_says_why(bucket: Kept, caplog: Any) -> None:
    with answering(*2 * [response(403, "AccessDenied")]) as (address, asked):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageRefused, match="AccessDenied"):
            default_storage.open("a")

        assert stored.is_away()
        with pytest.raises(StorageAway):
            default_storage.open("a")

        # The second: whether it refuses that object alone.
        assert [line.split()[1].partition("?")[0] for line in asked] == [f"/{bucket.name}/a", f"/{bucket.name}"]
    assert "the bucket refused: AccessDenied" in caplog.text


def test_what_it_gives_as_a_code_is_one_short_word(bucket: Kept, caplog: Any) -> None:
    with answering(response(403, "No\nentry " + "x" * 9_000)) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageRefused) as refusal:
            default_storage.open("a")

    assert re.fullmatch("Noentryx{53}", str(refusal.value))
    assert "x" * 54 not in caplog.text


def test_a_full_bucket_is_a_full_disk(bucket: Kept) -> None:
    with answering(response(507, "XMinioStorageFull")) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(OSError) as full:
            default_storage.save("a", ContentFile(WORDS))

    assert (full.value.errno, stored.is_away()) == (errno.ENOSPC, False)


def test_a_disk_that_does_not_take_what_was_answered_is_no_outage(
    bucket: Kept, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 0)
    monkeypatch.setattr(module, "MEMORY_BYTES", 1)
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nThe quince"
    with answering(response(503, "SlowDown"), whole) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a")

        settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "gone"
        with pytest.raises(FileNotFoundError):
            default_storage.open("a")

    assert not stored.is_away()


def test_a_file_that_comes_too_slowly_is_not_waited_for(bucket: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FETCH_SECONDS", 0)
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + b"x" * 2 * module.READ_BYTES
    with answering(begun, hangs_up=False) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway, match="slow"):
            default_storage.open("a")

    assert stored.is_away()


def test_an_object_that_is_too_large_to_be_ours_is_not_given_out(
    bucket: Kept, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ATTACHMENT_MB = 0
    monkeypatch.setattr(module, "OBJECT_MAX_BYTES", len(WORDS))
    for name, content in (("a", WORDS), ("b", WORDS + b"!")):
        default_storage.save(name, ContentFile(content))

    assert default_storage.open("a").read() == WORDS
    with pytest.raises(FileNotFoundError):
        default_storage.open("b")
    assert not stored.is_away()


def test_a_file_that_breaks_off_is_not_given_out(bucket: Kept) -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nThe quince") as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a")
