"""Attached files as an export has them: the file itself, in base64; its text only where there is no file."""

import base64
from collections.abc import Iterator
from typing import Any

from sessions_memory.exporters.canonical import written
from sessions_memory.exporters.rows import Row
from sessions_memory.files import stored
from sessions_memory.models import Attachment
from sessions_memory.models.attachments import ATTACHED


def attachments_of(row: Row) -> dict[str, Any]:
    """Read when the interaction is written, so that the files of one question are held at a time."""
    return {"attachments": list(_attachments(row["pk"]))} if row["interaction_metadata"].get(ATTACHED) else {}


def names_of(row: Row) -> list[str]:
    """Also of files that only an import named."""
    metadata = row["interaction_metadata"]
    imported = metadata.get("attachments")
    named = [file.get("name") for file in imported if isinstance(file, dict)] if isinstance(imported, list) else []
    own = Attachment.objects.of([row["pk"]]).values_list("name", flat=True) if metadata.get(ATTACHED) else ()
    return [*own, *(name for name in named if isinstance(name, str) and name.strip())]


def _attachments(interaction_id: int) -> Iterator[dict[str, Any]]:
    for attachment in Attachment.objects.of([interaction_id]):
        content = _content(attachment)
        kept = {"content": base64.b64encode(content).decode()} if content else {"text": attachment.text}
        yield kept | {"created_at": written(attachment.created_at), "name": attachment.name}


def _content(attachment: Attachment) -> bytes:
    """Empty where only the text is known, or the file was lost. Raises StorageAway: an export breaks off rather."""
    return stored.content_of(attachment.stored_as) if attachment.stored_as else b""
