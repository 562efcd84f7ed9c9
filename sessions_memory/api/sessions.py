"""The JSON API of sessions. `insightvault.api` has authenticated every call before it comes here."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from ninja import P, PathEx, Query, Router
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from sessions_memory import lifecycle
from sessions_memory.api.callers import Caller, caller_of, tally_of
from sessions_memory.api.paging import LINK, PageSlice, by_time, cursor_of, link, page_of
from sessions_memory.api.schemas import (
    BODY_ERRORS,
    ERROR,
    ERRORS,
    LIST_ERRORS,
    Ended,
    HistoryPage,
    Interaction,
    Page,
    RecentPage,
    Session,
    SessionArea,
    SessionStart,
    SessionWithInteractions,
)
from sessions_memory.attachments.listing import with_attachments
from sessions_memory.models import UserInteraction, UserSession

SessionId = PathEx[int, P(description="The session's number.")]
Run = Callable[..., Awaitable[HttpResponseBase]]

router = Router(tags=["Sessions"])

ETAG = {"ETag": {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}}}
UNCHANGED = {"description": "Not changed since the ETag that `If-None-Match` names; no body."}
# Of the interaction's own row.
COLUMNS = set(Interaction.model_fields) - {"attachments"}


def conditional(run: Run) -> Run:
    """Gives the answer an ETag, and 304 to who has it already."""

    async def respond(request: HttpRequest, **given: Any) -> HttpResponseBase:
        response = await run(request, **given)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response

        set_response_etag(response)
        response["Cache-Control"] = "private, no-cache"
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return respond


@router.post(
    "/start",
    response={200: Session, 404: ERROR, **BODY_ERRORS},
    operation_id="start_session",
    summary="Start a session",
)
async def start(request: HttpRequest, body: SessionStart | None = None) -> UserSession:
    """Ends the open session, if there is one, and starts a new one, in the area of the token. The body may be left
    out.
    """
    given = body or SessionStart.model_validate({})
    start_in = caller_of(request).start
    return await sync_to_async(start_in)(context_summary=given.context_summary, area_id=given.area_id)


@router.post(
    "/{int:session_id}/end",
    response={200: Ended, 404: ERROR, **ERRORS},
    operation_id="end_session",
    summary="End a session",
)
async def end(request: HttpRequest, session_id: SessionId) -> dict[str, str]:
    """Ends the session. Ending it again gives the same answer and leaves its end as it was."""
    await sync_to_async(_end)(caller_of(request), session_id)
    return {"message": "Session ended successfully"}


@router.post(
    "/{int:session_id}/area",
    response={200: Session, 404: ERROR, **BODY_ERRORS},
    operation_id="move_session",
    summary="Move a session to an area, or out of one",
)
async def move(request: HttpRequest, session_id: SessionId, body: SessionArea) -> UserSession:
    """What was said in it is recalled by the area's rule from the next question on. Notes kept from it move along."""
    return await sync_to_async(caller_of(request).move)(session_id, body.area_id)


@router.get(
    "/current",
    response={200: Session, 404: ERROR, **ERRORS},
    operation_id="current_session",
    summary="The open session",
    openapi_extra={"responses": {200: {"headers": ETAG}, 304: UNCHANGED}},
)
@decorate_view(conditional)
async def current(request: HttpRequest) -> UserSession:
    """The person's open session. One that has been idle too long counts as ended."""
    session = await sync_to_async(caller_of(request).open_session)()
    if session is None:
        raise HttpError(404, "No active session found")

    return session


@router.get(
    "/recent",
    response={200: list[SessionWithInteractions], **LIST_ERRORS},
    operation_id="recent_interactions",
    summary="The open session and its latest interactions",
    openapi_extra={"responses": {200: {"headers": ETAG | LINK}, 304: UNCHANGED}},
)
@decorate_view(conditional)
async def recent(request: HttpRequest, response: HttpResponse, page: Query[RecentPage]) -> list[dict[str, Any]]:
    """A list of one: the open session with its interactions, newest first. Empty when no session is open."""
    session, part = await sync_to_async(_recent)(caller_of(request), page)
    if session is None:
        return []

    link(request, response, part)
    tally_of(request)["memories"] += len(part.rows)
    return [{"session": session, "interactions": part.rows}]


@router.get(
    "/history",
    response={200: list[Session], **LIST_ERRORS},
    operation_id="session_history",
    summary="All sessions",
    openapi_extra={"responses": {200: {"headers": ETAG | LINK}, 304: UNCHANGED}},
)
@decorate_view(conditional)
async def history(request: HttpRequest, response: HttpResponse, page: Query[HistoryPage]) -> list[UserSession]:
    """The person's sessions, the newest start first: open, ended, imported and archived ones. With `area_id` those in
    one area, without it all that are in no closed one.
    """
    part = await sync_to_async(_history)(caller_of(request), page)
    link(request, response, part)
    return part.rows


@router.get(
    "/{int:session_id}/interactions",
    response={200: list[Interaction], 404: ERROR, **LIST_ERRORS},
    operation_id="session_interactions",
    summary="A session's interactions",
    openapi_extra={"responses": {200: {"headers": LINK}}},
)
async def interactions(
    request: HttpRequest, response: HttpResponse, session_id: SessionId, page: Query[Page]
) -> list[UserInteraction]:
    """The session's interactions, oldest first. A question that was asked again stands here once for each version."""
    part = await sync_to_async(_interactions)(caller_of(request), session_id, page)
    link(request, response, part)
    tally_of(request)["memories"] += len(part.rows)
    return part.rows


def _end(caller: Caller, session_id: int) -> None:
    # First, so that one that has been idle too long ends at its last activity.
    lifecycle.open_session(caller.person)
    lifecycle.end_session(caller.session_to_write(session_id))


def _recent(caller: Caller, page: Page) -> tuple[UserSession | None, PageSlice[UserInteraction]]:
    cursor = cursor_of(page)
    session = caller.open_session()
    if session is None:
        return None, PageSlice([], None)

    rows = _in_session(session).recent_first()
    rows = rows.before(cursor.time, cursor.pk) if cursor else rows
    return session, _page_of(caller, rows, page)


def _history(caller: Caller, page: HistoryPage) -> PageSlice[UserSession]:
    cursor = cursor_of(page)
    lifecycle.open_session(caller.person)
    rows = caller.sessions().newest_first()
    if page.area_id is not None:
        rows = rows.filter(area=page.area_id)
    elif caller.area_id is None:
        rows = rows.outside_closed_areas()
    if page.archived is not None:
        rows = rows.archived() if page.archived else rows.in_lists()

    return page_of(rows.before(cursor.time, cursor.pk) if cursor else rows, page, by_time("session_start"))


def _interactions(caller: Caller, session_id: SessionId, page: Page) -> PageSlice[UserInteraction]:
    cursor = cursor_of(page)
    rows = _in_session(caller.session(session_id)).oldest_first()
    return _page_of(caller, rows.after(cursor.time, cursor.pk) if cursor else rows, page)


def _page_of(caller: Caller, rows: Any, page: Page) -> PageSlice[UserInteraction]:
    part: PageSlice[UserInteraction] = page_of(rows, page, by_time("created_at"))
    caller.without_others(part.rows)
    with_attachments(part.rows)
    return part


def _in_session(session: UserSession) -> Any:
    return UserInteraction.objects.in_session(session).only(*COLUMNS)
