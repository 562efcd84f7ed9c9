"""Tells by the first bytes of a file what it is; its name says nothing. Pure."""

import re

SNIFFED_BYTES = 4096


def gettext_noop(text: str) -> str:
    """Marks a sentence that pages translate, without Django: files are read in a process that does without it."""
    return text


TEXT, HTML, PDF, DOCX, IMAGE = "text", "html", "pdf", "docx", "image"
ARCHIVE = gettext_noop("This is an archive. Unpack it, and attach the files that you mean.")
OLD_OFFICE = gettext_noop("This is an old Office file. Save it as DOCX or PDF, and attach that.")
OTHER_IMAGE = gettext_noop("This kind of image can’t be read. PNG, JPEG, WebP and GIF can.")
UNKNOWN = gettext_noop("This kind of file can’t be read. Text, HTML, PDF, DOCX and images can.")
EMPTY = gettext_noop("This file is empty.")
# With what they tell of.
FIRST_PAGES = gettext_noop("Only the first {read} of {count} pages were read.")
FIRST_CHARS = gettext_noop("Only the first {count} characters were read.")
TOO_MANY_PIXELS = gettext_noop("This image has {width} × {height} pixels, more than can be read. Make it smaller.")

IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
# TIFF, BMP, Photoshop, icons, and JPEG 2000 and XL.
OTHER_IMAGES = (b"II*\0", b"MM\0*", b"BM", b"8BPS", b"\0\0\1\0", b"\0\0\0\x0cjP  ", b"\0\0\0\x0cJXL ", b"\xff\x0a")
# gzip, bzip2, xz, zstd, 7z, RAR, compress, cabinets, and what is installed from.
ARCHIVES = (
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x1f\x9d",
    b"MSCF",
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAR_MARK, TAR_MARK_AT = b"ustar", 257
# Readers accept as much before it.
PDF_MARK, PDF_WITHIN = b"%PDF-", 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Controls that no text has.
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)


class Refused(Exception):
    """The file is not read; the message says why, in a sentence for the person."""


def kind_of(beginning: bytes) -> str:
    """`beginning`: the first SNIFFED_BYTES. A ZIP counts as DOCX until it is looked into. Raises Refused."""
    if not beginning:
        raise Refused(EMPTY)
    if beginning.startswith(IMAGES) or (beginning.startswith(b"RIFF") and beginning[8:12] == b"WEBP"):
        return IMAGE
    if PDF_MARK in beginning[:PDF_WITHIN]:
        return PDF
    if beginning.startswith(ZIP):
        return DOCX

    return _text_kind(beginning)


def _text_kind(beginning: bytes) -> str:
    if beginning.startswith(UTF_16):
        return TEXT
    if beginning.startswith(ARCHIVES) or beginning[TAR_MARK_AT:].startswith(TAR_MARK):
        raise Refused(ARCHIVE)
    if beginning.startswith(OLE):
        raise Refused(OLD_OFFICE)

    # A text may begin with two letters that some image begins with.
    if BINARY.search(beginning):
        is_image = beginning.startswith(OTHER_IMAGES) or beginning[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1")
        raise Refused(OTHER_IMAGE if is_image else UNKNOWN)

    return HTML if PAGE.match(beginning.removeprefix(b"\xef\xbb\xbf")) else TEXT
