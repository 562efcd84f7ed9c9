"""PDF and DOCX: their text page by page and paragraph by paragraph, as far as the limits go."""

import time
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from sessions_memory.attachments.extraction.kinds import ARCHIVE, FIRST_PAGES, Refused, gettext_noop
from sessions_memory.attachments.extraction.texts import within
from sessions_memory.attachments.extraction.values import Extracted, Limits

LOCKED = gettext_noop("This PDF is locked with a password. Save it without one, and attach that.")
NO_TEXT = gettext_noop("This PDF holds no text. It may be scanned: attach its pages as images, or a version with text.")
NO_WORDS = gettext_noop("This document holds no text.")
DAMAGED = gettext_noop("This file is damaged and can’t be read.")
BOMB = gettext_noop("This document unpacks to far more than it should, and is not read.")
# Of the time, so that what was read can still be written.
READING_SHARE = 0.7
# A DOCX has some dozens of parts, and text packs tenfold; images in it hardly at all.
PARTS_MAX = 5_000
UNPACKED_MAX_BYTES = 100_000_000
RATIO_MAX = 100
RATIO_FROM_BYTES = 5_000_000
# Where the words of a DOCX stand (ECMA-376, part 1, 17).
DOCUMENT = "word/document.xml"
WORDY_PARTS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What older programs show instead of what stands beside it, the same words once more.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
ENDS = {f"{W}p": "\n", f"{W}tc": "\t", f"{W}tr": "\n"}


def read_pdf(file: BinaryIO, limits: Limits) -> Extracted:
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(LOCKED)
        count = len(reader.pages)
        texts = list(_pages(reader, count, limits))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        # The library reads what it can, and stumbles over the rest in many ways.
        raise Refused(DAMAGED) from error

    text = "\n\n".join(filter(None, texts))
    if not text:
        raise Refused(NO_TEXT)

    remark = FIRST_PAGES.format(read=f"{len(texts):,}", count=f"{count:,}") if len(texts) < count else ""
    return within(text, limits, remark=remark)


def _pages(reader: PdfReader, count: int, limits: Limits) -> Iterator[str]:
    chars = 0
    for number in range(min(count, limits.pages)):
        if chars > limits.chars or time.process_time() > READING_SHARE * limits.seconds:
            return

        text = _text_of(reader.pages[number])
        chars += len(text)
        yield text


def _text_of(page: PageObject) -> str:
    """ "" for a page that can't be read: the others may."""
    try:
        return page.extract_text().strip()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return ""


def read_docx(file: BinaryIO, limits: Limits) -> Extracted:
    try:
        with zipfile.ZipFile(file) as archive:
            names = _looked_through(archive)
            text = "".join(piece for name in WORDY_PARTS if name in names for piece in _words(archive, name, limits))
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refused(DAMAGED) from error

    # A cell ends behind its last paragraph, a row behind its last cell.
    text = text.replace("\n\t", "\t").replace("\t\n", "\n").strip()
    if not text:
        raise Refused(NO_WORDS)

    return within(text, limits)


def _looked_through(archive: zipfile.ZipFile) -> set[str]:
    """The names of its parts. What a part is said to hold is all that is read of it."""
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if DOCUMENT not in archive.NameToInfo:
        raise Refused(ARCHIVE)

    is_tight = unpacked > RATIO_FROM_BYTES and unpacked > RATIO_MAX * max(packed, 1)
    if len(parts) > PARTS_MAX or unpacked > UNPACKED_MAX_BYTES or is_tight:
        raise Refused(BOMB)

    return {part.filename for part in parts}


def _words(archive: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[str]:
    """Entities are not replaced by files, and expat ends one that grows without measure."""
    chars = skipped = 0
    with archive.open(name) as part:
        for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314 (see above)
            if element.tag == FALLBACK:
                skipped += 1 if event == "start" else -1
            if event == "start":
                continue

            piece = "" if skipped else _piece(element)
            chars += len(piece)
            yield piece
            if element.tag in ENDS:
                element.clear()
            if chars > limits.chars:
                return


def _piece(element: ElementTree.Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""

    return SIGNS.get(element.tag) or ENDS.get(element.tag, "")
