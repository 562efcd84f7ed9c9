"""Files that cost far more to read than to send."""

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from insightvault.benchmarks.pdf_file import pdf

WIDE = 20_000
UNPACKED_BYTES = 60_000_000
PAGES = 5_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def wide_image() -> bytes:
    """A PNG, black and white, of 400 megapixels in some 50 KB."""
    head = struct.pack(">IIBBBBB", WIDE, WIDE, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((WIDE // 8 + 1) * WIDE))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def packed_document() -> bytes:
    """A DOCX that holds a thousand times as much as it has."""
    begin = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
    end = b"</w:t></w:r></w:p></w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", begin + b"a" * UNPACKED_BYTES + end)

    return file.getvalue()


def packed_pages() -> bytes:
    """A PDF whose one page unpacks to as much."""
    packed = zlib.compress(b"BT /F1 10 Tf (aaaaaaaa) Tj ET\n" * (UNPACKED_BYTES // 30))
    plain = pdf(["x"])
    begin = plain.index(b"<< /Length")
    end = plain.index(b"endstream") + len(b"endstream")
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    # Its table of places is wrong then: readers look for the objects themselves.
    return plain[:begin] + stream + plain[end:]


def many_pages() -> bytes:
    return pdf(["Quince."] * PAGES)


def deep_html() -> bytes:
    return b"<!doctype html><html><body>" + b"<div><b>" * 300_000


def deep_json() -> bytes:
    return b"[" * 2_000_000


def long_lines() -> bytes:
    return "\ufdfa[\u202e".encode() * 1_000_000


MAKERS: tuple[tuple[str, Callable[[], bytes]], ...] = (
    ("a.png", wide_image),
    ("a.docx", packed_document),
    ("a.pdf", packed_pages),
    ("b.pdf", many_pages),
    ("a.html", deep_html),
    ("a.json", deep_json),
    ("../../a\u202etxt.exe", long_lines),
)


@functools.cache
def bomb(number: int) -> tuple[str, bytes]:
    """A name and a content, made once."""
    name, make = MAKERS[number % len(MAKERS)]
    return name, make()
