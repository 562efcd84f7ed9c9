import random
from datetime import date, timedelta

from sessions_memory.growth.over_time.rhythm import rhythms
from sessions_memory.growth.over_time.values import Rhythm

# A Monday.
START = date(2025, 1, 6)
DAYS = [START + timedelta(days=number) for number in range(210)]
SUNDAYS = [day for day in DAYS if day.weekday() == 6]


def test_a_theme_keeps_to_its_weekday() -> None:
    days_of = {7: [*SUNDAYS[:12], DAYS[1], DAYS[9]], 8: DAYS[::8]}
    assert rhythms(days_of, DAYS) == {7: Rhythm(weekday=6, days=12, of_days=14)}


def test_who_writes_on_sundays_only_has_no_theme_on_sundays() -> None:
    assert rhythms({7: SUNDAYS[:12]}, SUNDAYS) == {}


def test_chance_makes_no_rhythm() -> None:
    rng = random.Random(9)
    assert rhythms({theme: rng.sample(DAYS, 10) for theme in range(60)}, DAYS) == {}


def test_a_few_days_are_no_rhythm() -> None:
    assert rhythms({7: SUNDAYS[:3]}, DAYS) == rhythms({}, DAYS) == rhythms({7: []}, []) == {}


def test_the_stronger_of_two_weekdays_is_shown() -> None:
    mondays = [day for day in DAYS if day.weekday() == 0]
    assert rhythms({7: [*SUNDAYS[:20], *mondays[:12]]}, DAYS)[7].weekday == 6
