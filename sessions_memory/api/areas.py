"""The JSON API of areas: kept as on their pages. Who is in one, and what it reaches, is said by the other calls."""

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from ninja import P, PathEx, Router
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from sessions_memory.api import area_schemas as schemas
from sessions_memory.api.callers import Caller, caller_of, person_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, ERRORS
from sessions_memory.api.sessions import ETAG, UNCHANGED, conditional
from sessions_memory.areas import keeping
from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import Preview, preview
from sessions_memory.models import Area, Deletion
from sessions_memory.states import Scope

AreaId = PathEx[int, P(description="The area's number.", examples=[1])]
router = Router(tags=["Areas"])

TAGGED = {"responses": {200: {"headers": ETAG}, 304: UNCHANGED}}
COUNTS = ("sessions", "interactions", "notes", "attachments", "receipts")
NOTHING = dict.fromkeys((*COUNTS, "answers", "themes", "insights", "reviews"), 0)


@router.get(
    "",
    response={200: list[schemas.Area], **ERRORS},
    operation_id="areas",
    summary="All areas",
    openapi_extra=TAGGED,
)
@decorate_view(conditional)
async def areas(request: HttpRequest) -> list[Area]:
    """The person's areas in their order, archived ones included. There are at most 50."""
    return await sync_to_async(_all)(caller_of(request))


@router.post(
    "",
    response={200: schemas.Area, 409: ERROR, **BODY_ERRORS},
    operation_id="make_area",
    summary="Make an area",
)
async def make(request: HttpRequest, body: schemas.NewArea) -> Area:
    """The last in order. `409`: there are as many as there can be."""
    return await sync_to_async(_make)(person_of(request), body)


@router.get(
    "/{int:area_id}",
    response={200: schemas.Area, 404: ERROR, **ERRORS},
    operation_id="area",
    summary="An area",
    openapi_extra=TAGGED,
)
@decorate_view(conditional)
async def area(request: HttpRequest, area_id: AreaId) -> Area:
    """One of the person's areas. Its sessions: `GET /sessions/history?area_id=…`."""
    return await sync_to_async(caller_of(request).area_named)(area_id)


@router.post(
    "/{int:area_id}/change",
    response={200: schemas.Area, 404: ERROR, **BODY_ERRORS},
    operation_id="change_area",
    summary="Change an area",
)
async def change(request: HttpRequest, area_id: AreaId, body: schemas.AreaChange) -> Area:
    """What is left out stays as it is. Another rule holds from the next question on; closing takes it out of growth."""
    return await sync_to_async(_change)(caller_of(request), area_id, body)


@router.post(
    "/{int:area_id}/delete",
    response={200: schemas.AreaDeletion, 404: ERROR, **BODY_ERRORS},
    operation_id="delete_area",
    summary="Delete an area, or see what would go",
)
async def delete(request: HttpRequest, area_id: AreaId, body: schemas.AreaDelete | None = None) -> dict[str, Any]:
    """Deletes nothing unless `dry` is `false`. Alone, the area goes with its notes and instructions at once.

    With its sessions, the worker deletes what is more than a moment's work; the area goes last, so that
    `GET /areas/{id}` is `404` once all is gone.
    """
    asked = body or schemas.AreaDelete.model_validate({})
    return await sync_to_async(_delete)(caller_of(request), area_id, asked)


def _all(caller: Caller) -> list[Area]:
    return list(caller.areas().in_order())


def _make(person: AbstractBaseUser, body: schemas.NewArea) -> Area:
    try:
        return keeping.make(person, **body.model_dump())
    except keeping.TooManyAreas as error:
        raise HttpError(409, str(error)) from error


def _change(caller: Caller, area_id: int, body: schemas.AreaChange) -> Area:
    row = caller.area_named(area_id)
    if fields := body.model_dump(exclude_none=True, exclude={"position", "is_archived"}):
        keeping.change(row, **fields)
    if body.is_archived is not None and body.is_archived != row.is_archived:
        keeping.archive(row, is_archived=body.is_archived)
    if body.position is not None:
        keeping.place(row, body.position)

    return caller.area_named(area_id)


def _delete(caller: Caller, area_id: int, body: schemas.AreaDelete) -> dict[str, Any]:
    row = caller.area_named(area_id)
    begun = {"is_begun": not body.dry}
    return begun | (_with_sessions(row, body) if body.with_sessions else _alone(row, body))


def _alone(row: Area, body: schemas.AreaDelete) -> dict[str, int]:
    counts = NOTHING | {"sessions_kept": row.sessions.asked_in().count(), "notes": row.notes.count()}
    if not body.dry:
        keeping.dissolve(row)

    return counts


def _with_sessions(row: Area, body: schemas.AreaDelete) -> dict[str, int]:
    deletion = Deletion(user_id=row.user_id, scope=Scope.AREA, row=row.pk, with_answers=body.with_answers)
    counts = _counts(preview(deletion))
    if not body.dry:
        jobs.begin(deletion)

    return counts


def _counts(found: Preview) -> dict[str, int]:
    growth = {name: getattr(found.growth, name) for name in ("themes", "insights", "reviews")}
    own = {name: getattr(found, name) for name in COUNTS}
    return own | growth | {"answers": found.answer_count, "sessions_kept": 0}
