"""The text of files, taken out by the program that reads them for people."""

import subprocess
import sys

import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.benchmarks.pdf_file import pdf
from insightvault.tests.processes import ROOT
from sessions_memory.attachments.extraction import documents, kinds
from sessions_memory.tests.attachments.files import attached, docx, image, read_of, zipped


def test_a_text_is_read_as_it_was_written(ann: User) -> None:
    read = read_of(ann, "a.md", "# Größe\r\n\r\n- 7 €".encode())
    assert (read.state, read.text, read.is_cut, read.remark) == ("read", "# Größe\n\n- 7 €", False, "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_text_of_another_encoding_is_read(ann: User, encoding: str) -> None:
    assert read_of(ann, content="Größe in Köln".encode(encoding)).text == "Größe in Köln"


def test_a_long_text_is_cut_and_the_remark_says_so(ann: User, settings: Settings) -> None:
    settings.ATTACHMENT_CHARS = 1000
    read = read_of(ann, content=("ö" * 3000).encode())
    assert (len(read.text), read.is_cut, read.remark) == (1000, True, "Only the first 1,000 characters were read.")


def test_of_a_page_the_words_are_read_and_no_script(ann: User) -> None:
    page = b"""<!doctype html><title>Trees</title><style>p {}</style><script>alert('no')</script>
    <h1>Quinces &amp; pears</h1><p>One<p>Two <b>words</b><!-- hidden --><table><tr><td>a<td>b</table>"""
    text = read_of(ann, "a.html", page).text
    assert "Quinces & pears\n\nOne\nTwo words" in text
    assert "alert" not in text and "hidden" not in text and "p {}" not in text


def test_a_pdf_is_read_page_by_page(ann: User) -> None:
    read = read_of(ann, "a.pdf", pdf(["First page", "Second page"]))
    assert (read.kind, read.text) == ("pdf", "First page\n\nSecond page")


def test_a_pdf_of_5_000_pages_is_read_as_far_as_the_limit(ann: User, settings: Settings) -> None:
    settings.ATTACHMENT_PAGES = 20
    read = read_of(ann, "a.pdf", pdf([f"Page {number}" for number in range(5000)]))
    assert read.text.endswith("Page 19")
    assert (read.is_cut, read.remark) == (True, "Only the first 20 of 5,000 pages were read.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(["", ""]), documents.NO_TEXT),
        (b"%PDF-1.7\nno more", documents.DAMAGED),
        (docx(), documents.NO_WORDS),
        (docx("Hi")[:-30], documents.DAMAGED),
        (zipped({"word/document.xml": b"<w:document"}), documents.DAMAGED),
        (zipped({"a.txt": b"Hi"}), kinds.ARCHIVE),
    ],
)
def test_what_holds_no_text_says_so(ann: User, content: bytes, sentence: str) -> None:
    read = read_of(ann, "a", content)
    assert (read.state, read.remark, read.text) == ("refused", sentence, "")


def test_a_docx_is_read_with_its_tables(ann: User) -> None:
    row = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in "ab")
    read = read_of(ann, "a.docx", docx("First", "Second", beside=f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    assert (read.kind, read.text) == ("docx", "First\nSecond\na\tb")


def test_a_docx_bomb_is_not_unpacked(ann: User) -> None:
    read = read_of(ann, "a.docx", docx("x" * 20_000_000))
    assert (read.state, read.remark) == ("refused", documents.BOMB)


def test_a_docx_with_entities_that_grow_is_not_read(ann: User) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "{"x" * 1000}">{names}]><a>&e9;</a>'
    read = read_of(ann, "a.docx", zipped({"word/document.xml": bomb.encode()}))
    assert (read.state, read.text) == ("refused", "")


def test_an_image_is_made_smaller(ann: User) -> None:
    read = read_of(ann, "a.png", image(3000, 1500, mode="RGBA"))
    assert (read.state, read.kind, read.has_preview) == ("read", "image", True)


def test_an_image_of_400_million_pixels_is_not_unpacked(ann: User) -> None:
    read = read_of(ann, "a.png", image(20_000, 20_000, mode="1"))
    assert read.remark == "This image has 20,000 × 20,000 pixels, more than can be read. Make it smaller."
    assert (read.state, read.has_preview) == ("refused", False)


def test_who_takes_too_much_memory_is_refused(ann: User, settings: Settings) -> None:
    settings.ATTACHMENT_MEGAPIXELS, settings.ATTACHMENT_MEMORY_MB = 1000, 400
    read = read_of(ann, "a.png", image(20_000, 20_000, mode="L"))
    assert (read.state, read.has_preview) == ("refused", False)


def test_the_program_starts_no_other_and_opens_no_connection() -> None:
    code = (
        "from sessions_memory.attachments.extraction import confinement, values;"
        "confinement.confine(values.Limits(1000, 1, 1, 5, 500_000_000));"
        "import {}"
    )
    for deed in ("socket; socket.socket()", "subprocess; subprocess.run(['true'])", "os; os.system('true')"):
        done = subprocess.run(
            [sys.executable, "-c", code.format(deed)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "PermissionError" in done.stderr


def test_what_is_named_otherwise_is_read_by_its_content(ann: User) -> None:
    assert attached(ann, "letter.txt", pdf(["Hi"])).kind == "pdf"
