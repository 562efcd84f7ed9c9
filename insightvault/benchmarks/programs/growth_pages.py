"""The admin's pages about growth: themes, insights and reviews, in lists, filters, searches and details."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from insightvault.benchmarks.filling_growth import LAST_DAY
from sessions_memory.models import Insight, Review, Theme

# The furthest that a capped count leads to.
PAGES_MAX = 200
DAY = f"day={LAST_DAY}"


@dataclass(frozen=True)
class Page:
    """`form`: what is posted, None for a page that is read. `reads`: so much further it may look among more rows."""

    name: str
    path: str
    form: dict[str, Any] | None = field(default=None)
    reads: int = 0


def pages_of_growth(person: str) -> list[Page]:
    themes = {
        "enough": "is_enough__exact=1",
        "pinned": "is_pinned__exact=1",
        "hidden": "is_hidden__exact=1",
        "named by a person": "name_by__exact=person",
        "hidden, named by a person": "is_hidden__exact=1&name_by__exact=person",
        "hidden, of a common name": "is_hidden__exact=1&q=crowd",
    }
    insights = {
        "offered": "state__exact=offered",
        "dismissed": "state__exact=dismissed",
        "counting": "state__exact=counts",
        "breakthroughs": "kind__exact=breakthrough",
        "of a kind without any": "kind__exact=asked_again",
        "found by a model": "found_by__exact=model",
        "of a day": DAY,
        "of a day, dismissed": f"{DAY}&state__exact=dismissed",
    }
    reviews = {
        "of years": "span__exact=year",
        "by a model": "made_by__exact=model",
        "by nobody": "made_by__exact=person",
        "of a day": "day=2026-11-25",
        "of years, of a day": "day=2026-11-25&span__exact=year",
    }
    return [
        *_of(Theme, "theme", themes, person),
        *_of(Insight, "insight", insights, person),
        *_of(Review, "review", reviews, person),
    ]


def last_page(model: type[Model], rows_a_page: int) -> str:
    return f"p={min(PAGES_MAX, max(2, model._default_manager.count() // rows_a_page))}"


def _of(model: type[Model], name: str, filters: dict[str, str], person: str) -> list[Page]:
    there = f"/admin/sessions_memory/{name}/"
    queries = {
        "": "",
        "last page": last_page(model, 50),
        "of one person": f"user={person}",
        "of nobody": "user=nobody",
        "of people found by name": "q=crowd-77",
        "of people with a common name": "q=crowd",
        "of a day without any": "day=1999-01-01" if model is not Theme else "is_hidden__exact=1&user=nobody",
        **filters,
    }
    own = model._default_manager.filter(user__username=person).order_by("pk")[0].pk
    lists = [Page(f"{name}s {label}".strip(), f"{there}?{query}") for label, query in queries.items()]
    return [
        *lists,
        Page(f"one {name}", f"{there}{own}/change/"),
        # First: the history then has it.
        Page(f"one {name}, read", f"{there}{own}/read/", {}),
        Page(f"one {name}, read, page 3", f"{there}{own}/read/", {"page": "3"}),
        Page(f"one {name}, history", f"{there}{own}/history/"),
    ]
