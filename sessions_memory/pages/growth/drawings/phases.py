"""A theme's phases in words, oldest first: when it came up, stayed and went quiet. Pure."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from sessions_memory.web.dates import long_month


def phases_in_words(found: Sequence[Sequence[str]], today: date, first_day: date | None = None) -> list[str]:
    """`found`: the kind, the first and the last day of each, as `Theme.found` has them; `first_day`: the theme's."""
    told = [
        _words(kind, _day(first), _day(last), today, is_back=number > 0 or _is_later(_day(first), first_day))
        for number, (kind, first, last) in enumerate(found)
    ]
    return [words for words in told if words]


def _is_later(day: date, first_day: date | None) -> bool:
    """It was spoken of before, though seldom."""
    return first_day is not None and (day.year, day.month) > (first_day.year, first_day.month)


def _words(kind: str, first: date, last: date, today: date, *, is_back: bool) -> str:
    if kind == "came_up":
        said = gettext("Came back in {month}.") if is_back else gettext("Came up in {month}.")
        return said.format(month=long_month(first))
    if kind == "stayed":
        is_here = long_month(last) == long_month(today)
        said = gettext("Stayed until now.") if is_here else gettext("Stayed until {month}.")
        return said.format(month=long_month(last))

    return _quiet(first, last, today) if kind == "went_quiet" else ""


def _quiet(first: date, last: date, today: date) -> str:
    begins, ends = long_month(first), long_month(last)
    if ends == long_month(today):
        return gettext("Quiet since {month}.").format(month=begins)
    if begins == ends:
        return gettext("Quiet in {month}.").format(month=begins)

    begins = begins.rpartition(" ")[0] if first.year == last.year else begins
    return gettext("Quiet from {first} to {last}.").format(first=begins, last=ends)


def _day(text: str) -> date:
    return date.fromisoformat(text)
