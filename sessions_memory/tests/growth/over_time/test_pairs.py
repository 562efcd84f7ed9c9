import random
from datetime import date, timedelta

from sessions_memory.growth.over_time.pairs import goes_along
from sessions_memory.growth.over_time.values import Pair

# A Monday.
START = date(2025, 1, 6)
DAYS = [START + timedelta(days=number) for number in range(200)]


def by_chance(themes: int, share: float = 0.1) -> dict[int, set[date]]:
    rng = random.Random(1)
    return {theme: {day for day in DAYS if rng.random() < share} for theme in range(1, themes + 1)}


def test_themes_that_come_on_the_same_days_are_a_pair() -> None:
    together = set(DAYS[::9])
    days_of = {**by_chance(8), 30: together, 20: together | {DAYS[1]}}
    assert goes_along(days_of) == (Pair(20, 30, len(together)),)


def test_chance_makes_no_pair() -> None:
    assert goes_along(by_chance(12)) == ()


def test_days_on_which_everything_comes_make_no_pair() -> None:
    """Without the day's total every two of these would go along."""
    rng = random.Random(2)
    busy = {day: 0.6 if number % 10 == 0 else 0.05 for number, day in enumerate(DAYS)}
    assert goes_along({theme: [day for day in DAYS if rng.random() < busy[day]] for theme in range(12)}) == ()


def test_a_pair_that_keeps_to_a_weekday_says_which() -> None:
    thursdays = [day for day in DAYS if day.weekday() == 3][:15]
    (pair,) = goes_along({**by_chance(8), 20: thursdays, 30: thursdays})
    assert pair.weekday == 3


def test_a_little_oftener_than_by_chance_says_nothing() -> None:
    """However sure it is: of 2,000 days they have 400 together, by chance some 333."""
    rng = random.Random(1)
    days = [START + timedelta(days=number) for number in range(2_000)]
    others = {theme: rng.sample(days, 800) for theme in range(6)}
    rng.shuffle(days)
    assert goes_along({**others, 20: days[:900], 30: days[500:1240]}) == ()


def test_nothing_goes_along_with_little() -> None:
    assert goes_along({}) == goes_along({1: DAYS}) == goes_along({1: DAYS[:2], 2: DAYS[:2]}) == ()


def test_the_order_of_themes_and_days_does_not_matter() -> None:
    days_of = {**by_chance(8), 20: set(DAYS[::9]), 30: set(DAYS[::9])}
    turned = {theme: sorted(days, reverse=True) for theme, days in reversed(days_of.items())}
    assert goes_along(turned) == goes_along(days_of)
