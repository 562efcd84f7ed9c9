import random
from collections.abc import Iterable
from datetime import date, timedelta

from sessions_memory.growth.over_time.phases import phases_of
from sessions_memory.growth.over_time.values import PhaseKind

START = date(2025, 1, 1)
ALL_DAYS = {START + timedelta(days=number): 2 + number % 3 for number in range(300)}


def on(numbers: Iterable[int]) -> dict[date, int]:
    return {START + timedelta(days=number): 1 for number in numbers}


def test_a_theme_comes_up_stays_and_goes_quiet() -> None:
    came_up, stayed, quiet = phases_of(on(range(100, 200, 2)), ALL_DAYS)

    assert (came_up.kind, stayed.kind, quiet.kind) == tuple(PhaseKind)
    assert came_up.first_day == START + timedelta(days=100) and stayed.last_day == START + timedelta(days=198)
    assert came_up.last_day < stayed.first_day
    assert (quiet.first_day, quiet.last_day) == (START + timedelta(days=199), START + timedelta(days=299))


def test_what_was_there_from_the_first_day_has_not_come_up() -> None:
    kinds = [phase.kind for phase in phases_of(on(range(0, 90, 2)), ALL_DAYS)]
    assert kinds == [PhaseKind.STAYED, PhaseKind.WENT_QUIET]


def test_what_has_come_up_lately_is_not_quiet() -> None:
    kinds = [phase.kind for phase in phases_of(on(range(270, 300, 2)), ALL_DAYS)]
    assert kinds == [PhaseKind.CAME_UP]


def test_a_theme_that_comes_evenly_has_no_phase() -> None:
    assert phases_of(on(range(0, 300, 7)), ALL_DAYS) == ()


def test_what_chance_does_is_seldom_a_phase() -> None:
    rng = random.Random(1)
    all_days = {day: rng.randint(1, 30) for day in ALL_DAYS}
    by_chance = [{day: all_days[day] for day in rng.sample(list(ALL_DAYS), 12)} for _ in range(40)]
    assert sum(bool(phases_of(days, all_days)) for days in by_chance) <= 4


def test_more_of_everything_is_no_phase() -> None:
    """The person wrote ten times as much in spring, and of this as of all else."""
    rng = random.Random(1)
    busy = {day: 20 if 100 <= number < 160 else 2 for number, day in enumerate(ALL_DAYS)}
    days = {day: sum(rng.random() < 0.2 for _ in range(count)) for day, count in busy.items()}
    assert phases_of(days, busy) == ()


def test_few_days_tell_nothing() -> None:
    assert phases_of(on(range(100, 104)), ALL_DAYS) == ()
    assert phases_of({}, {}) == ()
    assert phases_of(on(range(5)), on(range(10))) == ()


def test_the_same_days_in_another_order_give_the_same() -> None:
    days = on(range(100, 200, 2))
    shuffled = dict(reversed(days.items()))
    assert phases_of(shuffled, dict(reversed(ALL_DAYS.items()))) == phases_of(days, ALL_DAYS)
