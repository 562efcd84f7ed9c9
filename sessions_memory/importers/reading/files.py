"""A chosen file as the list of its entries, each a stream of records: an archive, a JSON file, or a database."""

import codecs
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_noop

from sessions_memory.importers.formats import format_beginning
from sessions_memory.importers.mapping.values import FoundRecord, Limits, Position
from sessions_memory.importers.raw import archive, llm_database
from sessions_memory.importers.raw.archive import Archive, BadArchive
from sessions_memory.importers.raw.records import Records
from sessions_memory.importers.raw.unknown import looks_like

HEAD_BYTES = 1 << 16
PIECE_BYTES = 1 << 20
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class BadFile(Exception):
    """The rest of a sentence that begins with the file's name. `is_known`: it needs no mention beside other files."""

    def __init__(self, sentence: str, *, is_known: bool = False) -> None:
        super().__init__(sentence)
        self.is_known = is_known


class Entry:
    """One JSON file, or one entry of an archive. `size` in bytes, unpacked."""

    def __init__(self, name: str, size: int, opener: Callable[[], IO[bytes]]) -> None:
        self.name = name
        self.size = size
        self._opener = opener

    def verify(self) -> None:
        """Raises BadFile if nothing of it should be taken. An archive's entry is read to its checksum for that."""
        with closing(self._stream()) as stream:
            head = stream.read(HEAD_BYTES).removeprefix(codecs.BOM_UTF8)

        if not head.lstrip().startswith((b"[", b"{")) and not _is_json_value(head):
            raise BadFile(looks_like(head))

    def records(self, limits: Limits, after: Position) -> Iterator[FoundRecord]:
        with closing(self._stream()) as stream:
            own = format_beginning(stream.read(HEAD_BYTES))

        with closing(self._stream()) as stream:
            _skip(stream, after.offset)
            if own and own.records:
                yield from own.records(stream, limits, after)
            else:
                yield from Records(stream, limits, offset=after.offset, within=after.within)

    def _stream(self) -> IO[bytes]:
        stream = self._opener()
        is_utf16 = stream.read(2) in UTF16_MARKS
        stream.seek(0)

        return io.BufferedReader(_Utf16(stream)) if is_utf16 else stream


class ArchiveEntry(Entry):
    def __init__(self, opened: Archive, info: zipfile.ZipInfo) -> None:
        super().__init__(info.filename, info.file_size, partial(opened.open, info))
        self._verify_checksum = partial(opened.verify, info)

    def verify(self) -> None:
        try:
            self._verify_checksum()
            super().verify()
        except BadArchive as problem:
            raise BadFile(str(problem)) from None
        except archive.DAMAGED:
            raise BadFile(archive.BAD_CHECKSUM) from None


class DatabaseEntry(Entry):
    def __init__(self, path: Path) -> None:
        super().__init__("", path.stat().st_size, lambda: path.open("rb"))
        self._path = path

    def verify(self) -> None:
        """Reading it looks for its tables."""

    def records(self, limits: Limits, after: Position) -> Iterator[FoundRecord]:
        try:
            yield from llm_database.records(self._path, limits, after.index)
        except llm_database.BadDatabase as problem:
            raise BadFile(str(problem)) from None


class ExportFile:
    """Opening raises BadFile."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._archive: Archive | None = None
        try:
            self.entries = self._opened(path, limits)
        except BadArchive as problem:
            raise BadFile(str(problem), is_known=problem.is_known) from None
        except OSError:
            raise BadFile(gettext_noop("cannot be opened.")) from None

    def _opened(self, path: Path, limits: Limits) -> Sequence[Entry]:
        with path.open("rb") as file:
            head = file.read(16)

        if head.startswith(archive.MAGIC):
            self._archive = opened = Archive(path, limits)
            return [ArchiveEntry(opened, info) for info in opened.entries]

        if head.startswith(llm_database.MAGIC):
            return [DatabaseEntry(path)]

        return [Entry("", path.stat().st_size, lambda: path.open("rb"))]

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.entries)

    def duplicates(self) -> list[str]:
        return self._archive.duplicates() if self._archive else []

    def asset_names(self) -> bytes:
        return self._archive.asset_names() if self._archive else b""

    def close(self) -> None:
        if self._archive:
            self._archive.close()


def _is_json_value(head: bytes) -> bool:
    word = head.strip()[:40]
    return word in (b"null", b"true", b"false") or word.startswith(b'"') or word.replace(b".", b"").isdigit()


def _skip(stream: IO[bytes], size: int) -> None:
    """An unpacked stream cannot jump: what was read before is unpacked again, and not looked at."""
    if isinstance(stream, io.BufferedReader) and stream.seekable():
        stream.seek(size)
        return

    while size > 0 and (piece := stream.read(min(size, PIECE_BYTES))):
        size -= len(piece)


class _Utf16(io.RawIOBase):
    """UTF-16 as UTF-8: what some editors on Windows make of a file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._source = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest and (piece := self._source.read(PIECE_BYTES)):
            self._rest = self._decoder.decode(piece).encode()

        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def close(self) -> None:
        self._source.close()
        super().close()
