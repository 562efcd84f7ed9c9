"""Points in time, in each of the ways that exports write them."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

# No chat is older, and some tools write the year 1 or 9999 for "not known": a page could not even show that in
# another time zone. A clock elsewhere may be a day ahead.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
YEAR_2100 = 4_102_444_800
MILLISECOND = 1e-3
MICROSECOND = 1e-6
NANOSECOND = 1e-9
# The year 2100 in nanoseconds is a little less than half of it.
NUMBER_MAX = 1e19
WRITTEN_MAX_CHARS = 64


def moment(value: Any) -> datetime | None:
    """Seconds since 1970, or thousandths, millionths or billionths of one, or ISO text; None for no time since 1990.

    Tools that save an export again write milliseconds, others count nanoseconds: a date after 2100 is one of those.
    """
    time = _read(value)
    return time if time and EARLIEST <= time <= latest() else None


def within_reach(value: Any) -> datetime | None:
    """Like `moment`, but a time that is too early or too late becomes the nearest that is allowed."""
    time = _read(value)
    return min(max(time, EARLIEST), latest()) if time else None


def latest() -> datetime:
    return datetime.now(UTC) + AHEAD


def _read(value: Any) -> datetime | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value)) if abs(value) < NUMBER_MAX else None
    if isinstance(value, str):
        return _written(value.strip()) if len(value) <= WRITTEN_MAX_CHARS else None
    if isinstance(value, dict):  # MongoDB's way
        inner = value.get("$date")
        return _read(inner.get("$numberLong") if isinstance(inner, dict) else inner)

    return None


def _since_1970(seconds: float) -> datetime | None:
    for unit in (1, MILLISECOND, MICROSECOND, NANOSECOND):
        if math.isfinite(seconds) and 0 < seconds * unit < YEAR_2100:
            return datetime.fromtimestamp(round(seconds * unit, 6), UTC)

    return None


def _written(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None

    if time:
        return _in_utc(time)

    try:
        return _since_1970(float(text))
    except ValueError:
        return None


def _in_utc(time: datetime) -> datetime:
    # A time without a zone is taken for UTC, as everywhere in these exports.
    if time.tzinfo is None:
        return time.replace(tzinfo=UTC)

    try:
        return time.astimezone(UTC)
    except OverflowError:
        # An hour beyond the first or the last year there is.
        return time.replace(tzinfo=UTC)
