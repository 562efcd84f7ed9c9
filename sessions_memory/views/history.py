"""The history: every session in order, every question in order, or what a search finds."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from sessions_memory.areas.rules import Reach
from sessions_memory.bulk.actions import ACTIONS, Action
from sessions_memory.forms import FILTERS, SearchForm
from sessions_memory.pages.areas import AreaChoice, area_choice
from sessions_memory.pages.bulk import BulkJobPage, last_job
from sessions_memory.pages.filters import models_of, sources_of
from sessions_memory.pages.history_rows import (
    SESSIONS,
    HistoryRow,
    first_listed,
    history_rows,
    in_months,
    listed,
    sessions_of,
)
from sessions_memory.pages.question_rows import count_in_words, question_page, questions_of
from sessions_memory.pages.search_results import FoundInteraction, found, is_being_indexed
from sessions_memory.pages.titled import titled
from sessions_memory.recall.search import search
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen
from sessions_memory.web.urls import narrowed

RESULTS = 20


@dataclass(frozen=True)
class Page:
    """One of the two, or what a search finds: sessions by their titles, then questions.

    `following` is the cursor of the next page, "" on the last. `may_miss`: not all is indexed.
    `count`: how many questions there are, in words, where questions are listed and not searched.
    `has_archived`: there are sessions that the list leaves out. `last_job`: what was done last with many.
    """

    sessions: list[HistoryRow] = field(default_factory=list)
    results: list[FoundInteraction] = field(default_factory=list)
    following: str = ""
    may_miss: bool = False
    count: str = ""
    has_archived: bool = False
    last_job: BulkJobPage | None = None


@login_required
@require_safe
@never_cache
def history(request: PersonRequest) -> HttpResponse:
    areas = area_choice(request.user)
    sources, models = sources_of(request.user), models_of(request.user)
    form = SearchForm(request.GET, sources=sources, models=models, areas=areas.choices)
    here = _address(form.given())

    try:
        page = _page(request, form, areas) if form.is_valid() else Page()
    except (ValueError, OverflowError):
        # A cursor that no page gave out.
        return redirect(here)

    response = render(request, "sessions_memory/history.html", _context(request, form, page), status=_status(form))
    return replace_url(response, here) if request.htmx and "cursor" not in request.GET else response


def _page(request: PersonRequest, form: SearchForm, areas: AreaChoice) -> Page:
    """Raises ValueError for a cursor that no page gave out."""
    given, (since, until) = form.cleaned_data, form.span()
    reach = areas.reach(given["area"])
    cursor = chosen(request.GET, "cursor")

    if given["q"]:
        hits = search(
            user=request.user,
            query=given["q"],
            limit=RESULTS,
            after=cursor,
            source=given["source"],
            since=since,
            until=until,
            model=given["model"],
            reach=reach,
        )

        return Page(
            sessions=_titled(request, form, reach) if not cursor and not given["model"] else [],
            results=found(request.user, hits.hits),
            following=hits.following,
            may_miss=is_being_indexed(request.user),
        )

    start = Cursor.read(cursor)
    if given["by"] == "questions":
        questions = questions_of(request.user, given["source"], since, until).within_reach(reach)
        results, following = question_page(questions, start)
        return Page(results=results, following=following, count=count_in_words(questions))

    every = sessions_of(request.user.pk).within(reach)
    is_archive = given["by"] == "archived"

    if start or since or until or given["source"] or is_archive or not reach.is_everything:
        sessions = every.archived() if is_archive else every.in_lists()
        sessions = sessions.chosen(given["source"], None).begun_within(since, until)
        rows = history_rows(listed(sessions.before(start.time, start.pk) if start else sessions))
    else:
        rows = history_rows(first_listed(request.user.pk))

    return Page(
        sessions=in_months(rows[:SESSIONS], start),
        following=rows[SESSIONS - 1].cursor if len(rows) > SESSIONS else "",
        has_archived=not is_archive and every.archived().exists(),
        last_job=None if start else last_job(request.user),
    )


def _titled(request: PersonRequest, form: SearchForm, reach: Reach) -> list[HistoryRow]:
    given, (since, until) = form.cleaned_data, form.span()
    return titled(request.user.pk, given["q"], source=given["source"], since=since, until=until, reach=reach)


def _context(request: PersonRequest, form: SearchForm, page: Page) -> dict[str, Any]:
    given = form.given()
    return {
        "form": form,
        "query": given.get("q", ""),
        "is_by_question": given.get("by") == "questions",
        "is_archive": given.get("by") == "archived",
        "is_narrowed": any(name in given for name in ("source", "model", "since", "until", "area")),
        "filters": {name: value for name, value in given.items() if name in FILTERS},
        "actions": _actions(is_archive=given.get("by") == "archived"),
        "days": form.days_in_words() if form.is_valid() else "",
        "without": {name: _address(given, without=(name,)) for name in ("q", "by", "source", "model", "area")},
        "without_days": _address(given, without=("since", "until")),
        "page": page,
        "next_url": _address(given | {"cursor": page.following}) if page.following else "",
    }


def _actions(*, is_archive: bool) -> dict[str, list[Action]]:
    """`first` as buttons, `more` in their menu."""
    first = ["bring-back" if is_archive else "archive", "pin", "never-recall"]
    hidden = "archive" if is_archive else "bring-back"
    more = [action for action in ACTIONS.values() if action.name not in (*first, hidden)]
    return {"first": [ACTIONS[name] for name in first], "more": more}


def _address(given: dict[str, str], *, without: tuple[str, ...] = ()) -> str:
    return narrowed("sessions_memory:history", **{name: value for name, value in given.items() if name not in without})


def _status(form: SearchForm) -> int:
    return 200 if form.is_valid() else 422
