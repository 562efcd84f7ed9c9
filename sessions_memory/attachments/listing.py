"""The files of many interactions, read in one statement."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from sessions_memory.attachments.keeping import attached_count
from sessions_memory.models import Attachment, UserInteraction


def with_attachments(rows: Iterable[UserInteraction]) -> None:
    """Nothing is asked where none has any."""
    having = [row for row in rows if attached_count(row)]
    if having:
        prefetch_related_objects(having, Prefetch("attachments", Attachment.objects.listed().order_by("id")))
