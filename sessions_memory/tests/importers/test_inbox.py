"""Files that are laid into a folder are imported for the person whose name it has."""

import logging
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory.importers import inbox
from sessions_memory.models import ImportFile, ImportJob
from sessions_memory.states import JobState
from sessions_memory.tests.exports import chatgpt_zip, many

EXPORT = chatgpt_zip(*many(1))


@pytest.fixture(autouse=True)
def folder(settings: Settings, own_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(inbox, "_said", set())
    monkeypatch.setattr(inbox, "_kept", set())

    return tmp_path / "inbox"


def laid(folder: Path, name: str, *, is_still: bool = True, content: bytes = EXPORT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    if is_still:
        os.utime(path, (1_700_000_000, 1_700_000_000))

    return path


def test_each_file_becomes_a_job_of_its_own_and_goes(ann: User, bob: User, folder: Path) -> None:
    paths = [laid(folder / "ann", "one.zip"), laid(folder / "ann", "two.zip"), laid(folder / "bob", "three.zip")]
    assert inbox.take_in() == 3
    assert not any(path.exists() for path in paths)

    jobs = ImportJob.objects.order_by("pk")
    assert [(job.user, job.files.get().name) for job in jobs] == [
        (ann, "one.zip"),
        (ann, "two.zip"),
        (bob, "three.zip"),
    ]
    assert {job.state for job in jobs} == {JobState.UPLOADED}
    assert {file.size_bytes for file in ImportFile.objects.all()} == {len(EXPORT)}
    assert inbox.take_in() == 0


def test_a_file_that_still_changes_waits(ann: User, folder: Path) -> None:
    path = laid(folder / "ann", "one.zip", is_still=False)
    assert inbox.take_in() == 0
    assert path.exists()


def test_links_hidden_files_and_folders_within_are_left_alone(ann: User, folder: Path, tmp_path: Path) -> None:
    secret = laid(tmp_path / "elsewhere", "secret.zip")
    laid(folder / "ann", ".hidden.zip")
    laid(folder / "ann" / "within", "one.zip")
    (folder / "ann" / "link.zip").symlink_to(secret)
    os.link(secret, folder / "ann" / "hard.zip")
    (folder / "bob").symlink_to(secret.parent)
    os.mkfifo(folder / "ann" / "pipe")

    assert inbox.take_in() == 0
    assert secret.exists()
    assert not ImportJob.objects.exists()


def test_a_folder_of_nobody_is_told_once_and_without_its_name(
    ann: User, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = laid(folder / "carol", "one.zip")
    with caplog.at_level(logging.WARNING):
        assert inbox.take_in() == inbox.take_in() == 0

    assert [record.getMessage() for record in caplog.records] == [
        "the inbox has a folder that is named like nobody here"
    ]
    assert path.exists()


def test_what_is_refused_stays(ann: User, folder: Path) -> None:
    path = laid(folder / "ann", "empty.zip", content=b"")
    assert inbox.take_in() == 0
    assert path.exists()
    assert not ImportJob.objects.exists()


def test_without_a_folder_nothing_happens(ann: User) -> None:
    assert inbox.take_in() == 0


def test_names_in_another_encoding_stop_nothing(ann: User, folder: Path) -> None:
    strange = os.fsdecode(b"Erz\xe4hlung")
    laid(folder / strange, "one.zip")
    laid(folder / "ann", f"{strange}.zip")
    assert inbox.take_in() == 1
    assert ImportJob.objects.get().files.get().name.startswith("Erz")


def test_what_can_t_be_deleted_is_taken_once(ann: User, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = laid(folder / "ann", "one.zip")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    # A folder with the sticky bit, in which the file is somebody else's; tests may run as root.
    monkeypatch.setattr(Path, "unlink", refuse)
    assert [inbox.take_in(), inbox.take_in()] == [1, 0]
    assert path.exists() and ImportJob.objects.count() == 1
