"""People of whom only days are known: which themes came on which, with or without something planted. Pure; seeded.

A year and a half with lulls, weekdays that somebody likes more and less, one to six subjects a day, themes that come
often and seldom, and talk about nothing that comes back.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

START = date(2024, 1, 1)
DAYS = 540
THEMES = 12
ACTIVE = 0.5
# Another subject on the same day, and another interaction about the same one.
ANOTHER_SUBJECT, SUBJECTS_MAX = 0.5, 6
ANOTHER_TURN, TURNS_MAX = 0.6, 9
# What comes back is so much of all.
IN_THEMES = 0.6
NO_THEME = -1
LULLS = 2
PHASES, PAIRS, RHYTHMS = 3, 2, 2
# In its phase a theme comes so many times as often as it would, outside of it so many times less.
PHASE_MORE, PHASE_LESS = 5.0, 2.2
# Where one of a pair comes, the other comes too.
PAIR_TOGETHER = 0.2
# On its weekday a theme comes so many times as often as it would, on others so many times less.
RHYTHM_MORE, RHYTHM_LESS = 10.0, 4.0
# Only themes that come often enough to keep to anything.
RHYTHMIC = 4


@dataclass
class Life:
    """`days_of`: of each theme, how many interactions on which day; `all_days`: of everything."""

    days_of: dict[int, Counter[date]] = field(default_factory=lambda: {theme: Counter() for theme in range(THEMES)})
    all_days: Counter[date] = field(default_factory=Counter)
    phases: dict[int, tuple[date, date]] = field(default_factory=dict)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    rhythms: dict[int, int] = field(default_factory=dict)

    def often(self, theme: int, day: date) -> float:
        often: float = (theme + 1) ** -0.7
        if theme in self.phases:
            first, last = self.phases[theme]
            often *= PHASE_MORE if first <= day <= last else 1 / PHASE_LESS
        if theme in self.rhythms:
            often *= RHYTHM_MORE if self.rhythms[theme] == day.weekday() else 1 / RHYTHM_LESS
        return often


def with_nothing(rng: random.Random) -> Life:
    return _lived(Life(), rng)


def with_phases(rng: random.Random) -> Life:
    """Some that are over, some that last until today, some that were there from the beginning."""
    spans = [_span(rng) for _ in range(PHASES)]
    return _lived(Life(phases=dict(zip(rng.sample(range(THEMES), PHASES), spans, strict=True))), rng)


def with_pairs(rng: random.Random) -> Life:
    themes = rng.sample(range(THEMES), 2 * PAIRS)
    pairs = {(min(both), max(both)) for both in zip(themes[::2], themes[1::2], strict=True)}
    return _lived(Life(pairs=pairs), rng)


def with_rhythms(rng: random.Random) -> Life:
    return _lived(Life(rhythms={theme: rng.randrange(7) for theme in rng.sample(range(RHYTHMIC), RHYTHMS)}), rng)


def people(kind: Callable[[random.Random], Life], count: int) -> Iterator[Life]:
    return (kind(random.Random(f"{kind.__name__} {number}")) for number in range(count))


def _span(rng: random.Random) -> tuple[date, date]:
    kind = rng.choice(["is over", "until today", "from the beginning"])
    if kind == "is over":
        length = rng.randint(35, 120)
        first = rng.randrange(30, DAYS - length - 30)
        return _day(first), _day(first + length)
    turn = rng.randrange(DAYS // 4, DAYS * 3 // 4)
    return (_day(turn), _day(DAYS)) if kind == "until today" else (START, _day(turn))


def _lived(life: Life, rng: random.Random) -> Life:
    likes = [rng.uniform(0.6, 1.3) for _ in range(7)]
    lulls = [(first, first + rng.randint(10, 40)) for first in (rng.randrange(DAYS) for _ in range(LULLS))]
    for number in range(DAYS):
        day = _day(number)
        is_lull = any(first <= number < last for first, last in lulls)
        if not is_lull and rng.random() < ACTIVE * likes[day.weekday()]:
            _live(life, day, rng)
    return life


def _live(life: Life, day: date, rng: random.Random) -> None:
    often = [life.often(theme, day) for theme in range(THEMES)]
    nothing = sum((theme + 1) ** -0.7 for theme in range(THEMES)) * (1 - IN_THEMES) / IN_THEMES
    count = _how_many(ANOTHER_SUBJECT, SUBJECTS_MAX, rng)
    subjects = rng.choices([*range(THEMES), NO_THEME], [*often, nothing], k=count)
    for one, other in sorted(life.pairs):
        for came, follows in ((one, other), (other, one)):
            if came in subjects and rng.random() < PAIR_TOGETHER:
                subjects.append(follows)

    for subject in subjects:
        turns = _how_many(ANOTHER_TURN, TURNS_MAX, rng)
        life.all_days[day] += turns
        if subject != NO_THEME:
            life.days_of[subject][day] += turns


def _how_many(another: float, most: int, rng: random.Random) -> int:
    count = 1
    while count < most and rng.random() < another:
        count += 1
    return count


def _day(number: int) -> date:
    return START + timedelta(days=number)
