"""A PDF as plain as one can be: pages of text in one of the fonts that every reader brings along."""

from collections.abc import Sequence


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
