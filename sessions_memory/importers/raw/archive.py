"""The entries of a ZIP that may hold conversations, opened one at a time and never unpacked to disk.

An archive comes from anywhere: what it declares is bounded before anything is read, and no entry unpacks to more than
it declares. Names serve to choose what to read; no file is ever made from one.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_noop as _

from sessions_memory.importers.mapping.values import Limits

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
READABLE = re.compile(r"\.(?:json|jsonl|ndjson)\Z", re.IGNORECASE)
# These are never opened: what macOS adds, files the person once sent, and what says who they are or what they paid.
NOT_OPENED = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|[^/]*-files/|file[-_][^/]*\Z"
    r"|(?:user|users|user_settings|message_feedback|shared_conversations|model_comparisons|group_chats|shopping|sora"
    r"|export_manifest|conversation_asset_file_names|prod-mc-auth-mgmt-api|prod-mc-billing)\.json\Z)",
    re.IGNORECASE,
)
ASSET_NAMES = re.compile(r"(?:^|/)conversation_asset_file_names\.json\Z")
# Files that an archive without conversations may hold instead, each with a sentence for it.
INSTEAD = (
    (
        re.compile(r"\.(?:zip|rar|7z|gz|tgz)\Z", re.IGNORECASE),
        _("holds another archive. Unpack it and choose everything inside."),
    ),
    (re.compile(r"\.db\Z", re.IGNORECASE), _("holds a database. Unpack it and choose the database alone.")),
    (
        re.compile(r"\.html\Z", re.IGNORECASE),
        _("holds web pages, but no JSON. If it is from Google, ask for JSON instead of HTML."),
    ),
    (re.compile(r""), _("holds no conversations: no file in it is JSON.")),
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
DIRECTORY_BYTES_AN_ENTRY = 1024
PIECE_BYTES = 1 << 20
SMALL_BYTES = 16 << 20
END_RECORD, LARGE_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
INTERRUPTED = _("is a damaged archive, perhaps an interrupted download. Download it again.")
BAD_CHECKSUM = _("is damaged in the archive: its checksum is wrong. Download the archive again.")
TOO_MUCH = _("unpacks to more than {size} GB.")
TOO_MANY = _("holds more than {count} entries, which no export does.")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
)


class BadArchive(Exception):
    """The rest of a sentence that begins with the archive's, or the entry's, name.

    `is_known`: it is a part of an export that holds no conversations.
    """

    def __init__(self, sentence: str, *, is_known: bool = False) -> None:
        super().__init__(sentence)
        self.is_known = is_known


class Archive:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        _refuse_large_directory(path, limits)

        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGED:
            raise BadArchive(INTERRUPTED) from None

        try:
            self.entries = self._chosen()
        except BadArchive:
            self._zip.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def open(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        if problem := _refused(entry):
            raise BadArchive(problem)

        try:
            return self._zip.open(entry)
        except DAMAGED:
            raise BadArchive(BAD_CHECKSUM) from None

    def verify(self, entry: zipfile.ZipInfo) -> None:
        """Read it once to its checksum, so that nothing of a damaged entry is taken."""
        try:
            with self.open(entry) as stream:
                while stream.read(PIECE_BYTES):
                    pass
        except DAMAGED:
            raise BadArchive(BAD_CHECKSUM) from None

    def asset_names(self) -> bytes:
        """The small file that names what was uploaded, b"" if there is none."""
        for entry in self._zip.infolist():
            if ASSET_NAMES.search(_plain(entry.filename)) and entry.file_size <= SMALL_BYTES and not _refused(entry):
                try:
                    return self._zip.read(entry)
                except DAMAGED:
                    return b""

        return b""

    def duplicates(self) -> list[str]:
        """Names that more than one entry to read has; the last one is the one that is read."""
        wanted = Counter(entry.filename for entry in self._zip.infolist() if _is_wanted(entry))
        return sorted(name for name, count in wanted.items() if count > 1)

    def _chosen(self) -> list[zipfile.ZipInfo]:
        wanted = {entry.filename: entry for entry in self._zip.infolist() if _is_wanted(entry)}
        entries = [wanted[name] for name in sorted(wanted)]
        if not entries:
            raise self._nothing()

        limits = self._limits
        if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
            raise BadArchive(TOO_MUCH.format(size=f"{limits.unpacked_bytes / 1e9:g}"))

        for entry in entries:
            if entry.file_size > max(limits.packing_ratio_from_bytes, limits.packing_ratio * entry.compress_size):
                raise BadArchive(_("unpacks to far more than an export ever would. Download it again."))

        if _overlap(entries):
            raise BadArchive(_("is a damaged archive: its entries lie on top of each other. Download it again."))

        return entries

    def _nothing(self) -> BadArchive:
        names = [_plain(name) for name in self._zip.namelist()]
        if not names:
            return BadArchive(_("is an empty archive."))

        for pattern, sentence in INSTEAD:
            if any(pattern.search(name) and not NOT_OPENED.search(name) for name in names):
                return BadArchive(sentence)

        is_known = any(READABLE.search(name) and NOT_OPENED.search(name) for name in names)
        return BadArchive(
            _("holds other parts of an export, but no conversations. Choose the archive with the conversations."),
            is_known=is_known,
        )


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    name = _plain(entry.filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return bool(READABLE.search(name)) and not NOT_OPENED.search(name) and not entry.is_dir() and not is_link


def _plain(name: str) -> str:
    """Tools on Windows write backslashes."""
    return name.replace("\\", "/")


def _refused(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & ENCRYPTED:
        return _("is protected with a password. Pack it again without one.")
    if entry.compress_type not in METHODS:
        return _("is packed by a method that cannot be read. Pack it again as an ordinary ZIP.")

    return ""


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + entry.compress_size

    return False


def _refuse_large_directory(path: Path, limits: Limits) -> None:
    """The list of entries is read whole: its size is looked at before, in the record that ends an archive."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()

    # The record is the last thing in an archive without a comment; this looks for it as the reader itself does.
    at = len(tail) - 22 if tail[-22:-18] == END_RECORD and tail[-2:] == b"\0\0" else tail.rfind(END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise BadArchive(INTERRUPTED)

    entries, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    if at >= 76 and tail[at - 20 : at - 16] == LARGE_LOCATOR:
        entries, directory_bytes = struct.unpack_from("<QQ", tail, at - 44)

    most = limits.archive_entries
    if entries > most or directory_bytes > most * DIRECTORY_BYTES_AN_ENTRY:
        raise BadArchive(TOO_MANY.format(count=f"{most:,}"))
