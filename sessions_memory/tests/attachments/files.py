"""Files of each kind, as small as they can be, and some that mean harm."""

import io
import zipfile

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
