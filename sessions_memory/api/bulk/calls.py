"""The JSON API of actions on many sessions: first how many they would be, then the action, and its undo."""

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from ninja import P, PathEx, Router, Status
from ninja.errors import HttpError

from sessions_memory.api.bulk.schemas import BulkCall, BulkCounts, BulkState
from sessions_memory.api.callers import Caller, caller_of, person_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, ERRORS
from sessions_memory.areas.reading import reach_in
from sessions_memory.areas.rules import only
from sessions_memory.bulk import jobs
from sessions_memory.bulk.actions import ACTIONS, Action
from sessions_memory.bulk.moving import MOVE, MoveTo
from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.models import BulkJob
from sessions_memory.pages.bulk import counts_of

JobId = PathEx[int, P(description="The job's number.", examples=[1])]

router = Router(tags=["Sessions"])

NO_JOB = "There is no such job."
NOT_UNDONE = "This can't be undone any more. Only the last action on many sessions can."


@router.post(
    "/bulk",
    response={200: BulkCounts, 202: BulkState, 404: ERROR, 409: ERROR, **BODY_ERRORS},
    operation_id="act_on_sessions",
    summary="Do something with many sessions",
)
async def act(request: HttpRequest, body: BulkCall) -> Any:
    """`200` tells how many sessions are meant, and changes nothing, unless `dry` is `false`.

    `202`: it is begun, and done at once if it is little; ask `GET /sessions/bulk/{id}` how far it is. `409`: the
    action before is still under way. `404`: there is no such area to move to. Ids of sessions that are not the
    person's are passed over.
    """
    return await sync_to_async(_act)(caller_of(request), body)


@router.get(
    "/bulk/{int:job_id}",
    response={200: BulkState, 404: ERROR, **ERRORS},
    operation_id="bulk_job",
    summary="How far it is",
)
async def job(request: HttpRequest, job_id: JobId) -> dict[str, Any]:
    """An action on many sessions that was begun in the last 90 days."""
    return await sync_to_async(_state_of)(person_of(request), job_id)


@router.post(
    "/bulk/{int:job_id}/undo",
    response={200: BulkState, 404: ERROR, 409: ERROR, **ERRORS},
    operation_id="undo_bulk_job",
    summary="Undo it",
)
async def undo(request: HttpRequest, job_id: JobId) -> dict[str, Any]:
    """Gives the sessions back what they were. `409`: something else was done since, or it is undone already."""
    return await sync_to_async(_undo)(person_of(request), job_id)


def _act(caller: Caller, body: BulkCall) -> Any:
    person, action = caller.person, _action(caller, body)
    chosen = jobs.as_they_are(person, _chosen(person, body))
    if body.dry:
        return counts_of(person, action, chosen)

    try:
        return Status(202, _told(jobs.begin(person, action, chosen)))
    except jobs.StillBusy as error:
        raise HttpError(409, str(error)) from error


def _action(caller: Caller, body: BulkCall) -> Action:
    if body.do != MOVE:
        return ACTIONS[body.do]

    return MoveTo(None if body.into is None else caller.area_named(body.into).pk)


def _chosen(person: AbstractBaseUser, body: BulkCall) -> ChosenSessions:
    given = body.filter
    if body.ids is not None or given is None:
        return ChosenSessions(ids=tuple(body.ids or ()))

    reach = reach_in(person) if given.area_id is None else only(given.area_id)
    return ChosenSessions(
        source=given.source, since=given.since, until=given.until, archived=given.archived, reach=reach
    )


def _state_of(person: AbstractBaseUser, job_id: int) -> dict[str, Any]:
    return _told(_owned(person, job_id))


def _undo(person: AbstractBaseUser, job_id: int) -> dict[str, Any]:
    row = _owned(person, job_id)
    if not jobs.undo(row):
        raise HttpError(409, NOT_UNDONE)

    return _told(row)


def _owned(person: AbstractBaseUser, job_id: int) -> BulkJob:
    row = BulkJob.objects.owned_by(person).select_related("user").filter(pk=job_id).first()
    if row is None:
        raise HttpError(404, NO_JOB)

    return row


def _told(row: BulkJob) -> dict[str, Any]:
    names = ("id", "found", "done", "changed", "is_undone")
    told = {name: getattr(row, name) for name in names}
    return told | {"do": row.action, "is_finished": not row.is_waiting, "can_be_undone": jobs.can_be_undone(row)}
