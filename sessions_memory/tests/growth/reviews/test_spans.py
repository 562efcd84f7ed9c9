from datetime import date

import pytest

from sessions_memory.growth.reviews.spans import before, containing, due, next_end
from sessions_memory.growth.reviews.values import Days
from sessions_memory.states import ReviewSpan

WEEK, MONTH, YEAR = ReviewSpan


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (WEEK, date(2024, 2, 26), date(2024, 3, 3)),
        (MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_leap_day_lies_in_its_week_month_and_year(span: ReviewSpan, first: date, last: date) -> None:
    assert containing(span, date(2024, 2, 29)) == Days(span, first, last)


def test_the_span_before_is_whole() -> None:
    march = containing(MONTH, date(2024, 3, 31))
    assert before(march) == Days(MONTH, date(2024, 2, 1), date(2024, 2, 29))
    assert before(containing(WEEK, date(2024, 1, 1))).first == date(2023, 12, 25)


def test_after_years_whole_years_are_due_and_three_months_of_weeks() -> None:
    found = due(date(2023, 5, 1), date(2026, 11, 22))
    assert [one.first.year for one in found if one.span == YEAR] == [2025, 2024, 2023]
    months = [one.first for one in found if one.span == MONTH]
    assert months == [date(2026, 10, 1), date(2026, 9, 1), date(2026, 8, 1)]
    weeks = [one for one in found if one.span == WEEK]
    assert weeks[0].last == date(2026, 11, 15) and weeks[-1].first == date(2026, 7, 27)


def test_nothing_is_due_before_it_is_over() -> None:
    sunday = date(2026, 11, 22)
    assert due(date(2026, 11, 16), sunday) == []
    assert due(date(2026, 11, 16), date(2026, 11, 23)) == [Days(WEEK, date(2026, 11, 16), sunday)]


def test_the_next_end_is_the_nearest() -> None:
    assert next_end(date(2026, 11, 22)) == date(2026, 11, 23)
    assert next_end(date(2026, 11, 30)) == date(2026, 12, 1)
    assert next_end(date(2026, 12, 31)) == date(2027, 1, 1)
