"""Questions a week or month, by source: one bar upon the other, below the calendar's columns. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from sessions_memory.growth.reviews.spans import containing
from sessions_memory.pages.growth.drawings.calendar import CELL, PITCH, label_place
from sessions_memory.pages.growth.drawings.spans import questions_url
from sessions_memory.states import ReviewSpan, shown_source
from sessions_memory.web.dates import day, long_month
from sessions_memory.web.sizes import number, questions

WEEK, MONTH = "week", "month"
# Sources with a shade of their own; the others share the last one.
SHADES = ("shade-1", "shade-2", "shade-3", "shade-4")
HEIGHT = 44
GAP = PITCH - CELL
# What is there is seen, however little beside the highest.
LEAST_HEIGHT = 2

Counts = Mapping[tuple[date, str], int]


@dataclass(frozen=True)
class Columns:
    """`firsts`: the first days of weeks or months. `pitch`: from one to the next; `top`: where the bars begin."""

    firsts: Sequence[date]
    unit: str
    pitch: int
    top: int

    @property
    def width(self) -> int:
        return len(self.firsts) * self.pitch - GAP


@dataclass(frozen=True)
class BarPart:
    """What one source, or all that share a shade, has in a week. `y`: from the top of the bars."""

    x: int
    y: int
    height: int
    shade: str


@dataclass(frozen=True)
class Bar:
    """The whole bar, to look at and to follow: `label`, at (`label_x`, `anchor`), says its week and count."""

    x: int
    y: int
    width: int
    url: str
    label: str
    label_x: int
    anchor: str


@dataclass(frozen=True)
class Bars:
    parts: list[BarPart]
    bars: list[Bar]
    unit: str
    most: int
    width: int
    bar_width: int


@dataclass(frozen=True)
class SourceShade:
    """An entry of the legend."""

    name: str
    count: int
    shade: str


def bars_of(counts: Counts, sources: Sequence[str], columns: Columns) -> Bars:
    """`sources`: in the order in which they stand upon each other."""
    given = [{source: counts.get((day, source), 0) for source in sources} for day in columns.firsts]
    totals = [sum(one.values()) for one in given]
    most = max(totals, default=0)

    return Bars(
        parts=[part for number, one in enumerate(given) for part in _parts(one, number, columns, most)],
        bars=[_bar(one, number, columns) for number, one in enumerate(given) if totals[number]],
        unit=columns.unit,
        most=most,
        width=columns.width,
        bar_width=columns.pitch - GAP,
    )


def shade_of(number: int) -> str:
    return SHADES[min(number, len(SHADES) - 1)]


def weeks_between(first: date, last: date) -> list[date]:
    return [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]


def months_between(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def month_end(first: date) -> date:
    return containing(ReviewSpan.MONTH, first).last


def _parts(given: Mapping[str, int], number: int, columns: Columns, most: int) -> Iterator[BarPart]:
    below = 0
    for place, count in enumerate(given.values()):
        if count:
            height = max(count * HEIGHT // most, LEAST_HEIGHT)
            below += height
            yield BarPart(number * columns.pitch, max(HEIGHT - below, 0), height, shade_of(place))


def _bar(given: Mapping[str, int], number: int, columns: Columns) -> Bar:
    first = columns.firsts[number]
    last = first + timedelta(days=6) if columns.unit == WEEK else month_end(first)
    label_x, anchor = label_place(number, len(columns.firsts), columns.pitch)
    return Bar(
        x=number * columns.pitch,
        y=columns.top,
        width=columns.pitch - GAP,
        url=questions_url(first, last),
        label=f"{_when(first, columns.unit)}: {_how_many(given)}",
        label_x=label_x,
        anchor=anchor,
    )


def _when(first: date, unit: str) -> str:
    return gettext("Week of {day}").format(day=day(first)) if unit == WEEK else long_month(first)


def _how_many(given: Mapping[str, int]) -> str:
    """ "12 questions", or of each source."""
    asked = {source: count for source, count in given.items() if count}
    if len(asked) == 1:
        return questions(sum(asked.values()))

    return ", ".join(f"{shown_source(source)} {number(count)}" for source, count in asked.items())
