from datetime import UTC, datetime, timedelta, timezone

import pytest

from sessions_memory.web import dates

NOW = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=-30), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=4), "4 min"),
        (timedelta(minutes=60), "13:30"),
        (timedelta(days=1), "Tue"),
        (timedelta(days=4), "Sat"),
        (timedelta(days=5), "20 Nov"),
        (timedelta(days=400), "21 Oct 2025"),
    ],
)
def test_ago(before: timedelta, words: str) -> None:
    assert dates.ago(NOW - before, NOW) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_distance(days: int, words: str) -> None:
    assert dates.distance(NOW - timedelta(days=days), NOW.date()) == words


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_has_its_name(month: int) -> None:
    one = datetime(2026, month, 7, 9, 5, tzinfo=UTC)
    assert dates.when(one) == f"7 {one:%B %Y}, 09:05"
    assert dates.short_day(one) == f"7 {one:%b}"


def test_a_day_and_a_minute() -> None:
    assert dates.day(NOW) == "25 Nov 2026" and dates.long_day(NOW) == "25 November 2026"
    assert dates.when(NOW) == "25 November 2026, 14:30"


@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_what_has_no_date_is_written_so_in_every_zone(hours: int) -> None:
    local = dates.UNDATED.astimezone(timezone(timedelta(hours=hours)))
    written = [dates.day(local), dates.long_day(local), dates.when(local)]
    written += [dates.ago(local, NOW), dates.distance(local, NOW.date())]
    assert set(written) == {"unknown date"}
    assert dates.day(local + timedelta(days=3)) != "unknown date"
