import io
import zipfile
from datetime import UTC, datetime

from sessions_memory.exporters.zipping import zipped

TIME = datetime(2026, 3, 1, 12, 34, 56, tzinfo=UTC)


def opened(entries: list[tuple[str, list[bytes]]]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zipped((name, TIME, parts) for name, parts in entries))))


def test_what_was_packed_is_read_again() -> None:
    archive = opened([("a/ü.md", [b"one ", b"two"]), ("empty.md", [])])
    assert archive.testzip() is None
    assert (archive.read("a/ü.md"), archive.read("empty.md")) == (b"one two", b"")
    assert archive.getinfo("empty.md").date_time == (2026, 3, 1, 12, 34, 56)


def test_an_empty_archive_is_one() -> None:
    assert opened([]).namelist() == []


def test_more_entries_than_the_old_format_can_count() -> None:
    archive = opened([(f"{number}.md", [b"x"]) for number in range(70_000)])
    assert len(archive.namelist()) == 70_000 and archive.read("69999.md") == b"x"
