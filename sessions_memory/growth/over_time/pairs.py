"""Themes that come on the same days oftener than chance would have them. Pure.

Chance keeps how many days each theme has and how many themes each day has: on a day on which much was talked about,
everything goes along with everything. Its mean and its spread come from shuffles that trade days between two themes.

Source of the trades: Strona et al., "A fast and unbiased procedure to randomize ecological binary matrices with fixed
row and column totals", 2014.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from sessions_memory.growth.over_time.chance import bits, remaining
from sessions_memory.growth.over_time.rhythm import weekday_of
from sessions_memory.growth.over_time.values import Pair
from sessions_memory.recall.index.packing import Array

# Of what is shown, so much may be chance.
FALSE_SHARE = 0.02
DAYS_LEAST = 3
# So many times as often as by chance; less may be no chance, but says nothing to anybody.
TIMES_LEAST = 1.3
# Themes with the most days: each is looked at with each.
THEMES_MAX = 200
SHUFFLES = 300
# After so many rounds of trades nothing is left of the order in which they began.
ROUNDS_BEFORE = 20
# Terms of a tail; those after them are nothing beside the first.
TERMS_MAX = 100
WEEKDAY_CHANCE = 0.01


@dataclass(frozen=True)
class _Calendar:
    """`comes`: a row a theme, a column a day on which any theme comes; whether it does."""

    themes: list[int]
    days: list[date]
    comes: Array


def goes_along(days_of: Mapping[int, Collection[date]]) -> tuple[Pair, ...]:
    """In the order of theme ids."""
    calendar = _calendar(days_of)
    if len(calendar.themes) < 2:
        return ()
    together = _together(calendar.comes)
    mean, spread = _by_chance(calendar.comes)
    pairs = list(combinations(range(len(calendar.themes)), 2))

    chances = [_chance(int(together[pair]), float(mean[pair]), float(spread[pair])) for pair in pairs]
    return tuple(_pair(calendar, *pairs[at]) for at in remaining(chances, FALSE_SHARE))


def _calendar(days_of: Mapping[int, Collection[date]]) -> _Calendar:
    own = {theme: set(days) for theme, days in days_of.items()}
    enough = [theme for theme in own if len(own[theme]) >= DAYS_LEAST]
    themes = sorted(sorted(enough, key=lambda theme: (-len(own[theme]), theme))[:THEMES_MAX])
    days = sorted(set().union(*(own[theme] for theme in themes)))

    number_of = {day: number for number, day in enumerate(days)}
    comes = np.zeros((len(themes), len(days)), bool)
    for row, theme in enumerate(themes):
        comes[row, [number_of[day] for day in own[theme]]] = True
    return _Calendar(themes, days, comes)


def _together(comes: Array) -> Array:
    """For each two rows, on how many days both come. Whole numbers, which floats of that size hold exactly."""
    counted = comes.astype(np.float32)
    together: Array = np.rint(counted @ counted.T).astype(np.int64)
    return together


def _by_chance(comes: Array) -> tuple[Array, Array]:
    """Mean and variance, over the shuffles, of the days on which each two come together."""
    total = np.zeros((len(comes), len(comes)), np.int64)
    squares = total.copy()
    for shuffled in _shuffled(comes):
        together = _together(shuffled)
        total += together
        squares += together**2

    mean = total / SHUFFLES
    return mean, squares / SHUFFLES - mean**2


def _shuffled(comes: Array) -> Iterator[Array]:
    comes = comes.copy()
    random = bits()
    for number in range(ROUNDS_BEFORE + SHUFFLES):
        _trade(comes, random)
        if number >= ROUNDS_BEFORE:
            yield comes


def _trade(comes: Array, random: np.random.PCG64) -> None:
    """Rows meet two by two; the days that only one of both has are dealt out anew, to each as many as it had."""
    rows = np.argsort(random.random_raw(len(comes)), kind="stable")
    half = len(rows) // 2
    one, other = comes[rows[:half]], comes[rows[half : 2 * half]]
    differ = one ^ other
    pair, day = np.nonzero(differ)
    dealt = np.lexsort((random.random_raw(len(pair)), pair))
    rank = np.arange(len(pair)) - np.searchsorted(pair, np.arange(half))[pair]

    is_first = rank < (one & differ).sum(axis=1)[pair]
    one[pair[dealt], day[dealt]] = is_first
    other[pair[dealt], day[dealt]] = ~is_first
    comes[rows[:half]], comes[rows[half : 2 * half]] = one, other


def _chance(together: int, mean: float, spread: float) -> float:
    """How probable so many days or more are: the tail of a binomial distribution with this mean and variance."""
    if together < DAYS_LEAST or together <= TIMES_LEAST * mean:
        return 1.0
    if spread <= 0:
        # No shuffle was like this one, and nothing is known but that.
        return 1 / SHUFFLES
    share = min(max(1 - spread / mean, 1e-6), 0.99)
    trials = max(round(mean / share), together)
    return _tail(together, trials, min(mean / trials, 0.99))


def _tail(least: int, trials: int, share: float) -> float:
    log = (
        math.lgamma(trials + 1)
        - math.lgamma(least + 1)
        - math.lgamma(trials - least + 1)
        + least * math.log(share)
        + (trials - least) * math.log1p(-share)
    )
    term, tail = math.exp(log), 0.0
    for number in range(least, min(trials, least + TERMS_MAX) + 1):
        tail += term
        term *= (trials - number) / (number + 1) * share / (1 - share)
    return tail


def _pair(calendar: _Calendar, one: int, other: int) -> Pair:
    both = np.flatnonzero(calendar.comes[one] & calendar.comes[other])
    days = [calendar.days[number] for number in both.tolist()]
    weekday = weekday_of(days, calendar.days, WEEKDAY_CHANCE)
    return Pair(calendar.themes[one], calendar.themes[other], len(days), weekday)
