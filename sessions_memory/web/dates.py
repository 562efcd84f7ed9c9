"""How a moment is written. Each is given in the time zone in which it is shown; `now` and `today` too."""

from datetime import UTC, date, datetime, timedelta

# What was brought in without any date is kept under this one, behind all else; no chat is as old.
UNDATED = datetime(1990, 1, 1, tzinfo=UTC)
DATED_FROM = UNDATED + timedelta(days=1)

# `strftime` took longer for a page's eighty times than reading its rows.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The first that fits at least this many days names the distance: its word and its days.
UNITS = ((730, "year", 365), (60, "month", 30), (14, "week", 7), (2, "day", 1))


# In any time zone, the day that stands for none.
UNDATED_DAYS = frozenset(UNDATED.date() + timedelta(days=days) for days in (-1, 0, 1))
UNKNOWN = "unknown date"


def is_undated(local: date) -> bool:
    return local.year <= UNDATED.year and date(local.year, local.month, local.day) in UNDATED_DAYS


def day_after(last: date) -> date:
    """Where a span ends that `last` is part of. The last day that there is has none after it."""
    return last + timedelta(days=1) if last < date.max else last


def clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


def short_day(local: date) -> str:
    return f"{local.day} {_month(local)[:3]}"


def day(local: date) -> str:
    return UNKNOWN if is_undated(local) else f"{short_day(local)} {local.year}"


def long_day(local: date) -> str:
    return UNKNOWN if is_undated(local) else f"{local.day} {_month(local)} {local.year}"


def long_month(local: date) -> str:
    return f"{_month(local)} {local.year}"


def when(local: datetime) -> str:
    return UNKNOWN if is_undated(local) else f"{long_day(local)}, {clock(local)}"


def ago(local: datetime, now: datetime) -> str:
    """The shortest form a list has room for: "now", "4 min", "14:05", "Fri", "17 Nov", "2 May 2024"."""
    minutes = (now - local) // timedelta(minutes=1)
    days = (now.date() - local.date()).days
    if is_undated(local):
        return UNKNOWN
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if days == 0:
        return clock(local)
    if days < 5:
        return f"{local:%a}"

    return short_day(local) if local.year == now.year else day(local)


def distance(local: datetime, today: date) -> str:
    """How far back in days, weeks, months or years: "today", "13 days ago", "8 months ago"."""
    days = (today - local.date()).days
    if is_undated(local):
        return UNKNOWN
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"

    unit, length = next((unit, length) for least, unit, length in UNITS if days >= least)
    return f"{days // length} {unit}s ago"


def _month(local: date) -> str:
    return MONTHS[local.month - 1]
