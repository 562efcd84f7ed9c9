"""A person's activity as the page draws it: the calendar, the bars below it, and the same as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from sessions_memory.pages.growth.counted_days import CountedDays, Counts
from sessions_memory.pages.growth.drawings.bars import (
    HEIGHT,
    MONTH,
    WEEK,
    Bars,
    Columns,
    SourceShade,
    bars_of,
    month_end,
    months_between,
    shade_of,
    weeks_between,
)
from sessions_memory.pages.growth.drawings.calendar import (
    LABEL_COLUMNS,
    PITCH,
    TOP,
    Calendar,
    ColumnName,
    calendar_of,
    month_names,
    year_names,
)
from sessions_memory.pages.growth.drawings.spans import WEEKS, YEAR, Span, monday, questions_url
from sessions_memory.states import Source, shown_source
from sessions_memory.web.dates import long_day, long_month, words
from sessions_memory.web.sizes import number, questions

# The names of months, seven rows of days, and a gap.
BELOW_CALENDAR = TOP + 7 * PITCH + 12
# An imported date may lie in any year: so many are drawn, and all are counted.
YEARS_DRAWN = 30
# Months share the room of a year's calendar.
ROOM, WIDEST = WEEKS[YEAR] * PITCH, 45


@dataclass(frozen=True)
class MonthRow:
    """`counts`: one for each of the activity's sources."""

    name: str
    url: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Activity:
    """`calendar`: None where it shows all there is, a bar a month. `names`: of months or years, above the columns.

    `bars_top`: where the bars begin, below the calendar; `height`: of the whole drawing. `months`: the table.
    `is_short`: there is room beside the drawing. `is_whole`: False where the oldest questions are not counted yet.
    """

    total: int
    summary: str
    sources: list[SourceShade]
    calendar: Calendar | None
    bars: Bars
    names: list[ColumnName]
    bars_top: int
    height: int
    months: list[MonthRow]
    is_short: bool
    is_whole: bool

    @property
    def label(self) -> str:
        """For who can't see the drawing."""
        if self.bars.unit == WEEK:
            return gettext("{summary}; questions a week below").format(summary=self.summary)

        return gettext("{summary}; questions a month below").format(summary=self.summary)

    @property
    def weekdays(self) -> tuple[str, ...]:
        """In three letters or less, Monday first."""
        return words().short_weekdays


def activity_of(days: CountedDays, span: Span) -> Activity:
    first, is_calendar = _first(days, span)
    until = span.last if span.first else date.max
    counts = days.by_day(first, until) if is_calendar else days.by_month()
    active = len({day for day, _ in counts}) if is_calendar else days.days()
    total, by_source = sum(counts.values()), _by_source(counts)
    columns = _columns(first, span.last, is_calendar=is_calendar)

    return Activity(
        total=total,
        summary=_summary(total, active, first),
        sources=[
            SourceShade(shown_source(source), by_source[source], shade_of(number))
            for number, source in enumerate(by_source)
        ],
        calendar=calendar_of(_by_day(counts), first, span.last) if is_calendar else None,
        bars=bars_of(_by_week(counts) if is_calendar else counts, list(by_source), columns),
        names=month_names(columns.firsts) if is_calendar else year_names(columns.firsts, columns.pitch),
        bars_top=columns.top,
        height=columns.top + HEIGHT + 1,
        months=_months(counts, list(by_source)),
        is_short=len(columns.firsts) < LABEL_COLUMNS,
        is_whole=days.is_whole,
    )


def _summary(asked: int, days: int, first: date) -> str:
    """ "1,204 questions on 210 days since 1 December 2025"."""
    said = ngettext("{questions} on {days} day since {first}", "{questions} on {days} days since {first}", days)
    return said.format(questions=questions(asked), days=number(days), first=long_day(first))


def _first(days: CountedDays, span: Span) -> tuple[date, bool]:
    """The first day that is looked at, and whether there is room to draw each."""
    first = span.first or days.first_day() or span.last
    is_calendar = (span.last - monday(first)).days // 7 < WEEKS[YEAR]
    return (monday(first) if is_calendar else first), is_calendar


def _by_source(counts: Counts) -> dict[str, int]:
    """In the order of `Source`."""
    totals: Counter[str] = Counter()
    for (_, source), count in counts.items():
        totals[source] += count

    return {source: totals[source] for source in Source if totals[source]}


def _by_day(counts: Counts) -> Counter[date]:
    days: Counter[date] = Counter()
    for (day, _), count in counts.items():
        days[day] += count

    return days


def _by_week(counts: Counts) -> Counts:
    weeks: Counts = Counter()
    for (day, source), count in counts.items():
        weeks[monday(day), source] += count

    return weeks


def _columns(first: date, last: date, *, is_calendar: bool) -> Columns:
    if is_calendar:
        return Columns(weeks_between(first, last), WEEK, PITCH, BELOW_CALENDAR)

    firsts = months_between(max(first, date(last.year - YEARS_DRAWN, 1, 1)), last)
    return Columns(firsts, MONTH, min(max(ROOM // len(firsts), PITCH), WIDEST), TOP)


def _months(counts: Counts, sources: Sequence[str]) -> list[MonthRow]:
    """Those in which something was asked."""
    months: dict[date, Counter[str]] = {}
    for (day, source), count in counts.items():
        months.setdefault(day.replace(day=1), Counter())[source] += count

    return [
        MonthRow(
            long_month(month),
            questions_url(month, month_end(month)),
            tuple(given[source] for source in sources),
            given.total(),
        )
        for month, given in sorted(months.items(), reverse=True)
    ]
