"""How a page writes a moment, in the language of its reader; models, programs and files get it in English.

Each is given in the time zone in which it is shown; `now` and `today` too.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import dates as names
from django.utils.translation import get_language, gettext, ngettext, pgettext

# What was brought in without any date is kept under this one, behind all else; no chat is as old.
UNDATED = datetime(1990, 1, 1, tzinfo=UTC)
DATED_FROM = UNDATED + timedelta(days=1)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_UNKNOWN = "unknown date"

# From so many days on a distance is told in this unit.
YEARS_FROM, MONTHS_FROM, WEEKS_FROM = 730, 60, 14

# In any time zone, the day that stands for none.
UNDATED_DAYS = frozenset(UNDATED.date() + timedelta(days=days) for days in (-1, 0, 1))


@dataclass(frozen=True)
class Words:
    """Names and forms of one language. January and Monday come first."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    short_day: str
    day: str
    when: str
    now: str
    minutes: str
    unknown: str


def is_undated(local: date) -> bool:
    return local.year <= UNDATED.year and date(local.year, local.month, local.day) in UNDATED_DAYS


def day_after(last: date) -> date:
    """Where a span ends that `last` is part of. The last day that there is has none after it."""
    return last + timedelta(days=1) if last < date.max else last


def clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


def short_day(local: date) -> str:
    said = words()
    return said.short_day.format(day=local.day, month=said.short_months[local.month - 1])


def day(local: date) -> str:
    said = words()
    return said.unknown if is_undated(local) else _with_year(local, said.short_months, said)


def long_day(local: date) -> str:
    said = words()
    return said.unknown if is_undated(local) else _with_year(local, said.months, said)


def long_month(local: date) -> str:
    return f"{words().months[local.month - 1]} {local.year}"


def when(local: datetime) -> str:
    said = words()
    if is_undated(local):
        return said.unknown

    return said.when.format(date=_with_year(local, said.months, said), time=clock(local))


def ago(local: datetime, now: datetime) -> str:
    """The shortest form a list has room for: "now", "4 min", "14:05", "Fri", "17 Nov", "2 May 2024"."""
    minutes = (now - local) // timedelta(minutes=1)
    days = (now.date() - local.date()).days
    if is_undated(local):
        return words().unknown
    if minutes < 1:
        return words().now
    if minutes < 60:
        return words().minutes.format(count=minutes)
    if days == 0:
        return clock(local)
    if days < 5:
        return words().short_weekdays[local.weekday()]

    return short_day(local) if local.year == now.year else day(local)


def distance(local: datetime, today: date) -> str:
    """How far back in days, weeks, months or years: "today", "13 days ago", "8 months ago"."""
    days = (today - local.date()).days
    if is_undated(local):
        return words().unknown
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")

    return _so_long_ago(days)


def _so_long_ago(days: int) -> str:
    """In the first unit of which there is more than one."""
    if days >= YEARS_FROM:
        return _counted(days // 365, ngettext("{count} year ago", "{count} years ago", days // 365))
    if days >= MONTHS_FROM:
        return _counted(days // 30, ngettext("{count} month ago", "{count} months ago", days // 30))
    if days >= WEEKS_FROM:
        return _counted(days // 7, ngettext("{count} week ago", "{count} weeks ago", days // 7))

    return _counted(days, ngettext("{count} day ago", "{count} days ago", days))


def _counted(count: int, words: str) -> str:
    return words.format(count=count)


def _with_year(local: date, months: tuple[str, ...], said: Words) -> str:
    return said.day.format(day=local.day, month=months[local.month - 1], year=local.year)


def words() -> Words:
    """Of the active language."""
    return _words(get_language())


@functools.cache
def _words(language: str) -> Words:
    """Of the active language, which is `language`. A page's eighty dates would look for each anew."""
    return Words(
        months=_texts(names.MONTHS.values()),
        short_months=tuple(name.title() for name in _texts(names.MONTHS_3.values())),
        weekdays=_texts(names.WEEKDAYS.values()),
        short_weekdays=_texts(names.WEEKDAYS_ABBR.values()),
        short_day=pgettext("a day, as 17 Nov", "{day} {month}"),
        day=pgettext("a day, as 17 November 2026", "{day} {month} {year}"),
        when=pgettext("a day and the time of day", "{date}, {time}"),
        now=pgettext("less than a minute ago", "now"),
        minutes=gettext("{count} min"),
        unknown=gettext("unknown date"),
    )


def _texts(lazy: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, lazy))


def english_day(local: date) -> str:
    return ENGLISH_UNKNOWN if is_undated(local) else f"{local.day} {english_month(local)}"


def english_month(local: date) -> str:
    return f"{ENGLISH_MONTHS[local.month - 1]} {local.year}"


def english_weekday(local: date) -> str:
    """ "Wednesday, 25 November 2026"."""
    return f"{ENGLISH_WEEKDAYS[local.weekday()]}, {english_day(local)}"
