"""The JSON API of attachments: files are taken for a question, asked after, given back and removed."""

from collections.abc import Sequence
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile as Received
from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import P, PathEx, Router
from ninja import Status as Answer
from ninja.errors import HttpError

from sessions_memory.api.attachments.schemas import AttachmentWithText, Files, Removed
from sessions_memory.api.callers import Caller, caller_of, person_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, ERRORS, Attachment
from sessions_memory.attachments import keeping
from sessions_memory.database import disk
from sessions_memory.models import Attachment as Row
from sessions_memory.models.attachments import AttachmentQuerySet
from sessions_memory.web.downloads import BYTES, file_download

AttachmentId = PathEx[int, P(description="The attachment's number.", examples=[1])]
router = Router(tags=["Attachments"])

NAME_SHOWN_CHARS = 60
NO_ATTACHMENT = "There is no such attachment."
NO_FILE = "Only the text of this attachment is known."
ASKED_WITH = "A question was asked with this file. It goes by deleting that."
STATUSES: dict[type[keeping.Refused], int] = {
    keeping.Gone: 404,
    keeping.TooLarge: 413,
    keeping.Unreadable: 415,
    keeping.TooManyWaiting: 429,
    keeping.NoRoom: 507,
}
A_FILE = {
    "description": "The file, as it was sent.",
    "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
}


def refusal_of(refused: keeping.Refused) -> HttpError:
    return HttpError(STATUSES.get(type(refused), 422), str(refused))


@router.get(
    "", response={200: list[Attachment], **ERRORS}, operation_id="attachments", summary="Files that wait for a question"
)
async def waiting(request: HttpRequest) -> list[Row]:
    """Those that were sent and that no question was asked with yet, the oldest first."""
    return await sync_to_async(_waiting)(person_of(request))


@router.post(
    "",
    response={201: list[Attachment], 507: ERROR, **BODY_ERRORS},
    operation_id="attach",
    summary="Send files for a question",
)
async def attach(request: HttpRequest, files: Files) -> Answer[Any]:
    """Keeps all of the files or none, for a day: ask with their numbers in `attachments` of `POST /chat/send`.

    Their text is read meanwhile. `413`: one of them, or all together, are too large. `415`: a kind that can't be
    read, such as an archive; it is told by the content, not by the name.
    """
    if unknown := [name for name in (*request.POST, *request.FILES) if name != "files"]:
        raise HttpError(422, f"{unknown[0][:NAME_SHOWN_CHARS]}: not a field of this call.")

    return Answer(201, await sync_to_async(_take)(person_of(request), files))


@router.get(
    "/{int:attachment_id}",
    response={200: AttachmentWithText, 404: ERROR, **ERRORS},
    operation_id="attachment",
    summary="An attachment and its text",
)
async def show(request: HttpRequest, attachment_id: AttachmentId) -> Row:
    """What was read of it. A question with it may be asked before: its answer waits for the text."""
    return await sync_to_async(_seen)(Row.objects.all(), caller_of(request), attachment_id)


@router.get(
    "/{int:attachment_id}/file",
    response={404: ERROR, **ERRORS},
    operation_id="attachment_file",
    summary="Download the file",
    openapi_extra={"responses": {200: A_FILE}},
)
async def file(request: HttpRequest, attachment_id: AttachmentId) -> HttpResponseBase:
    """`404` also where only its text is known, as of what an import brought."""
    return await sync_to_async(_download)(caller_of(request), attachment_id)


@router.post(
    "/{int:attachment_id}/remove",
    response={200: Removed, 404: ERROR, 409: ERROR, **ERRORS},
    operation_id="remove_attachment",
    summary="Remove a file that waits",
)
async def remove(request: HttpRequest, attachment_id: AttachmentId) -> dict[str, str]:
    """`409`: a question was asked with it."""
    await sync_to_async(_remove)(caller_of(request), attachment_id)
    return {"message": "Attachment removed"}


def _take(person: AbstractBaseUser, files: Sequence[Received[Any]]) -> list[Row]:
    try:
        return keeping.take_in(person, files)
    except keeping.Refused as refusal:
        raise refusal_of(refusal) from refusal
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise HttpError(507, disk.DISK_FULL) from error


def _waiting(person: AbstractBaseUser) -> list[Row]:
    return list(Row.objects.owned_by(person).unclaimed().listed().order_by("created_at", "id"))


def _seen(rows: AttachmentQuerySet, caller: Caller, attachment_id: int) -> Row:
    """Temporary sessions stand outside the API, and what waits is in no area."""
    named = rows.owned_by(caller.person).kept().filter(pk=attachment_id)
    row = named.select_related("interaction__session").defer("interaction__context_used").first()
    if row is None or not _sees(caller, row):
        raise HttpError(404, NO_ATTACHMENT)

    return row


def _sees(caller: Caller, row: Row) -> bool:
    return caller.sees(row.interaction.session) if row.interaction else caller.area_id is None


def _download(caller: Caller, attachment_id: int) -> HttpResponseBase:
    row = _seen(Row.objects.listed(), caller, attachment_id)
    try:
        return file_download(row.stored_as, row.name)
    except Http404:
        raise HttpError(404, NO_FILE) from None


def _remove(caller: Caller, attachment_id: int) -> None:
    row = _seen(Row.objects.listed(), caller, attachment_id)
    if row.interaction_id is not None:
        raise HttpError(409, ASKED_WITH)

    keeping.remove(row)
