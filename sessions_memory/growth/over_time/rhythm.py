"""Themes that keep to a weekday. Pure.

What chance would do is drawn from the person's own active days: who only writes at weekends has no theme "on
Saturdays".
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from sessions_memory.growth.over_time.chance import at_least, remaining
from sessions_memory.growth.over_time.values import Rhythm

# Of what is shown, so much may be chance.
FALSE_SHARE = 0.01
# Fewer days are no habit, whatever chance says.
DAYS_LEAST = 4
# Of the theme's days; less may be no chance, but nobody would call it a rhythm.
SHARE_LEAST = 0.3
WEEKDAYS = 7


def rhythms(days_of: Mapping[int, Collection[date]], active_days: Collection[date]) -> dict[int, Rhythm]:
    """For each theme that has one: its weekday. `active_days`: all on which the person wrote of anything."""
    active = set(active_days).union(*days_of.values())
    of_weekday = Counter(day.weekday() for day in active)
    looked_at = [(theme, _on(weekday, days)) for theme, days in sorted(days_of.items()) for weekday in range(WEEKDAYS)]

    chances = [_chance(found, of_weekday[found.weekday], len(active)) for _, found in looked_at]
    kept = [looked_at[at] for at in remaining(chances, FALSE_SHARE)]
    # Of two weekdays the one with more days, of equals the earlier one.
    return dict(sorted(kept, key=lambda each: (each[1].days, -each[1].weekday)))


def weekday_of(days: Collection[date], active_days: Collection[date], most: float) -> int | None:
    """The weekday to which `days` keep, if chance would let them with a probability of at most `most`."""
    of_weekday = Counter(day.weekday() for day in active_days)
    found = max((_on(weekday, days) for weekday in range(WEEKDAYS)), key=lambda each: (each.days, -each.weekday))
    chance = _chance(found, of_weekday[found.weekday], len(active_days))
    return found.weekday if WEEKDAYS * chance <= most else None


def _on(weekday: int, days: Collection[date]) -> Rhythm:
    own = set(days)
    return Rhythm(weekday, sum(day.weekday() == weekday for day in own), len(own))


def _chance(found: Rhythm, marked: int, whole: int) -> float:
    is_habit = found.days >= DAYS_LEAST and found.days >= SHARE_LEAST * found.of_days
    return at_least(found.days, found.of_days, marked, whole) if is_habit else 1.0
