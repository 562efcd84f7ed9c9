"""The program: `python -m … KIND LIMITS`, the file as its input, what it found as its output.

A line of JSON, and behind it the bytes of an image.
"""

import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import BinaryIO

from sessions_memory.attachments.extraction import confinement, documents, images, kinds, texts
from sessions_memory.attachments.extraction.kinds import gettext_noop
from sessions_memory.attachments.extraction.values import DISK_FULL, Extracted, Limits

READERS: dict[str, Callable[[BinaryIO, Limits], Extracted]] = {
    kinds.TEXT: texts.read_text,
    kinds.HTML: texts.read_page,
    kinds.PDF: documents.read_pdf,
    kinds.DOCX: documents.read_docx,
    kinds.IMAGE: images.read_image,
}
TOO_MUCH = gettext_noop("This file needs too much memory to be read.")
TOO_DEEP = gettext_noop("This file is nested too deep to be read.")


def read(kind: str, file: BinaryIO, limits: Limits) -> Extracted:
    try:
        return READERS[kind](file, limits)
    except kinds.Refused as refusal:
        return Extracted(remark=str(refusal), is_refused=True)
    except MemoryError:
        return Extracted(remark=TOO_MUCH, is_refused=True)
    except RecursionError:
        return Extracted(remark=TOO_DEEP, is_refused=True)


def main() -> None:
    kind, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    confinement.confine(limits)
    # A file and no pipe: readers go back and forth in it.
    with os.fdopen(sys.stdin.fileno(), "rb") as file:
        found = read(kind, file, limits)

    told = {name: value for name, value in asdict(found).items() if name != "image"}
    write(json.dumps(told).encode() + b"\n" + found.image)


def write(told: bytes) -> None:
    try:
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        # At once: an end as usual would try to write the rest, and fail with another code.
        os._exit(DISK_FULL)


if __name__ == "__main__":
    main()
