"""Where days, weeks and months stand in the drawings, and how dark or high they are."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sessions_memory.pages.growth.drawings.bars import WEEK, Columns, bars_of, months_between, weeks_between
from sessions_memory.pages.growth.drawings.calendar import calendar_of, darkest, label_place, level, month_names
from sessions_memory.pages.growth.drawings.months import chart_of, days_of, key_in_words, small_bars
from sessions_memory.pages.growth.drawings.phases import phases_in_words
from sessions_memory.pages.growth.drawings.spans import ALL, QUARTER, YEAR, span_of

WEDNESDAY = date(2026, 3, 18)


def test_a_span_begins_on_a_monday_and_ends_today() -> None:
    quarter, year, everything = (span_of(name, WEDNESDAY) for name in (QUARTER, "nonsense", ALL))
    assert (quarter.first, quarter.last) == (date(2025, 12, 22), WEDNESDAY)
    assert (year.name, year.first, everything.first) == (YEAR, date(2025, 3, 17), None)


def test_each_day_stands_in_its_week_and_weekday() -> None:
    first = date(2026, 3, 2)
    calendar = calendar_of({date(2026, 3, 11): 3}, first, WEDNESDAY)
    assert len(calendar.cells) == 17
    asked = [cell for cell in calendar.cells if cell.is_active]
    assert [(cell.x, cell.y, cell.label) for cell in asked] == [(15, 50, "Wednesday, 11 March 2026: 3 questions")]
    assert asked[0].url.endswith("?by=questions&since=2026-03-11&until=2026-03-11")
    assert calendar.cells[0].label == "Monday, 2 March 2026: no question"


def test_the_darkest_are_few_and_one_question_is_seen() -> None:
    assert darkest([]) == darkest([1, 1, 2]) == 4
    assert darkest([1] * 95 + [90] * 5) == 4
    assert [level(count, 6) for count in range(8)] == [0, 1, 1, 2, 2, 3, 4, 4]
    assert [level(count, 4) for count in range(5)] == [0, 1, 2, 3, 4]


def test_months_are_named_where_there_is_room() -> None:
    weeks = weeks_between(date(2025, 12, 22), WEDNESDAY)
    assert [(name.text, name.x // 15) for name in month_names(weeks)] == [("Jan", 2), ("Feb", 6), ("Mar", 10)]


def test_a_label_is_cut_off_at_no_end() -> None:
    assert [label_place(column, 53)[1] for column in (0, 26, 52)] == ["start", "middle", "end"]


def test_a_bar_has_a_part_for_each_source_and_says_all_of_them() -> None:
    weeks = [date(2026, 3, 9), date(2026, 3, 16)]
    counts = Counter({(weeks[0], "chat"): 6, (weeks[0], "claude"): 2, (weeks[1], "claude"): 1})
    bars = bars_of(counts, ["chat", "claude"], Columns(weeks, WEEK, 15, 134))
    assert [(part.x, part.height, part.shade) for part in bars.parts] == [
        (0, 33, "shade-1"),
        (0, 11, "shade-2"),
        (15, 5, "shade-2"),
    ]
    assert [bar.label for bar in bars.bars] == [
        "Week of 9 Mar 2026: This vault 6, Claude 2",
        "Week of 16 Mar 2026: 1 question",
    ]
    assert bars.bars[0].url.endswith("&since=2026-03-09&until=2026-03-15")


def test_months_go_over_the_turn_of_the_year() -> None:
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)
    ]  # fmt: skip


def test_a_small_chart_shows_twelve_months_up_to_now() -> None:
    small = small_bars({"2026-03": 4, "2025-05": 2, "2024-01": 99}, WEDNESDAY)
    assert small.path.count("M") == 11 and small.path.startswith("M0 28v-0.0")
    assert "M8 28v-12.5a" in small.path and small.now.startswith("M88 28v-26.5a")
    assert small.label == "Questions a month, April 2025 to March 2026: 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4"


def test_a_theme_s_chart_begins_with_its_first_month_and_has_even_gridlines() -> None:
    chart = chart_of({"2024-12": 7, "2026-03": 3}, WEDNESDAY, "2026-03")
    assert [mark.count for mark in chart.marks] == [8, 4, 0]
    assert (chart.bars[0].key, chart.bars[-1].key, len(chart.bars)) == ("2024-12", "2026-03", 16)
    assert chart.bars[0].label == "December 2024: 7 questions"
    assert (chart.bars[1].name, chart.bars[1].year) == ("Jan", "2025")
    assert [bar.key for bar in chart.bars if bar.is_chosen] == ["2026-03"]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)


def test_a_long_story_has_a_bar_a_year() -> None:
    chart = chart_of({"2009-12": 7, "2009-11": 1, "2026-03": 3}, WEDNESDAY)
    assert (chart.unit, len(chart.bars), chart.bars[0].count) == ("year", 18, 8)
    assert chart_of({}, WEDNESDAY).bars[-1].label == "March 2026: 0 questions"


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-00", "0000", "9999", "26-03", "2026-3", "२०२६", "2026-03-01", "x"]
)
def test_what_is_no_bar_s_key_names_no_days(key: str) -> None:
    assert days_of(key) is None


def test_a_bar_s_days_are_all_of_its_month_or_year() -> None:
    assert days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert days_of("2025-12") == (date(2025, 12, 1), date(2025, 12, 31))
    assert days_of("2025") == (date(2025, 1, 1), date(2025, 12, 31))
    assert (key_in_words("2024-02"), key_in_words("2025")) == ("February 2024", "2025")


def test_phases_are_told_in_words() -> None:
    last = (WEDNESDAY - timedelta(days=1)).isoformat()
    told = [("came_up", "2025-04-12", "2025-05-01"), ("stayed", "2025-06-01", "2025-09-30"), ("unknown", last, last)]
    assert phases_in_words(told, WEDNESDAY) == ["Came up in April 2025.", "Stayed until September 2025."]
    assert phases_in_words([("stayed", "2025-12-01", last)], WEDNESDAY) == ["Stayed until now."]
    assert phases_in_words([("went_quiet", "2024-12-01", "2025-01-31")], WEDNESDAY) == [
        "Quiet from December 2024 to January 2025."
    ]


def test_what_was_there_before_comes_back() -> None:
    phases = [("came_up", "2025-04-12", "2025-05-01"), ("came_up", "2025-11-01", "2025-11-20")]
    came = phases_in_words(phases, WEDNESDAY, date(2025, 4, 1))
    assert came == ["Came up in April 2025.", "Came back in November 2025."]
    assert phases_in_words(phases[:1], WEDNESDAY, date(2024, 1, 1)) == ["Came back in April 2025."]


def test_where_there_is_little_room_every_other_month_is_named_and_january_always() -> None:
    bars = chart_of({"2025-03": 1}, WEDNESDAY).bars
    assert [bar.key[-2:] for bar in bars if not bar.is_between] == ["03", "05", "07", "09", "11", "01", "03"]
    assert not any(bar.is_between for bar in chart_of({"2009-12": 7}, WEDNESDAY).bars)
