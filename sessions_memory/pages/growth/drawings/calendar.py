"""A calendar of days, a week a column, Monday first: where each day stands and how dark it is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from sessions_memory.pages.growth.drawings.spans import questions_url
from sessions_memory.web.dates import long_day, words
from sessions_memory.web.sizes import questions

# A cell and the gap behind it; the names of months stand above.
PITCH, CELL, TOP = 15, 12, 20
LEVELS = 4
# A day with fewer questions never gets the darkest cell.
DARKEST_LEAST = 4
# Of ten active days about one is the darkest.
DARKEST_SHARE = 0.9
# A name of a month needs so many columns.
NAME_COLUMNS = 3
# With fewer columns there is room at the right of the drawing.
LABEL_COLUMNS = 20


@dataclass(frozen=True)
class DayCell:
    """`level`: 0 for no question, up to 4. `label`, at (`label_x`, `anchor`), names the day and its count."""

    x: int
    y: int
    level: int
    is_active: bool
    url: str
    label: str
    label_x: int
    anchor: str


@dataclass(frozen=True)
class ColumnName:
    """What stands above the first column of a month or year."""

    x: int
    text: str


@dataclass(frozen=True)
class Calendar:
    """`most`: from this many questions on a day is the darkest."""

    cells: list[DayCell]
    most: int


def calendar_of(counts: Mapping[date, int], first: date, last: date) -> Calendar:
    """`first`: a Monday."""
    weeks = (last - first).days // 7 + 1
    most = darkest(counts.values())
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    labels = _labels(days, counts)
    return Calendar(
        cells=[
            _cell(day, number, level(counts.get(day, 0), most), weeks, labels[number])
            for number, day in enumerate(days)
        ],
        most=most,
    )


def darkest(counts: Iterable[int]) -> int:
    active = sorted(count for count in counts if count)
    return max(DARKEST_LEAST, active[int(len(active) * DARKEST_SHARE)] if active else 0)


def level(count: int, most: int) -> int:
    if count >= most:
        return LEVELS

    return 1 + (count - 1) * (LEVELS - 1) // (most - 1) if count else 0


def month_names(weeks: Sequence[date], pitch: int = PITCH) -> list[ColumnName]:
    """Each above the first whole week of its month, where there is room. `weeks`: their Mondays."""
    return _names([words().short_months[day.month - 1] if day.day <= 7 else "" for day in weeks], pitch)


def year_names(months: Sequence[date], pitch: int) -> list[ColumnName]:
    return _names([str(day.year) if day.month == 1 else "" for day in months], pitch)


def label_place(column: int, columns: int, pitch: int = PITCH) -> tuple[int, str]:
    """Where the name of what stands in this column begins, middles or ends, so that none of it is cut off."""
    x, width = column * pitch, pitch - PITCH + CELL
    if column < columns / 3 or columns < LABEL_COLUMNS:
        return x, "start"
    if column > columns * 2 / 3:
        return x + width, "end"

    return x + width // 2, "middle"


def _names(texts: Sequence[str], pitch: int) -> list[ColumnName]:
    last = len(texts) - NAME_COLUMNS * PITCH // pitch
    return [ColumnName(number * pitch, text) for number, text in enumerate(texts) if text and number <= last]


def _labels(days: Sequence[date], counts: Mapping[date, int]) -> list[str]:
    # Looked up once, not for each of a year's days.
    weekdays, none = words().weekdays, gettext("no question")
    said = [questions(counts[day]) if counts.get(day) else none for day in days]
    return [f"{weekdays[day.weekday()]}, {long_day(day)}: {count}" for day, count in zip(days, said, strict=True)]


def _cell(day: date, number: int, shade: int, weeks: int, label: str) -> DayCell:
    column, row = divmod(number, 7)
    label_x, anchor = label_place(column, weeks)
    return DayCell(
        x=column * PITCH,
        y=TOP + row * PITCH,
        level=shade,
        is_active=shade > 0,
        url=questions_url(day, day) if shade else "",
        label=label,
        label_x=label_x,
        anchor=anchor,
    )
