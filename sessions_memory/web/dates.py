"""How a moment is written. Each is given in the time zone in which it is shown; `now` and `today` too."""

from datetime import date, datetime, timedelta

# `strftime` took longer for a page's eighty times than reading its rows.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The first that fits at least this many days names the distance: its word and its days.
UNITS = ((730, "year", 365), (60, "month", 30), (14, "week", 7), (2, "day", 1))


def clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


def short_day(local: date) -> str:
    return f"{local.day} {_month(local)[:3]}"


def day(local: date) -> str:
    return f"{short_day(local)} {local.year}"


def long_day(local: date) -> str:
    return f"{local.day} {_month(local)} {local.year}"


def long_month(local: date) -> str:
    return f"{_month(local)} {local.year}"


def when(local: datetime) -> str:
    return f"{long_day(local)}, {clock(local)}"


def ago(local: datetime, now: datetime) -> str:
    """The shortest form a list has room for: "now", "4 min", "14:05", "Fri", "17 Nov", "2 May 2024"."""
    minutes = (now - local) // timedelta(minutes=1)
    days = (now.date() - local.date()).days
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
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"

    unit, length = next((unit, length) for least, unit, length in UNITS if days >= least)
    return f"{days // length} {unit}s ago"


def _month(local: date) -> str:
    return MONTHS[local.month - 1]
