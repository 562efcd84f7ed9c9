"""The reviews of a person, a year at a time, and what could still be made of older months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sessions_memory.growth.reviews import spans
from sessions_memory.growth.reviews.laying_out import INTERACTIONS_MIN
from sessions_memory.growth.reviews.reading import active_days
from sessions_memory.growth.reviews.values import Days, Part, PartKind
from sessions_memory.models import Review
from sessions_memory.pages.growth.reviews.sections import ShownTheme, themes_of
from sessions_memory.pages.growth.reviews.titles import KINDS, title, title_of
from sessions_memory.states import ReviewSpan
from sessions_memory.web.sizes import in_a_row
from sessions_memory.web.urls import address

ROWS_SHOWN = 3
THEMES_NAMED = 3


@dataclass(frozen=True)
class ReviewRow:
    """`about`: the themes that it names, in one line."""

    url: str
    kind: str
    title: str
    about: str
    is_edited: bool


@dataclass(frozen=True)
class Makeable:
    """A month without a review that has enough in it for one, as the form names it."""

    title: str
    first_day: str


@dataclass(frozen=True)
class ReviewYear:
    """`groups`: by kind. `years`: all that have something to look back on, the latest first, with their addresses."""

    year: int
    years: Sequence[tuple[int, str]]
    groups: Sequence[tuple[str, Sequence[ReviewRow]]]
    makeable: Sequence[Makeable]


def newest_rows(user: AbstractBaseUser) -> list[ReviewRow]:
    return _rows(user, Review.objects.owned_by(user).newest_first()[:ROWS_SHOWN])


def year_of(user: AbstractBaseUser, chosen: str) -> ReviewYear:
    """`chosen`: a year as the address has it; what is none is the latest."""
    reviews, active = Review.objects.owned_by(user), active_days(user.pk)
    years = sorted({day.year for day in active} | {day.year for day in reviews.dates("last_day", "year")}, reverse=True)
    year = next((one for one in years if str(one) == chosen), max(years, default=timezone.localdate().year))
    found = list(reviews.ended_in(year).newest_first())

    groups = [(str(name), _rows(user, [row for row in found if row.span == span])) for span, name in _GROUPS.items()]
    return ReviewYear(
        year=year,
        years=[(one, f"{address('sessions_memory:reviews')}?year={one}") for one in years],
        groups=[(name, rows) for name, rows in groups if rows],
        makeable=[Makeable(title(*_days(one)), one.first.isoformat()) for one in _makeable(year, found, active)],
    )


_GROUPS = {
    ReviewSpan.YEAR: gettext_lazy("Year"),
    ReviewSpan.MONTH: gettext_lazy("Months"),
    ReviewSpan.WEEK: gettext_lazy("Weeks"),
}


def _days(days: Days) -> tuple[ReviewSpan, date, date]:
    return days.span, days.first, days.last


def _makeable(year: int, found: Iterable[Review], active: dict[date, int]) -> list[Days]:
    """The latest first."""
    made = {row.first_day for row in found if row.span == ReviewSpan.MONTH}
    months = [spans.containing(ReviewSpan.MONTH, date(year, month, 1)) for month in range(12, 0, -1)]
    return [
        days
        for days in months
        if days.first not in made
        and days.last < timezone.localdate()
        and sum(count for day, count in active.items() if days.first <= day <= days.last) >= INTERACTIONS_MIN
    ]


def _rows(user: AbstractBaseUser, reviews: Iterable[Review]) -> list[ReviewRow]:
    parts = {review: [Part.read(stored) for stored in review.parts] for review in reviews}
    themes = themes_of(user, [part for own in parts.values() for part in own])
    return [
        ReviewRow(
            url=address("sessions_memory:review", review.pk),
            kind=str(KINDS[ReviewSpan(review.span)]),
            title=title_of(review),
            about=_about(own, themes),
            is_edited=review.is_edited,
        )
        for review, own in parts.items()
    ]


def _about(parts: Sequence[Part], themes: dict[int, ShownTheme]) -> str:
    named = [part.theme for part in parts if part.kind in (PartKind.NEW, PartKind.AGAIN) and part.theme is not None]
    return in_a_row(list(dict.fromkeys(themes[pk].name for pk in named if pk in themes))[:THEMES_NAMED])
