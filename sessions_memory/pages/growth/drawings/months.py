"""A theme's months as bars: twelve small ones in a list, and its whole story on its page. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from django.utils.translation import gettext

from sessions_memory.growth.reviews.spans import containing
from sessions_memory.states import ReviewSpan
from sessions_memory.web.dates import long_month, words
from sessions_memory.web.sizes import questions

SMALL_MONTHS, SMALL_HEIGHT, SMALL_PITCH, SMALL_WIDTH = 12, 28, 8, 5
# Of a shoulder, which no bar is lower than.
ROUND = 1.5
CHART_HEIGHT = 72
# What is there is seen, however little beside the highest; where nothing is, a stub stands.
LEAST_HEIGHT, STUB = 3, 1.5
# With more bars than this, only the years are named; a longer story has a bar a year.
NAMED_MONTHS, MONTHS_MAX = 18, 72
# A bar's share of its place, and what it leaves at each side.
BAR_SHARE, BESIDE_SHARE = 0.7, 0.15
MONTH, YEAR = "month", "year"
KEY = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)

# Questions by "2026-03".
Months = Mapping[str, int]


@dataclass(frozen=True)
class SmallBars:
    """`path`: of all bars but the last, that of the month which is under way; `label`: for who can't see them."""

    path: str
    now: str
    label: str


@dataclass(frozen=True)
class ChartBar:
    """`x`, `width`, `middle`: in per cent of the drawing. `name`, `year`: below it, or "".

    `label`: in words, above it, from `label_x` on as `anchor` says.
    `key`: "2026-03", or "2026" where a bar is a year.
    """

    key: str
    x: float
    width: float
    middle: float
    y: float
    height: float
    count: int
    name: str
    year: str
    label: str
    label_x: float
    anchor: str
    is_now: bool
    is_chosen: bool

    @property
    def is_between(self) -> bool:
        """Whether its name is left out where there is little room: every other month's, January's never."""
        _, _, month = self.key.partition("-")
        return bool(month) and int(month) % 2 == 0


@dataclass(frozen=True)
class Mark:
    """A gridline, and how many questions it stands for."""

    y: float
    count: int


@dataclass(frozen=True)
class Chart:
    bars: list[ChartBar]
    marks: list[Mark]
    unit: str

    @property
    def title(self) -> str:
        return gettext("Questions a year") if self.unit == YEAR else gettext("Questions a month")


def small_bars(months: Months, today: date) -> SmallBars:
    """Of the last twelve months."""
    keys = _keys(today, SMALL_MONTHS)
    counts = [months.get(key, 0) for key in keys]
    *before, now = [_small(number, count, max(counts)) for number, count in enumerate(counts)]
    spoken = gettext("Questions a month, {first} to {last}: {counts}").format(
        first=key_in_words(keys[0]), last=key_in_words(keys[-1]), counts=", ".join(map(str, counts))
    )

    return SmallBars("".join(before), now, spoken)


def chart_of(months: Months, today: date, chosen: str = "") -> Chart:
    """Of a year at least, and from the first month on; of a long story, a bar is a year. `chosen`: a bar's key."""
    keys = _keys(today, max(SMALL_MONTHS, _months_since(min(months, default=""), today)))
    if len(keys) <= MONTHS_MAX:
        return _chart(months, keys, chosen, MONTH)

    years: Counter[str] = Counter()
    for key, count in months.items():
        years[key[:4]] += count
    return _chart(years, sorted({key[:4] for key in keys}), chosen, YEAR)


def days_of(key: str) -> tuple[date, date] | None:
    """The first and the last day of a bar; None for what is no bar's key."""
    found = KEY.fullmatch(key)
    if not found:
        return None

    year, month = int(found[1]), int(found[2] or 1)
    if not (MINYEAR <= year < MAXYEAR and 1 <= month <= 12):
        return None

    days = containing(ReviewSpan.MONTH if found[2] else ReviewSpan.YEAR, date(year, month, 1))
    return days.first, days.last


def key_in_words(key: str) -> str:
    """ "March 2026", or "2026"."""
    year, _, month = key.partition("-")
    return long_month(date(int(year), int(month), 1)) if month else year


def _each(keys: Sequence[str], counts: Sequence[int]) -> list[tuple[int, str, int]]:
    return [(number, key, count) for number, (key, count) in enumerate(zip(keys, counts, strict=True))]


def _small(number: int, count: int, most: int) -> str:
    """The way round a bar, from its foot, with two round shoulders."""
    straight = round(_height(count, most, SMALL_HEIGHT) - ROUND, 1)
    flat = SMALL_WIDTH - 2 * ROUND
    over = f"a{ROUND} {ROUND} 0 0 1 {ROUND}-{ROUND}h{flat}a{ROUND} {ROUND} 0 0 1 {ROUND} {ROUND}"
    return f"M{number * SMALL_PITCH} {SMALL_HEIGHT}v-{straight}{over}v{straight}z"


def _chart(counts: Months, keys: Sequence[str], chosen: str, unit: str) -> Chart:
    highest = max(counts.values(), default=0)
    most = max(highest + highest % 2, 2)
    given = [counts.get(key, 0) for key in keys]
    return Chart(
        bars=[_chart_bar(number, key, count, most, len(keys), chosen) for number, key, count in _each(keys, given)],
        marks=[Mark(CHART_HEIGHT * (1 - half / 2), most * half // 2) for half in (2, 1, 0)],
        unit=unit,
    )


def _chart_bar(number: int, key: str, count: int, most: int, bars: int, chosen: str) -> ChartBar:
    place = 100 / bars
    height = _height(count, most, CHART_HEIGHT)
    name, year = _names(key, is_each_named=bars <= NAMED_MONTHS)
    label_x, anchor = _label_place(place * (number + 0.5))
    return ChartBar(
        key=key,
        x=round(place * (number + BESIDE_SHARE), 2),
        width=round(place * BAR_SHARE, 2),
        middle=round(place * (number + 0.5), 2),
        y=round(CHART_HEIGHT - height, 1),
        height=height,
        count=count,
        name=name,
        year=year,
        label=f"{key_in_words(key)}: {questions(count)}",
        label_x=label_x,
        anchor=anchor,
        is_now=number == bars - 1,
        is_chosen=key == chosen,
    )


def _label_place(middle: float) -> tuple[float, str]:
    """So that none of it is cut off, at whatever width."""
    if middle < 33:
        return 0, "start"

    return (100, "end") if middle > 67 else (round(middle, 2), "middle")


def _names(key: str, *, is_each_named: bool) -> tuple[str, str]:
    year, _, month = key.partition("-")
    if not month:
        return year, ""
    if not is_each_named:
        return (year if month == "01" else ""), ""

    return words().short_months[int(month) - 1], year if month == "01" else ""


def _height(count: int, most: int, room: int) -> float:
    return round(max(count * room / most, LEAST_HEIGHT), 1) if count else STUB


def _keys(today: date, months: int) -> list[str]:
    last = today.year * 12 + today.month - 1
    numbers = range(max(last - months + 1, MINYEAR * 12), last + 1)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _months_since(key: str, today: date) -> int:
    """With both; 0 for ""."""
    return (today.year - int(key[:4])) * 12 + today.month - int(key[5:]) + 1 if key else 0
