"""The shapes of the calls about attachments; that of one in a list stands in `schemas`, beside the interaction's."""

from typing import Annotated

from django.conf import settings
from ninja import Field, FileEx, P, Schema, UploadedFile
from pydantic import WithJsonSchema

from sessions_memory.api.schemas import Attachment

# A schema has no way to say that there may be none: then one is refused in words.
FILES_MAX = max(1, settings.ATTACHMENTS_PER_QUESTION)
OneFile = Annotated[UploadedFile, WithJsonSchema({"type": "string", "format": "binary", "minLength": 1})]
Files = FileEx[
    list[OneFile],
    P(
        description="One file or several, as many as a question may have: ATTACHMENTS_PER_QUESTION, 10 unless set.",
        min_length=1,
        max_length=FILES_MAX,
    ),
]


class AttachmentWithText(Attachment):
    text: str = Field(description="What was read of it; empty for an image, and as long as it is not read.")
    is_cut: bool = Field(description="Whether only the beginning of its text was kept.")


class Removed(Schema):
    message: str = Field(description="That it is gone.", examples=["Attachment removed"])
