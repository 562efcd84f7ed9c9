"""Reads the files that one answer is made of: those of the question, and those that the prompt before it had.

A question that was asked without any, in a session without any, costs nothing.
"""

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from django.db.models.functions import Left

from chat.model_server.protocol import Message
from chat.prompt.inputs import AttachedFile
from chat.prompt.items import in_words
from sessions_memory.attachments.keeping import attached_count
from sessions_memory.files import stored
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.models.attachments import AttachmentQuerySet
from sessions_memory.receipts.values import Receipt
from sessions_memory.web.sizes import size_of

# More than any budget holds of the questions before.
EARLIER_MAX = 20
# A token has three letters of plain Latin at most.
CHARS_OF_A_TOKEN = 3
NOT_READ = "(Its text is not read yet.)"
NOT_SEEN = "(An image, which this model is not shown.)"


def files_for(
    interaction: UserInteraction, before: Receipt, zone: tzinfo, *, budget_tokens: int
) -> tuple[AttachedFile, ...]:
    """`before`: the receipt of the prompt before, whose files are still spoken of."""
    count, named = attached_count(interaction), files_named(before)
    if not count and not named:
        return ()

    owned = Attachment.objects.owned_by(interaction.user_id)
    chars = CHARS_OF_A_TOKEN * budget_tokens
    own = _read(owned.of([interaction.pk]), chars, zone) if count else []
    before_it = owned.filter(pk__in=named[-EARLIER_MAX:]).order_by("id")

    return (*own, *(_read(before_it, chars, zone, earlier=True) if named else ()))


def files_named(receipt: Receipt) -> list[int]:
    parts = [*receipt.get("items", []), *receipt.get("left_out", [])]
    return [item["id"] for item in parts if item["kind"] == "attachment" and item["id"] is not None]


def _read(rows: AttachmentQuerySet, chars: int, zone: tzinfo, *, earlier: bool = False) -> list[AttachedFile]:
    begins = dict(rows.annotate(begins=Left("text", chars)).values_list("pk", "begins"))
    found = rows.select_related("interaction").defer("text", "interaction__context_used", "interaction__ai_response")
    return [_file(row, begins.get(row.pk, ""), zone, earlier=earlier) for row in found]


def _file(row: Attachment, begins: str, zone: tzinfo, *, earlier: bool) -> AttachedFile:
    remark = row.remark
    if row.is_waiting:
        remark = NOT_READ
    elif row.is_image and not remark:
        remark = NOT_SEEN

    return AttachedFile(
        attachment_id=row.pk,
        interaction_id=row.interaction_id or 0,
        session_id=row.interaction.session_id if row.interaction else 0,
        name=row.name,
        about=f"{row.get_kind_display()}, {size_of(row.size_bytes)}",
        text=begins,
        time=row.created_at,
        date=in_words(row.created_at, zone),
        remark=remark,
        is_earlier=earlier,
        image=row.preview_name if row.has_preview else "",
    )


def seen(files: Sequence[AttachedFile]) -> tuple[AttachedFile, ...]:
    """As they are for a model that sees."""
    return tuple(replace(file, is_seen=True, remark="") if file.image else file for file in files)


def with_images(sent: list[Message], receipt: Receipt, files: Sequence[AttachedFile]) -> list[Message]:
    """The last message gets those of the receipt, in its order; it is not told by its digest, but by their files."""
    images = {file.attachment_id: file.image for file in files}
    shown = [images[item["id"] or 0] for item in receipt["items"] if item.get("is_seen")]
    urls = [url for name in shown if (url := _data_url(name))]
    return [*sent[:-1], {**sent[-1], "images": urls}] if urls else sent


def _data_url(stored_as: str) -> str:
    """ "" if it is lost; raises StorageAway, for an answer that did not see it would be another."""
    content = stored.content_of(stored_as)
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""
