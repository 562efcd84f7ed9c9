"""Times that files claim: none reaches a row that a page could not show."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sessions_memory.importers.mapping.times import EARLIEST, latest, moment, within_reach

MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        MAY.isoformat(),
        MAY.timestamp(),
        MAY.timestamp() * 1e3,
        MAY.timestamp() * 1e6,
        MAY.timestamp() * 1e9,
        {"$date": MAY.isoformat()},
    ],
)
def test_a_plausible_time_is_read_in_each_way_of_writing(value: Any) -> None:
    assert moment(value) == within_reach(value) == MAY


@pytest.mark.parametrize(
    "value",
    [
        *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1989-12-31T23:59:59Z", "1970-01-01", 1, 86_400.5),
        *("9999-12-31T23:59:59.999999-12:00", "9999-12-31T23:59:59Z", "2999-01-01T00:00:00+00:00"),
        4_000_000_000,
    ],
)
def test_a_time_before_1990_or_after_tomorrow_is_not_known(value: Any) -> None:
    near = within_reach(value)
    assert moment(value) is None
    assert near and EARLIEST <= near <= latest()


@pytest.mark.parametrize(
    "value", [None, True, "", "soon", "12" * 5_000, [], {}, {"$date": {"$date": 5}}, float("nan"), 10**400]
)
def test_what_is_no_time_stays_none(value: Any) -> None:
    assert moment(value) is within_reach(value) is None


def test_the_day_after_tomorrow_is_too_late() -> None:
    assert moment((datetime.now(UTC) + timedelta(days=2)).isoformat()) is None
    assert moment((datetime.now(UTC) + timedelta(hours=23)).isoformat()) is not None
