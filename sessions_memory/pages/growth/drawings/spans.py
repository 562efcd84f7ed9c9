"""The stretch of time that a page looks at. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy, pgettext_lazy

from sessions_memory.growth.reviews.spans import containing
from sessions_memory.states import ReviewSpan
from sessions_memory.web.urls import narrowed

QUARTER, YEAR, ALL = "quarter", "year", "all"
# With the week that is under way. A year shows each day of the last twelve months.
WEEKS = {QUARTER: 13, YEAR: 53}
NAMES = {QUARTER: gettext_lazy("3 months"), YEAR: gettext_lazy("Year"), ALL: pgettext_lazy("of the time", "All")}


@dataclass(frozen=True)
class Span:
    """`first`: a Monday; None for all there is. `last`: today."""

    name: str
    first: date | None
    last: date


@dataclass(frozen=True)
class SpanLink:
    name: str
    url: str
    is_current: bool


def span_of(name: str, today: date) -> Span:
    """A name that is none is a year."""
    if name == ALL:
        return Span(ALL, None, today)

    known = name if name in WEEKS else YEAR
    return Span(known, monday(today) - timedelta(weeks=WEEKS[known] - 1), today)


def span_links(current: Span) -> list[SpanLink]:
    here = "sessions_memory:growth"
    return [
        SpanLink(str(label), narrowed(here, span="" if name == YEAR else name), name == current.name)
        for name, label in NAMES.items()
    ]


def monday(day: date) -> date:
    return containing(ReviewSpan.WEEK, day).first


def questions_url(since: date, until: date) -> str:
    """The questions of these days, both included, in the history."""
    return narrowed("sessions_memory:history", by="questions", since=f"{since:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
