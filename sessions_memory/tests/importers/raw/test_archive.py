"""Archives that lie, are broken, or want to be unpacked where they should not."""

import io
import json
import stat
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sessions_memory.importers.mapping.values import Limits, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.tests.importers.exports import chatgpt, file_of, read, zip_of

Q, A = ("user", "Why?"), ("assistant", "Because.")
GOOD = [chatgpt(Q, A)]
NAME = "conversations.json"


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableExport) as refused:
        list(read_export([path], limits or Limits()))

    return str(refused.value)


def stored(content: Any) -> bytearray:
    """An archive of one entry that is not packed, so that its bytes can be changed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(NAME, json.dumps(content))

    return bytearray(data.getvalue())


def test_what_unpacks_to_far_more_is_not_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path, {NAME: b"[" + b" " * 3_000_000 + b"]"})
    assert "far more" in refusal(path, Limits(packing_ratio_from_bytes=1_000_000))
    assert "more than 0.001 GB" in refusal(path, Limits(unpacked_bytes=1_000_000))


def test_an_entry_never_unpacks_to_more_than_it_declares(tmp_path: Path) -> None:
    data = bytearray(zip_of(tmp_path, {NAME: b"[" + b" " * 1_000_000 + b"]"}).read_bytes())
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 100)
    struct.pack_into("<I", data, 22, 100)
    assert "checksum" in refusal(file_of(tmp_path, bytes(data), "lies.zip"))


def test_too_many_entries_are_not_even_listed(tmp_path: Path) -> None:
    path = zip_of(tmp_path, {NAME: GOOD, **{f"{n}.png": b"" for n in range(30)}})
    assert "more than 20 entries" in refusal(path, Limits(archive_entries=20))
    assert read(path).ids == ["c-1"]


def test_a_hidden_second_end_does_not_hide_the_number_of_entries(tmp_path: Path) -> None:
    data = bytearray(zip_of(tmp_path, {NAME: GOOD, **{f"{n}.png": b"" for n in range(30)}}).read_bytes())
    struct.pack_into("<I", data, len(data) - 6, 0x06054B50)  # in place of where the directory begins
    assert "more than 20 entries" in refusal(file_of(tmp_path, bytes(data), "two.zip"), Limits(archive_entries=20))


def test_entries_on_top_of_each_other_are_refused(tmp_path: Path) -> None:
    data = stored(GOOD)
    directory = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    record = data[directory:end]
    twin = record.replace(NAME.encode(), b"conversations.jsoN")

    struct.pack_into("<HHI", data, end + 8, 2, 2, 2 * len(record))
    data[end:end] = twin
    assert "on top of each other" in refusal(file_of(tmp_path, bytes(data), "overlap.zip"))


@pytest.mark.parametrize(
    ("offset_in_header", "offset_in_directory", "value", "sentence"),
    [(6, 8, 1, "password"), (8, 10, 97, "packed by a method")],
)
def test_what_cannot_be_unpacked_is_said(
    tmp_path: Path, offset_in_header: int, offset_in_directory: int, value: int, sentence: str
) -> None:
    data = stored(GOOD)
    struct.pack_into("<H", data, offset_in_header, value)
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + offset_in_directory, value)
    assert sentence in refusal(file_of(tmp_path, bytes(data), "odd.zip"))


def test_nothing_is_taken_of_an_entry_with_a_wrong_checksum(tmp_path: Path) -> None:
    data = stored([chatgpt(Q, A, title="Case")])
    data[data.find(b"Case")] ^= 0x20
    path = file_of(tmp_path, bytes(data), "crc.zip")
    assert "checksum is wrong" in refusal(path)


def test_an_interrupted_download_is_refused(tmp_path: Path) -> None:
    data = zip_of(tmp_path, {NAME: GOOD * 20}).read_bytes()
    assert "interrupted download" in refusal(file_of(tmp_path, data[:-40], "cut.zip"))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({}, "an empty archive"),
        ({"user.json": {}}, "holds other parts of an export"),
        ({"user.json": {}, "chat.html": "<html>"}, "holds web pages"),
        ({"inner.zip": b"PK\x03\x04"}, "holds another archive"),
        ({"logs.db": b"SQLite format 3\x00"}, "Unpack it and choose the database"),
        ({"photo.png": b"\x89PNG"}, "no file in it is JSON"),
        ({NAME: "[]"}, f"“{NAME}” in it holds no conversations"),
        ({NAME: "<html>"}, f"“{NAME}” in it is a web page"),
    ],
)
def test_an_archive_without_conversations_says_what_it_holds(
    tmp_path: Path, entries: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(zip_of(tmp_path, entries))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo(NAME)
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "link.zip"

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, str(file_of(tmp_path, GOOD, "target.json")))

    assert "holds no conversations" in refusal(path)


def test_hostile_names_make_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        "../escaped.json",
        "/escaped.json",
        "C:\\escaped.json",
        f"{NAME}/../../escaped",
        "~/.ssh/escaped",
        "x" * 3000,
    ]

    path = zip_of(folder, {**dict.fromkeys(names, b'{"pwned": 1}'), NAME: GOOD})
    assert read(path).ids == ["c-1"]
    assert [found.name for found in tmp_path.rglob("*")] == ["in", "export.zip"]


def test_of_two_entries_of_one_name_the_last_is_read_and_the_other_counted(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = zip_of(tmp_path, [(NAME, GOOD), (NAME, [chatgpt(Q, A, source_id="c-2")])])

    result = read(path)
    assert (result.ids, [skipped.title for skipped in result.skipped]) == (["c-2"], [NAME])
