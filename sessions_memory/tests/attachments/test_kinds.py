"""What a file is, by its first bytes."""

import gzip
import io
import tarfile

import pytest

from insightvault.benchmarks.pdf_file import pdf
from sessions_memory.attachments.extraction import kinds
from sessions_memory.attachments.extraction.kinds import Refused, kind_of
from sessions_memory.tests.attachments.files import docx, image, zipped


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))

    return file.getvalue()


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"# A list\n\n- one", "text"),
        (b'{"a": [1, 2]}', "text"),
        ("a,b\n1,zwölf".encode("cp1252"), "text"),
        ("Größe".encode("utf-16"), "text"),
        (b"BM is how my notes begin", "text"),
        (b"<!DOCTYPE html><p>Hi", "html"),
        (b"\xef\xbb\xbf<!-- saved -->\n<html lang=en>", "html"),
        (b"<p>a fragment that somebody writes about</p>", "text"),
        (pdf(["Hi"]), "pdf"),
        (b"\n\n" + pdf(["Hi"]), "pdf"),
        (docx("Hi"), "docx"),
        (image(form="PNG"), "image"),
        (image(form="JPEG"), "image"),
        (image(form="GIF"), "image"),
        (image(form="WEBP"), "image"),
    ],
    ids=range(15),
)
def test_a_kind_is_known_by_the_content(beginning: bytes, kind: str) -> None:
    assert kind_of(beginning[: kinds.SNIFFED_BYTES]) == kind


@pytest.mark.parametrize(
    ("beginning", "sentence"),
    [
        (b"", kinds.EMPTY),
        (gzip.compress(b"x", mtime=0), kinds.ARCHIVE),
        (tar(), kinds.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\0\0", kinds.ARCHIVE),
        (b"Rar!\x1a\x07\0", kinds.ARCHIVE),
        (kinds.OLE + b"\0" * 9, kinds.OLD_OFFICE),
        (image(form="BMP"), kinds.OTHER_IMAGE),
        (image(form="TIFF"), kinds.OTHER_IMAGE),
        (b"\0\0\0\x18ftypheic", kinds.OTHER_IMAGE),
        (b"\x7fELF\x02\x01\x01\0", kinds.UNKNOWN),
        (b"ID3\x04\0\0", kinds.UNKNOWN),
    ],
    ids=range(11),
)
def test_what_can_t_be_read_is_refused_in_a_sentence(beginning: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence[:20]) as refused:
        kind_of(beginning[: kinds.SNIFFED_BYTES])
    assert str(refused.value) == sentence


def test_a_zip_is_looked_into_later() -> None:
    assert kind_of(zipped({"a.txt": b"x"})) == "docx"
