"""The weeks, months and years of a calendar, and which of them are reviewed. Pure."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from sessions_memory.growth.reviews.values import Days
from sessions_memory.states import ReviewSpan

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
# Of a longer history weeks and months are reviewed on demand, years always.
MONTHS_BACK = 3


def containing(span: ReviewSpan, day: date) -> Days:
    if span == ReviewSpan.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Days(span, monday, monday + WEEK - DAY)
    if span == ReviewSpan.MONTH:
        return Days(span, day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))

    return Days(span, date(day.year, 1, 1), date(day.year, 12, 31))


def before(days: Days) -> Days:
    """The one before it, of the same kind."""
    return containing(days.span, days.first - DAY)


def due(first_day: date, today: date) -> list[Days]:
    """Those that are over on `today`, newest first, and not all before the person's first day."""
    earliest = containing(ReviewSpan.MONTH, today).first
    for _ in range(MONTHS_BACK):
        earliest = containing(ReviewSpan.MONTH, earliest - DAY).first

    starts = {ReviewSpan.WEEK: earliest, ReviewSpan.MONTH: earliest, ReviewSpan.YEAR: first_day}
    return [days for span, start in starts.items() for days in _over(span, max(start, first_day), today)]


def _over(span: ReviewSpan, start: date, today: date) -> Iterator[Days]:
    days = before(containing(span, today))
    while days.last >= start:
        yield days
        days = before(days)


def next_end(today: date) -> date:
    """The first day on which a week, a month or a year that is not over on `today` is."""
    return min(containing(span, today).last for span in ReviewSpan) + DAY
