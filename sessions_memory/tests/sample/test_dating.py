"""The days of the sample history, laid so that its year ends on the day that it is loaded."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sessions_memory.sample.dating import as_file


def conversations(today: date) -> list[dict[str, Any]]:
    return [json.loads(line) for line in as_file(today, ZoneInfo("Europe/Berlin")).splitlines()]


@pytest.mark.parametrize("today", [date(2027, 3, 1), date(2028, 2, 29), date(2028, 12, 31), date(2026, 10, 25)])
def test_the_year_begins_on_this_day_a_year_ago_and_ends_before_today(today: date) -> None:
    times = [datetime.fromisoformat(turn["asked_at"]) for one in conversations(today) for turn in one["turns"]]
    assert times == sorted(times) and len(times) >= 60
    assert (times[0].month, times[0].day) == (today.month, min(today.day, 28) if today.month == 2 else today.day)
    assert times[0].year == today.year - 1 and times[0].utcoffset() is not None
    assert timedelta() < datetime(today.year, today.month, today.day, tzinfo=UTC) - times[-1] < timedelta(days=10)


def test_no_word_of_it_names_a_month_or_a_season_that_its_day_may_not_have() -> None:
    words = as_file(date(2027, 3, 1), ZoneInfo("UTC")).decode().lower()
    assert not [one for one in ("winter", "summer", "autumn", "january", "july", "sunday", "monday") if one in words]
