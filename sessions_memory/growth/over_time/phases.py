"""When a theme came up, stayed and went quiet. Pure.

Two states, in one of which the theme has a larger share of all that is talked about than in the other, and a price
for each change between them, so that a single day makes no phase. What they explain must be more than in 95 % of
shuffles of the days: on chance alone the states find something in nearly every theme.

Source of the states: Kleinberg, "Bursty and hierarchical structure in streams", 2002.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from math import log, log2

import numpy as np

from sessions_memory.growth.over_time.chance import bits
from sessions_memory.growth.over_time.values import Phase, PhaseKind
from sessions_memory.recall.index.packing import Array

# In the one state so many times as much as over all, in the other so many times less; the best two are taken.
STATES = ((1.6, 1.6), (2.0, 3.0), (3.0, 3.0))
# Gains are whole numbers, so that sums and ties are the same on every machine: so many are one of the logarithm.
STEPS = 1_000_000
CHANGE = 4 * STEPS
# A day with many interactions says more than one with few, but not as many times more: so much for each doubling.
DOUBLING = 100
SHUFFLES = 399
# So many shuffles may explain as much: 4 % of them and what was found itself.
AS_GOOD_MOST = 16
# Active days are taken together to at most so many steps of time.
STEPS_OF_TIME = 60
DAYS_LEAST = 5
ACTIVE_DAYS_LEAST = 15
# What goes on for longer has come up, and then stayed.
COMING_UP = timedelta(days=60)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Calendar:
    """The person's active days in order. `weights`: what each says; `orders`: the days as they are, then shuffled."""

    weights: Array
    orders: Array
    # Where each step of time begins.
    starts: Array


def phases_of(days: Mapping[date, int], all_days: Mapping[date, int]) -> tuple[Phase, ...]:
    """Oldest first; empty unless they explain more than 95 % of shuffles do.

    `days`: how many interactions the theme has on each of its days; `all_days`: how many the person has.
    """
    active = sorted(day for day, count in all_days.items() if count > 0)
    own = {day for day in active if days.get(day, 0) > 0}
    if len(own) < DAYS_LEAST or len(active) < ACTIVE_DAYS_LEAST:
        return ()
    calendar = _calendar(tuple(all_days[day] for day in active))
    states = _states(_shares(days, all_days, active, calendar), calendar)
    return tuple(_phases(states, active, own))


# The themes of a person come one after the other, and all have the same days.
@lru_cache(maxsize=2)
def _calendar(counts: tuple[int, ...]) -> _Calendar:
    size = len(counts)
    weights = np.array([round(DOUBLING * log2(1 + count)) for count in counts], np.int64)
    shuffled = np.argsort(bits().random_raw((SHUFFLES, size)), axis=1, kind="stable")
    steps = min(STEPS_OF_TIME, size)
    return _Calendar(weights, np.vstack([np.arange(size), shuffled]), np.arange(steps) * size // steps)


def _shares(days: Mapping[date, int], all_days: Mapping[date, int], active: list[date], calendar: _Calendar) -> Array:
    """What each day says for the theme: its part of the day's weight."""
    own = np.array([min(days.get(day, 0), all_days[day]) for day in active], np.int64)
    return own * calendar.weights // np.array([all_days[day] for day in active], np.int64)


def _states(own: Array, calendar: _Calendar) -> list[bool]:
    """For each active day whether the theme is in its upper state; empty if shuffles explain as much."""
    of_theme, of_all = (
        np.add.reduceat(each[calendar.orders], calendar.starts, axis=1) for each in (own, calendar.weights)
    )
    ways = [_explained(of_theme, of_all, more, less) for more, less in STATES]
    best = max(ways, key=lambda way: int(way[0][0]))

    gains = np.max([gain for gain, _ in ways], axis=0)
    if gains[0] <= 0 or int((gains[1:] >= gains[0]).sum()) + 1 > AS_GOOD_MOST:
        return []
    sizes = np.diff([*calendar.starts.tolist(), len(own)])
    states: list[bool] = np.repeat(best[1], sizes).tolist()
    return states


def _explained(own: Array, whole: Array, more: float, less: float) -> tuple[Array, Array]:
    """What two states explain of each row beyond one state; and which of them the first row is in at each step."""
    share = own[0].sum() / whole[0].sum()
    lower = _gain(own, whole, share, share / less)
    upper = _gain(own, whole, share, min(0.95, share * more))
    down, up = lower[:, 0], upper[:, 0]
    came_down, came_up = [], []

    for step in range(1, own.shape[1]):
        is_down, is_up = up - CHANGE > down, down - CHANGE > up
        came_down.append(bool(is_down[0]))
        came_up.append(bool(is_up[0]))
        down, up = (
            np.where(is_down, up - CHANGE, down) + lower[:, step],
            np.where(is_up, down - CHANGE, up) + upper[:, step],
        )
    return np.maximum(down, up), _way_back(came_down, came_up, is_up=bool(up[0] > down[0]))


def _gain(own: Array, whole: Array, share: float, other: float) -> Array:
    """How much better another share explains each step than the usual one, in the logarithm of its probability."""
    with_it = round(STEPS / DOUBLING * log(other / share))
    without = round(STEPS / DOUBLING * log((1 - other) / (1 - share)))
    gain: Array = own * with_it + (whole - own) * without
    return gain


def _way_back(came_down: list[bool], came_up: list[bool], *, is_up: bool) -> Array:
    states = [is_up]
    for is_from_above, is_from_below in zip(reversed(came_down), reversed(came_up), strict=True):
        has_changed = is_from_below if is_up else is_from_above
        is_up = is_up != has_changed
        states.append(is_up)
    return np.array(states[::-1])


def _phases(states: list[bool], active: list[date], own: set[date]) -> Iterator[Phase]:
    """Upper runs reach from the theme's first day in them to its last; what follows is quiet."""
    has_come = False
    for is_up, run in groupby(zip(active, states, strict=False), key=lambda each: each[1]):
        days = [day for day, _ in run]
        inside = [day for day in days if day in own]
        if is_up and inside:
            yield from _upper(inside, is_first=days[0] == active[0])
            has_come = True
            quiet_from = inside[-1] + ONE_DAY
        elif has_come and not is_up:
            yield Phase(PhaseKind.WENT_QUIET, quiet_from, days[-1])


def _upper(days: Sequence[date], *, is_first: bool) -> Iterator[Phase]:
    """What was there from the first day on has only stayed, as far as anybody knows."""
    if is_first:
        yield Phase(PhaseKind.STAYED, days[0], days[-1])
        return
    coming = [day for day in days if day - days[0] < COMING_UP]
    yield Phase(PhaseKind.CAME_UP, coming[0], coming[-1])
    if staying := days[len(coming) :]:
        yield Phase(PhaseKind.STAYED, staying[0], staying[-1])
