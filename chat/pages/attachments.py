"""Attached files as pages show them: name, kind and size, how a text begins, and what could not be read of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from sessions_memory.attachments.keeping import attached_count
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.states import AttachmentKind
from sessions_memory.web.sizes import size_in_words

# Some lines, as a fold shows them.
BEGINNING_CHARS = 1_200
# The others have one name everywhere; a prompt has the English ones.
KIND_NAMES = {AttachmentKind.TEXT: _("Text"), AttachmentKind.IMAGE: _("Image")}


@dataclass(frozen=True)
class ShownFile:
    """`about`: kind and size. `begins`: of its text; "" for an image, and as long as it is not read."""

    id: int
    name: str
    about: str
    begins: str
    is_whole: bool
    remark: str
    is_waiting: bool
    has_preview: bool
    has_file: bool


FilesOf = Mapping[int, list[ShownFile]]


def shown_files(rows: Iterable[Attachment]) -> list[ShownFile]:
    return [_shown(row, "") for row in rows]


def files_of(interactions: Iterable[UserInteraction]) -> FilesOf:
    """By interaction. Asks nothing where none has any."""
    ids = [row.pk for row in interactions if attached_count(row)]
    found: dict[int, list[ShownFile]] = defaultdict(list)
    if ids:
        rows = Attachment.objects.of(ids).listed()
        begins = dict(rows.annotate(begins=Left("text", BEGINNING_CHARS + 1)).values_list("pk", "begins"))
        for row in rows:
            found[row.interaction_id or 0].append(_shown(row, begins.get(row.pk, "")))

    return found


def _shown(row: Attachment, begins: str) -> ShownFile:
    return ShownFile(
        id=row.pk,
        name=row.name,
        about=f"{KIND_NAMES.get(AttachmentKind(row.kind), row.get_kind_display())}, {size_in_words(row.size_bytes)}",
        begins=begins[:BEGINNING_CHARS],
        is_whole=len(begins) <= BEGINNING_CHARS,
        remark=row.remark,
        is_waiting=row.is_waiting,
        has_preview=row.has_preview,
        has_file=bool(row.stored_as),
    )
