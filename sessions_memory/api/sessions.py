"""The JSON API of sessions. `insightvault.api` has authenticated every call before it comes here."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from ninja import P, PathEx, Query, Router
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from sessions_memory import lifecycle
from sessions_memory.api.paging import LINK, PageSlice, by_time, cursor_of, link, page_of
from sessions_memory.api.schemas import (
    BODY_ERRORS,
    ERRORS,
    LIST_ERRORS,
    Ended,
    Error,
    HistoryPage,
    Interaction,
    Page,
    RecentPage,
    Session,
    SessionStart,
    SessionWithInteractions,
)
from sessions_memory.models import UserInteraction, UserSession

SessionId = PathEx[int, P(description="The session's number.")]
Run = Callable[..., Awaitable[HttpResponseBase]]

router = Router(tags=["Sessions"])

ETAG = {"ETag": {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}}}
UNCHANGED = {"description": "Not changed since the ETag that `If-None-Match` names; no body."}
NO_SESSION = "There is no such session."


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


@router.post("/start", response={200: Session, **BODY_ERRORS}, operation_id="start_session", summary="Start a session")
async def start(request: HttpRequest, body: SessionStart | None = None) -> UserSession:
    """Ends the open session, if there is one, and starts a new one. The body may be left out."""
    summary = body.context_summary if body else None
    return await sync_to_async(lifecycle.start_session)(person_of(request), context_summary=summary)


@router.post(
    "/{int:session_id}/end",
    response={200: Ended, 404: Error, **ERRORS},
    operation_id="end_session",
    summary="End a session",
)
async def end(request: HttpRequest, session_id: SessionId) -> dict[str, str]:
    """Ends the session. Ending it again gives the same answer and leaves its end as it was."""
    await sync_to_async(_end)(person_of(request), session_id)
    return {"message": "Session ended successfully"}


@router.get(
    "/current",
    response={200: Session, 404: Error, **ERRORS},
    operation_id="current_session",
    summary="The open session",
    openapi_extra={"responses": {200: {"headers": ETAG}, 304: UNCHANGED}},
)
@decorate_view(conditional)
async def current(request: HttpRequest) -> UserSession:
    """The person's open session. One that has been idle too long counts as ended."""
    session = await sync_to_async(lifecycle.open_session)(person_of(request))
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
    session, part = await sync_to_async(_recent)(person_of(request), page)
    if session is None:
        return []

    link(request, response, part)
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
    part = await sync_to_async(_history)(person_of(request), page)
    link(request, response, part)
    return part.rows


@router.get(
    "/{int:session_id}/interactions",
    response={200: list[Interaction], 404: Error, **LIST_ERRORS},
    operation_id="session_interactions",
    summary="A session's interactions",
    openapi_extra={"responses": {200: {"headers": LINK}}},
)
async def interactions(
    request: HttpRequest, response: HttpResponse, session_id: SessionId, page: Query[Page]
) -> list[UserInteraction]:
    """The session's interactions, oldest first. A question that was asked again stands here once for each version."""
    part = await sync_to_async(_interactions)(person_of(request), session_id, page)
    link(request, response, part)
    return part.rows


def person_of(request: HttpRequest) -> AbstractBaseUser:
    assert isinstance(request.user, AbstractBaseUser)
    return request.user


def owned_session(person: AbstractBaseUser, session_id: int) -> UserSession:
    """Temporary sessions stand outside the API."""
    session = UserSession.objects.owned_by(person).kept().filter(pk=session_id).first()
    if session is None:
        raise HttpError(404, NO_SESSION)

    return session


def _end(person: AbstractBaseUser, session_id: int) -> None:
    # First, so that one that has been idle too long ends at its last activity.
    lifecycle.open_session(person)
    lifecycle.end_session(owned_session(person, session_id))


def _recent(person: AbstractBaseUser, page: Page) -> tuple[UserSession | None, PageSlice[UserInteraction]]:
    cursor = cursor_of(page)
    session = lifecycle.open_session(person)
    if session is None:
        return None, PageSlice([], None)

    rows = _in_session(session).recent_first()
    return session, page_of(rows.before(cursor.time, cursor.pk) if cursor else rows, page, by_time("created_at"))


def _history(person: AbstractBaseUser, page: HistoryPage) -> PageSlice[UserSession]:
    cursor = cursor_of(page)
    lifecycle.open_session(person)
    rows = UserSession.objects.owned_by(person).kept().newest_first()
    rows = rows.outside_closed_areas() if page.area_id is None else rows.filter(area=page.area_id)
    if page.archived is not None:
        rows = rows.archived() if page.archived else rows.in_lists()

    return page_of(rows.before(cursor.time, cursor.pk) if cursor else rows, page, by_time("session_start"))


def _interactions(person: AbstractBaseUser, session_id: SessionId, page: Page) -> PageSlice[UserInteraction]:
    cursor = cursor_of(page)
    rows = _in_session(owned_session(person, session_id)).oldest_first()
    return page_of(rows.after(cursor.time, cursor.pk) if cursor else rows, page, by_time("created_at"))


def _in_session(session: UserSession) -> Any:
    return UserInteraction.objects.in_session(session).only(*Interaction.model_fields)
