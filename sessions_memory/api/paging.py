"""How a list is given out page by page: from a cursor on, and where the next page begins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError

from sessions_memory.api.schemas import Page
from sessions_memory.web.cursors import Cursor, InvalidCursor

Row = TypeVar("Row", bound=Model)

LINK = {
    "Link": {"description": 'The next page, as `<…>; rel="next"`; absent on the last.', "schema": {"type": "string"}}
}


@dataclass(frozen=True)
class PageSlice(Generic[Row]):
    """One page of a list; `following` is None on the last."""

    rows: list[Row]
    following: Cursor | None


def cursor_of(page: Page) -> Cursor | None:
    try:
        return Cursor.read(page.cursor)
    except InvalidCursor as error:
        raise HttpError(422, "cursor: not one that a page here gave out.") from error


def page_of(rows: "QuerySet[Row]", page: Page, place_of: Callable[[Row], Cursor]) -> PageSlice[Row]:
    found = list(rows[: page.limit + 1])
    shown = found[: page.limit]
    more = len(found) > page.limit

    return PageSlice(shown, place_of(shown[-1]) if more else None)


def by_time(field: str) -> Callable[[Any], Cursor]:
    return lambda row: Cursor(getattr(row, field), row.pk)


def by_day(field: str) -> Callable[[Any], Cursor]:
    return lambda row: Cursor.on_day(getattr(row, field), row.pk)


def link(request: HttpRequest, response: HttpResponse, part: PageSlice[Any]) -> None:
    if part.following is None:
        return

    query = request.GET.copy()
    query["cursor"] = str(part.following)
    # Relative: behind a proxy only the caller knows the address, and a token must not follow to http.
    response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
