"""The bucket as a storage of Django's: what it keeps, and what it says when it can't."""

import errno
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from insightvault import bucket as module
from insightvault.bucket import BucketRefused
from insightvault.tests.bucket.conftest import KEYS, Kept, answering
from insightvault.tests.server.test_serve import until
from sessions_memory.files import stored
from sessions_memory.files.trouble import StorageAway

WORDS = b"The quince tree was planted in 1987."


def response(status: int, code: str) -> bytes:
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
    return f"HTTP/1.1 {status} No\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


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


def test_a_bucket_that_is_none_is_no_missing_file(bucket: Kept) -> None:
    bucket.use(name="another-bucket")
    for ask in (default_storage.open, default_storage.listdir):
        with pytest.raises(BucketRefused, match="NoSuchBucket"):
            ask("a")

    assert not stored.is_away()


@pytest.mark.parametrize("lacks", [{"secret_key": ""}, {"access_key": "", "secret_key": ""}])
def test_without_keys_it_is_refused(
    bucket: Kept, lacks: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """No file or service of this machine's gives any."""
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    bucket.use(**lacks)
    with pytest.raises(BucketRefused, match="Credentials"):
        default_storage.open("a")


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
    monkeypatch.setattr(module, "READ_SECONDS", 5)
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
        one.join(30)


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


def test_a_server_that_refuses_is_not_left_alone_and_the_log_says_why(bucket: Kept, caplog: Any) -> None:
    with answering(response(403, "AccessDenied")) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(BucketRefused, match="AccessDenied"):
            default_storage.open("a")

    assert not stored.is_away()
    assert "the bucket refused: AccessDenied" in caplog.text


def test_a_full_bucket_is_a_full_disk(bucket: Kept) -> None:
    with answering(response(507, "XMinioStorageFull")) as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(OSError) as full:
            default_storage.save("a", ContentFile(WORDS))

    assert (full.value.errno, stored.is_away()) == (errno.ENOSPC, False)


def test_a_file_that_breaks_off_is_not_given_out(bucket: Kept) -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nThe quince") as (address, _):
        bucket.use(endpoint_url=address)
        with pytest.raises(StorageAway):
            default_storage.open("a")
