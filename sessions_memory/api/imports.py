"""The JSON API of imports: files are taken, looked at or brought in by the worker, and asked after."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile as Received
from django.http import HttpRequest, HttpResponse
from ninja import Form, P, PathEx, Query, Router, UploadedFile
from ninja import Status as Answer
from ninja.errors import HttpError

from sessions_memory.api.callers import person_of
from sessions_memory.api.import_schemas import (
    Files,
    Import,
    ImportOptions,
    ImportSpan,
    LookedConversation,
    import_values,
    looked_values,
)
from sessions_memory.api.paging import LINK, PageSlice, by_time, cursor_of, link, page_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, ERRORS, LIST_ERRORS, Page
from sessions_memory.database import disk
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs import choosing
from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.models import ImportJob
from sessions_memory.models import LookedConversation as Row
from sessions_memory.states import JobState
from sessions_memory.web.dates import day_after

ImportId = PathEx[int, P(description="The import's number.", examples=[1])]
router = Router(tags=["Import"])

NAME_SHOWN_CHARS = 60
NO_IMPORT = "There is no such import."
NOT_LOOKED = "This import doesn't wait for a choice."
TAKEN = {202: Import, 507: ERROR, **BODY_ERRORS}


@router.post("", response=TAKEN, operation_id="start_import", summary="Import files")
async def start(request: HttpRequest, files: Files, asked: Form[ImportOptions]) -> Answer[Any]:
    """Takes the files of an export as they were received, and answers at once: the worker reads them.

    With `mode` "look" nothing comes in: once its `state` is "looked", `start` brings in all or a part of it.
    """
    fields = {"files", *ImportOptions.model_fields}
    if unknown := [name for name in (*request.POST, *request.FILES) if name not in fields]:
        raise HttpError(422, f"{unknown[0][:NAME_SHOWN_CHARS]}: not a field of this call.")

    job = await sync_to_async(_take)(person_of(request), files, asked)
    await job.arefresh_from_db()
    return Answer(202, await sync_to_async(import_values)(job))


@router.get(
    "/{int:import_id}", response={200: Import, 404: ERROR, **ERRORS}, operation_id="import", summary="An import"
)
async def show(request: HttpRequest, import_id: ImportId) -> dict[str, Any]:
    """How far an import is, and what became of it: `found` is the sum of the counts up to `skipped`."""
    return await sync_to_async(_shown)(person_of(request), import_id)


@router.get(
    "/{int:import_id}/conversations",
    response={200: list[LookedConversation], 404: ERROR, **LIST_ERRORS},
    operation_id="import_conversations",
    summary="The conversations that a look found",
    openapi_extra={"responses": {200: {"headers": LINK}}},
)
async def conversations(
    request: HttpRequest, response: HttpResponse, import_id: ImportId, page: Query[Page]
) -> list[dict[str, Any]]:
    """The newest first, and those of an unknown date last. Empty before the look and once the import has ended."""
    part = await sync_to_async(_conversations)(person_of(request), import_id, page)
    link(request, response, part)
    return [looked_values(row) for row in part.rows]


@router.post(
    "/{int:import_id}/start",
    response={202: Import, 404: ERROR, 409: ERROR, **BODY_ERRORS},
    operation_id="start_looked_import",
    summary="Bring in what was looked at",
)
async def start_looked(request: HttpRequest, import_id: ImportId, body: ImportSpan | None = None) -> Answer[Any]:
    """Everything without a body; else what began in the span and is not excluded. Folders become areas if named."""
    job = await sync_to_async(_start)(person_of(request), import_id, body)
    return Answer(202, await sync_to_async(import_values)(job))


def _take(person: AbstractBaseUser, files: list[UploadedFile], asked: ImportOptions) -> ImportJob:
    given: list[Received[Any]] = list(files)
    chosen = _choice(asked.since, asked.until, asked.exclude.split(","))
    choice = replace(chosen, all_areas=asked.areas == "all").as_json()
    try:
        return uploads.take_whole(person, given, is_look=asked.mode == "look", choice=choice)
    except uploads.TooMany as refusal:
        raise HttpError(429, str(refusal)) from refusal
    except uploads.TooLarge as refusal:
        raise HttpError(413, str(refusal)) from refusal
    except uploads.NoRoom as refusal:
        raise HttpError(507, str(refusal)) from refusal
    except uploads.Refused as refusal:
        raise HttpError(422, str(refusal)) from refusal
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise HttpError(507, disk.DISK_FULL) from error


def _choice(since: date | None, until: date | None, exclude: list[str]) -> Choice:
    first = datetime.combine(since, time(), UTC) if since else None
    end = datetime.combine(day_after(until), time(), UTC) if until else None
    return Choice(since=first, until=end, excluded=tuple(one.strip() for one in exclude if one.strip()))


def _choice_of(body: ImportSpan) -> Choice:
    chosen = _choice(body.since, body.until, body.exclude)
    return replace(chosen, areas=tuple(body.areas), all_areas=body.all_areas)


def _owned(person: AbstractBaseUser, import_id: int) -> ImportJob:
    job = ImportJob.objects.owned_by(person).filter(pk=import_id).first()
    if job is None:
        raise HttpError(404, NO_IMPORT)

    return job


def _shown(person: AbstractBaseUser, import_id: int) -> dict[str, Any]:
    return import_values(_owned(person, import_id))


def _conversations(person: AbstractBaseUser, import_id: int, page: Page) -> PageSlice[Row]:
    cursor = cursor_of(page)
    rows = Row.objects.filter(job=_owned(person, import_id)).newest_first()
    return page_of(rows.before(cursor.time, cursor.pk) if cursor else rows, page, by_time("began_at"))


def _start(person: AbstractBaseUser, import_id: int, body: ImportSpan | None) -> ImportJob:
    job = _owned(person, import_id)
    if job.state != JobState.LOOKED:
        raise HttpError(409, NOT_LOOKED)

    choosing.choose(job, _choice_of(body) if body else Choice())
    choosing.import_chosen(job)
    job.refresh_from_db()
    return job
