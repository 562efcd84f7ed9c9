"""What is seen over time: how much of it is chance, where nothing is planted, and how much of what is planted it is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import mean

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.lives import (
    Life,
    people,
    with_nothing,
    with_pairs,
    with_phases,
    with_rhythms,
)
from sessions_memory.growth.over_time.pairs import goes_along
from sessions_memory.growth.over_time.phases import phases_of
from sessions_memory.growth.over_time.rhythm import rhythms
from sessions_memory.growth.over_time.values import Phase, PhaseKind

PEOPLE = 20
# Of the days that a phase was planted on or is seen on, so many are both.
SEEN_LEAST = 0.3
# A theme that came on fewer days kept to no weekday that anybody could see.
RHYTHM_DAYS_LEAST = 12


def add(report: Report) -> None:
    _add_false(report, list(people(with_nothing, PEOPLE)))
    paired = [_pairs_seen(life) for life in people(with_pairs, PEOPLE)]
    rhythmic = [seen for life in people(with_rhythms, PEOPLE) for seen in _rhythms_seen(life)]
    phased = [seen for life in people(with_phases, PEOPLE) for seen in _phases_seen(life)]

    report.add("pairs found", mean(found for each in paired for found in each), "", least=0.6)
    report.add("rhythms found", mean(rhythmic), "", least=1)
    report.add("phases found", mean(phased), "", least=0.7)


def _add_false(report: Report, lives: Sequence[Life]) -> None:
    phased = [bool(phases_of(days, life.all_days)) for life in lives for days in life.days_of.values()]
    report.add("false pairs a person", mean(len(goes_along(life.days_of)) for life in lives), "", at_most=0.1)
    report.add("false weekday rhythms", sum(len(rhythms(life.days_of, life.all_days)) for life in lives), "", at_most=0)
    report.add("themes with a false phase", mean(phased), f"of {len(phased)}", at_most=0.06)


def _pairs_seen(life: Life) -> list[bool]:
    seen = {(pair.one, pair.other) for pair in goes_along(life.days_of)}
    return [pair in seen for pair in sorted(life.pairs)]


def _rhythms_seen(life: Life) -> list[bool]:
    seen = rhythms(life.days_of, life.all_days)
    planted = {
        theme: weekday for theme, weekday in life.rhythms.items() if len(life.days_of[theme]) >= RHYTHM_DAYS_LEAST
    }
    return [theme in seen and seen[theme].weekday == weekday for theme, weekday in planted.items()]


def _phases_seen(life: Life) -> list[bool]:
    return [
        _agreement(_days(span), _upper(phases_of(life.days_of[theme], life.all_days))) >= SEEN_LEAST
        for theme, span in life.phases.items()
    ]


def _upper(phases: Iterable[Phase]) -> set[date]:
    lasting = [(phase.first_day, phase.last_day) for phase in phases if phase.kind != PhaseKind.WENT_QUIET]
    return set().union(*map(_days, lasting))


def _days(span: tuple[date, date]) -> set[date]:
    first, last = span
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def _agreement(one: set[date], other: set[date]) -> float:
    return len(one & other) / len(one | other)
