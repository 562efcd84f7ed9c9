"""The JSON API of growth: what was found in a person's conversations, and what they decide about it."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Query, Router
from ninja.errors import HttpError

from sessions_memory.api import growth_schemas as schemas
from sessions_memory.api.callers import person_of, tally_of
from sessions_memory.api.growth_rows import (
    Values,
    active_days,
    insight_values,
    review_values,
    theme_story,
    theme_values,
)
from sessions_memory.api.paging import LINK, PageSlice, by_day, cursor_of, link, page_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, ERRORS, LIST_ERRORS
from sessions_memory.growth.keeping import decisions
from sessions_memory.models import Insight, Review, Theme
from sessions_memory.web.cursors import Cursor

ThemeId = PathEx[int, P(description="The theme's number.", examples=[1])]
InsightId = PathEx[int, P(description="The insight's number.", examples=[1])]

router = Router(tags=["Growth"])

NO_THEME, NO_INSIGHT = "There is no such theme.", "There is no such insight."
LINKED = {"responses": {200: {"headers": LINK}}}
# Pinned themes stand before all others, however many interactions these have.
PINNED = 10**12
DECIDED = {404: ERROR, **ERRORS}
DECIDED_IN_WORDS = {404: ERROR, **BODY_ERRORS}


@router.get(
    "/themes",
    response={200: list[schemas.ThemeInList], **LIST_ERRORS},
    operation_id="themes",
    summary="All themes",
    openapi_extra=LINKED,
)
async def themes(request: HttpRequest, response: HttpResponse, page: Query[schemas.ThemePage]) -> list[Values]:
    """What keeps coming back, pinned themes first, then the largest. Figures are as of the last reading."""
    part = await sync_to_async(_themes)(person_of(request), page)
    link(request, response, part)
    return [theme_values(row) for row in part.rows]


@router.get(
    "/themes/{int:theme_id}",
    response={200: schemas.Theme, 404: ERROR, **ERRORS},
    operation_id="theme",
    summary="A theme's story",
)
async def theme(request: HttpRequest, theme_id: ThemeId) -> Values:
    """One theme, with what was seen over time. A hidden one, or a part of another, is told as well."""
    return await sync_to_async(_story)(person_of(request), theme_id)


@router.get(
    "/insights",
    response={200: list[schemas.Insight], **LIST_ERRORS},
    operation_id="insights",
    summary="All insights",
    openapi_extra=LINKED,
)
async def insights(request: HttpRequest, response: HttpResponse, page: Query[schemas.InsightPage]) -> list[Values]:
    """Milestones, breakthroughs, changes, patterns and repeated questions with their evidence, the newest day first."""
    part, values = await sync_to_async(_insights)(person_of(request), page)
    tally_of(request)["growth"] += len(values)
    link(request, response, part)
    return values


@router.get(
    "/activity",
    response={200: list[schemas.ActiveDay], **LIST_ERRORS},
    operation_id="activity",
    summary="How much was asked, day by day",
)
async def activity(request: HttpRequest, days: Query[schemas.Days]) -> list[Values]:
    """The days on which something was asked, oldest first, here or in an imported conversation."""
    return await sync_to_async(active_days)(person_of(request), days.until, days.days)


@router.get(
    "/reviews",
    response={200: list[schemas.Review], **LIST_ERRORS},
    operation_id="reviews",
    summary="All reviews",
    openapi_extra=LINKED,
)
async def reviews(request: HttpRequest, response: HttpResponse, page: Query[schemas.ReviewPage]) -> list[Values]:
    """Weeks, months and years looked back on, the newest first. A quiet one has none."""
    part, values = await sync_to_async(_reviews)(person_of(request), page)
    link(request, response, part)
    return values


@router.post(
    "/themes/{int:theme_id}/rename",
    response={200: schemas.Theme, **DECIDED_IN_WORDS},
    operation_id="rename_theme",
    summary="Rename a theme",
)
async def rename(request: HttpRequest, theme_id: ThemeId, body: schemas.NewName) -> Values:
    """The name stays, whatever is found from now on."""
    return await _decide_theme(request, theme_id, lambda row: decisions.rename(row, body.name))


@router.post(
    "/themes/{int:theme_id}/hide",
    response={200: schemas.Theme, **DECIDED_IN_WORDS},
    operation_id="hide_theme",
    summary="Hide a theme, or show it again",
)
async def hide(request: HttpRequest, theme_id: ThemeId, body: schemas.Hidden | None = None) -> Values:
    """A hidden theme keeps drawing what is its own, and is shown nowhere. The body may be left out."""
    is_hidden = body.hidden if body else True
    return await _decide_theme(request, theme_id, lambda row: decisions.hide(row, is_hidden=is_hidden))


@router.post(
    "/themes/{int:theme_id}/pin",
    response={200: schemas.Theme, **DECIDED_IN_WORDS},
    operation_id="pin_theme",
    summary="Pin a theme, or unpin it",
)
async def pin(request: HttpRequest, theme_id: ThemeId, body: schemas.Pinned | None = None) -> Values:
    """A pinned theme stands first. The body may be left out."""
    is_pinned = body.pinned if body else True
    return await _decide_theme(request, theme_id, lambda row: decisions.pin(row, is_pinned=is_pinned))


@router.post(
    "/themes/{int:theme_id}/merge",
    response={200: schemas.Theme, 409: ERROR, **DECIDED_IN_WORDS},
    operation_id="merge_theme",
    summary="Make a theme part of another",
)
async def merge(request: HttpRequest, theme_id: ThemeId, body: schemas.Into) -> Values:
    """It is shown under the other one from then on. `409` refuses itself, and a theme that is part of one already."""
    person = person_of(request)
    return await _decide_theme(request, theme_id, lambda row: decisions.merge(row, _owned_theme(person, body.into)))


@router.post(
    "/themes/{int:theme_id}/unmerge",
    response={200: schemas.Theme, **DECIDED},
    operation_id="unmerge_theme",
    summary="Let a theme stand for itself again",
)
async def unmerge(request: HttpRequest, theme_id: ThemeId) -> Values:
    """One that does already stays as it is."""
    return await _decide_theme(request, theme_id, decisions.unmerge)


@router.post(
    "/insights/{int:insight_id}/confirm",
    response={200: schemas.Insight, **DECIDED},
    operation_id="confirm_insight",
    summary="Confirm an insight",
)
async def confirm(request: HttpRequest, insight_id: InsightId) -> Values:
    """It counts from then on, and enters reviews."""
    return await _decide_insight(request, insight_id, decisions.confirm)


@router.post(
    "/insights/{int:insight_id}/dismiss",
    response={200: schemas.Insight, **DECIDED},
    operation_id="dismiss_insight",
    summary="Dismiss an insight",
)
async def dismiss(request: HttpRequest, insight_id: InsightId) -> Values:
    """It never comes back by itself: not by another rule, and not by importing again."""
    return await _decide_insight(request, insight_id, decisions.dismiss)


@router.post(
    "/insights/{int:insight_id}/restore",
    response={200: schemas.Insight, **DECIDED},
    operation_id="restore_insight",
    summary="Bring a dismissed insight back",
)
async def restore(request: HttpRequest, insight_id: InsightId) -> Values:
    """It is a question to the person again."""
    return await _decide_insight(request, insight_id, decisions.restore)


@router.post(
    "/insights/{int:insight_id}/edit",
    response={200: schemas.Insight, **DECIDED_IN_WORDS},
    operation_id="edit_insight",
    summary="Put an insight into the person's own words",
)
async def edit(request: HttpRequest, insight_id: InsightId, body: schemas.NewWords) -> Values:
    """Its evidence stays as it is, and it is confirmed by that."""
    return await _decide_insight(request, insight_id, lambda row: decisions.reword(row, body.words))


async def _decide_theme(request: HttpRequest, theme_id: int, verb: Callable[[Theme], object]) -> Values:
    def decide(person: AbstractBaseUser) -> Values:
        try:
            verb(_owned_theme(person, theme_id))
        except decisions.Undecidable as refused:
            raise HttpError(409, str(refused)) from refused
        return _story(person, theme_id)

    return await sync_to_async(decide)(person_of(request))


async def _decide_insight(request: HttpRequest, insight_id: int, verb: Callable[[Insight], object]) -> Values:
    def decide(person: AbstractBaseUser) -> Values:
        insight = Insight.objects.owned_by(person).filter(pk=insight_id).first()
        if insight is None:
            raise HttpError(404, NO_INSIGHT)

        verb(insight)
        return insight_values(person, [insight])[0]

    return await sync_to_async(decide)(person_of(request))


def _themes(person: AbstractBaseUser, page: schemas.ThemePage) -> PageSlice[Theme]:
    cursor = cursor_of(page)
    rows = Theme.objects.owned_by(person)
    rows = (
        (rows.hidden() if page.which == "hidden" else rows.shown())
        .largest_first()
        .defer("likeness", "found", "name_terms")
    )
    if cursor:
        is_pinned, interactions = divmod(cursor.number, PINNED)
        rows = rows.smaller(bool(is_pinned), interactions, cursor.pk)

    return page_of(rows, page, lambda row: Cursor.numbered(PINNED * row.is_pinned + row.interactions, row.pk))


def _story(person: AbstractBaseUser, theme_id: int) -> Values:
    return theme_story(person, _owned_theme(person, theme_id))


def _insights(person: AbstractBaseUser, page: schemas.InsightPage) -> tuple[PageSlice[Insight], list[Values]]:
    cursor, rows = cursor_of(page), Insight.objects.owned_by(person).quoted().newest_first()
    rows = rows.in_sight()
    rows = rows.filter(state=page.state) if page.state else rows.shown()
    rows = rows.filter(kind=page.kind) if page.kind else rows
    part = page_of(rows.before(cursor.time.date(), cursor.pk) if cursor else rows, page, by_day("day"))
    return part, insight_values(person, part.rows)


def _reviews(person: AbstractBaseUser, page: schemas.ReviewPage) -> tuple[PageSlice[Review], list[Values]]:
    cursor, rows = cursor_of(page), Review.objects.owned_by(person).newest_first()
    rows = rows.filter(span=page.span) if page.span else rows
    part = page_of(rows.before(cursor.time.date(), cursor.pk) if cursor else rows, page, by_day("last_day"))
    return part, review_values(person, part.rows)


def _owned_theme(person: AbstractBaseUser, theme_id: int) -> Theme:
    row: Any = Theme.objects.owned_by(person).filter(pk=theme_id).first()
    if row is None:
        raise HttpError(404, NO_THEME)

    found: Theme = row
    return found
