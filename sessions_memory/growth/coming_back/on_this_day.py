"""Which earlier days are shown today, and which sentence of such a day. Pure.

What was said on 29 February is shown on that day, and in years without one on the 28th: so it comes back each year,
and no day comes twice in one.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from sessions_memory.growth.coming_back.gentle import is_painful, speaks_of_harm
from sessions_memory.growth.coming_back.telling import told_in

LEAP_DAY = (2, 29)
# More are not read of one day.
SAID_MAX = 60


@dataclass(frozen=True)
class SaidThen:
    """What the person wrote, whole."""

    interaction_id: int
    text: str


@dataclass(frozen=True)
class Remembered:
    """A sentence in the question `interaction_id`, from `start` to `end`, that was said on `day`."""

    day: date
    interaction_id: int
    start: int
    end: int


def earlier_days(today: date, first_day: date) -> list[date]:
    """The latest first, none before `first_day`."""
    years = range(today.year - 1, first_day.year - 1, -1)
    return [day for year in years for day in _days_of(year, today) if day >= first_day]


def _days_of(year: int, today: date) -> Iterator[date]:
    is_leap = calendar.isleap(year)
    if (today.month, today.day) == LEAP_DAY:
        if is_leap:
            yield date(year, *LEAP_DAY)
        return
    # The last of February stands for the day that it lacks.
    if (today.month, today.day) == (2, 28) and is_leap and not calendar.isleap(today.year):
        yield date(year, *LEAP_DAY)

    yield date(year, today.month, today.day)


def remembered(day: date, said: Sequence[SaidThen]) -> Remembered | None:
    """The most telling sentence; none of a day on which somebody spoke of harming themselves."""
    if any(speaks_of_harm(one.text) for one in said):
        return None

    told = [(found, one) for one in said if (found := told_in(one.text))]
    # Of equals the one said first. Looking for what hurts takes longest: it ends with the first that has nothing of it.
    told.sort(key=lambda pair: pair[0].weight, reverse=True)
    shown = (
        Remembered(day, one.interaction_id, found.start, found.end) for found, one in told if not is_painful(one.text)
    )
    return next(shown, None)


def how_long_ago(day: date, today: date) -> str:
    """ "A year ago today", "3 years ago today"; of 29 February on the 28th without "today"."""
    years = today.year - day.year
    said = ngettext("A year ago", "{years} years ago", years)
    if (day.month, day.day) == (today.month, today.day):
        said = ngettext("A year ago today", "{years} years ago today", years)

    return said.format(years=years)
