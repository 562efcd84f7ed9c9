"""Points in time, in each of the ways that exports write them."""

import math
from datetime import UTC, datetime
from typing import Any

YEAR_2100 = 4_102_444_800
MILLISECOND = 1e-3
MICROSECOND = 1e-6


def moment(value: Any) -> datetime | None:
    """Seconds, milliseconds or microseconds since 1970, or ISO text; None for whatever is no time.

    Tools that save an export again write milliseconds: a date after 2100 is one of those.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value)) if abs(value) < 1e18 else None
    if isinstance(value, str):
        return _written(value.strip())
    if isinstance(value, dict):  # MongoDB's way
        return moment(value.get("$date", value.get("$numberLong")))

    return None


def _since_1970(seconds: float) -> datetime | None:
    for unit in (1, MILLISECOND, MICROSECOND):
        if math.isfinite(seconds) and 0 < seconds * unit < YEAR_2100:
            return datetime.fromtimestamp(round(seconds * unit, 6), UTC)

    return None


def _written(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
        # Without a zone it is taken for UTC, as everywhere in these exports.
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass

    try:
        return _since_1970(float(text))
    except ValueError:
        return None
