"""Files of each kind, as small as they can be, and some that mean harm."""

import io
import zipfile
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from insightvault.accounts.models import User
from sessions_memory.attachments import keeping, reading
from sessions_memory.models import Attachment

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = b"The quince tree was planted in 1987.\nIt bears late."


def attached(user: User, name: str = "quince.txt", content: bytes = TEXT) -> Attachment:
    (attachment,) = keeping.take_in(user, [SimpleUploadedFile(name, content)])
    return attachment


def read_of(user: User, name: str = "quince.txt", content: bytes = TEXT) -> Attachment:
    """Attached, and read by the program."""
    attachment = attached(user, name, content)
    reading.read_all()
    attachment.refresh_from_db()
    return attachment


def pdf(pages: Sequence[str]) -> bytes:
    """ISO 32000-1, 7.5: objects, a table of where they are, and a trailer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        lines = b"".join(b"(%s) Tj T* " % line.encode("latin-1") for line in text.split("\n"))
        stream = b"BT /F1 10 Tf 12 TL 40 800 Td " + lines + b"ET" if text else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        font = b"/Resources << /Font << /F1 3 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s >>"
        objects.append(page % (len(objects), font))
        kids.append(b"%d 0 R" % len(objects))

    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)

    table, size = len(written), len(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(places)
    return bytes(written + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, table))


def docx(*paragraphs: str, beside: str = "") -> bytes:
    """`beside`: more of the body, as XML."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}{beside}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)

    return file.getvalue()


def image(width: int = 40, height: int = 30, *, form: str = "PNG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, form)
    return file.getvalue()
