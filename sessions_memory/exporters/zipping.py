"""A ZIP written as it is read, front to back. `zipfile` would keep an object in memory for each entry until the end.

Structures and their field names: PKWARE's APPNOTE.TXT, 4.3.
"""

import struct
import tempfile
import zlib
from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import datetime

VERSION = 45  # ZIP64
# Sizes follow the entry (bit 3); the name is UTF-8 (bit 11).
FLAGS = 0x0808
DEFLATED = 8
REGULAR_FILE = 0o100644 << 16
UNIX = 3 << 8
SPOOLED_BYTES = 1_000_000
COPIED_BYTES = 64 * 1024
NO_16, NO_32 = 0xFFFF, 0xFFFFFFFF


Entries = Generator[tuple[str, datetime, Iterable[bytes]], None, None]


def zipped(entries: Entries) -> Generator[bytes, None, None]:
    """The archive in pieces. An entry is a path, its time and its content, read before the next is asked for."""
    count = offset = 0
    # Closed here, or an error that is kept for a log would keep them.
    with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as directory, closing(entries):
        for path, time, content in entries:
            start = offset
            name, when = path.encode(), _dos_time(time)
            head = struct.pack("<4s5H3L2H", b"PK\3\4", VERSION, FLAGS, DEFLATED, *when, 0, 0, 0, len(name), 0) + name
            yield head
            offset += len(head)

            deflate, crc, size, packed = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS), 0, 0, 0
            for part in content:
                crc, size = zlib.crc32(part, crc), size + len(part)
                if piece := deflate.compress(part):
                    packed += len(piece)
                    yield piece

            tail = deflate.flush()
            packed += len(tail)
            yield tail + struct.pack("<4s3L", b"PK\7\x08", crc, packed, size)
            offset += packed + 16
            directory.write(_directory_entry(name, when, (crc, packed, size), start))

            count += 1

        length = directory.tell()
        directory.seek(0)

        while piece := directory.read(COPIED_BYTES):
            yield piece

    yield _end(count, length, offset)


def _directory_entry(name: bytes, when: tuple[int, int], sizes: tuple[int, int, int], start: int) -> bytes:
    extra = struct.pack("<2HQ", 1, 8, start) if start >= NO_32 else b""
    return (
        struct.pack("<4s6H3L", b"PK\1\2", UNIX | VERSION, VERSION, FLAGS, DEFLATED, *when, *sizes)
        + struct.pack("<5H2L", len(name), len(extra), 0, 0, 0, REGULAR_FILE, min(start, NO_32))
        + name
        + extra
    )


def _end(count: int, length: int, offset: int) -> bytes:
    far = b""
    if count >= NO_16 or offset + length >= NO_32:
        far = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, VERSION, VERSION, 0, 0, count, count, length, offset)
        far += struct.pack("<4sLQL", b"PK\6\7", 0, offset + length, 1)

    few, short, near = min(count, NO_16), min(length, NO_32), min(offset, NO_32)
    return far + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, few, few, short, near, 0)


def _dos_time(moment: datetime) -> tuple[int, int]:
    year = min(max(moment.year, 1980), 2107)
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (year - 1980) << 9 | moment.month << 5 | moment.day
