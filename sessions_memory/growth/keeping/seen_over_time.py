"""What is seen in themes over time, for their rows: ids, days and places, never words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from sessions_memory.growth.keeping.tallying import Held
from sessions_memory.growth.over_time.pairs import goes_along
from sessions_memory.growth.over_time.phases import phases_of
from sessions_memory.growth.over_time.rhythm import rhythms
from sessions_memory.growth.over_time.values import Pair, Rhythm
from sessions_memory.models import Theme


@dataclass(frozen=True)
class ThemeOverTime:
    """A whole theme. `day_of`: of each interaction, the oldest first."""

    theme: Theme
    day_of: Mapping[int, date]

    @property
    def days(self) -> Counter[date]:
        return Counter(self.day_of.values())

    @property
    def first_of(self) -> dict[date, int]:
        """Of each day its first interaction."""
        return {day: pk for pk, day in reversed(list(self.day_of.items()))}


Themes = dict[int, ThemeOverTime]


def over_time(rows: Iterable[Theme], held: Mapping[int, Held], zone: tzinfo) -> Themes:
    """Of whole themes."""
    return {
        row.pk: ThemeOverTime(
            theme=row,
            day_of={pk: at.astimezone(zone).date() for pk, (at, _) in held[row.pk].items()},
        )
        for row in rows
        if held.get(row.pk)
    }


@dataclass(frozen=True)
class Seen:
    """By themes: `found` as their rows have it, and what insights are made of."""

    found: dict[int, dict[str, Any]] = field(default_factory=dict)
    rhythms: dict[int, Rhythm] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


def see(themes: Themes, all_days: Mapping[date, int], heard: Callable[[], None] = lambda: None) -> Seen:
    """`all_days`: how many interactions the person has on each day."""
    days = {pk: one.days for pk, one in themes.items()}
    shown = {pk: own for pk, own in days.items() if not themes[pk].theme.is_hidden}
    seen = Seen(rhythms=rhythms(days, all_days), pairs=goes_along(shown))
    heard()

    for pk in themes:
        seen.found[pk] = {
            "phases": [[each.kind, *_days(each)] for each in phases_of(days[pk], all_days)],
            "goes_along": [_along(pair, pk) for pair in seen.pairs if pk in (pair.one, pair.other)],
            "rhythm": _rhythm(seen.rhythms.get(pk)),
        }
        heard()

    return seen


def store(user_id: int, found: Mapping[int, dict[str, Any]]) -> None:
    """In the caller's transaction: only what differs. A theme of which nothing is seen has nothing."""
    changed = []
    for row in Theme.objects.owned_by(user_id):
        if row.found != found.get(row.pk, {}):
            row.found = found.get(row.pk, {})
            changed.append(row)

    Theme.objects.bulk_update(changed, ["found"], batch_size=100)


def _days(phase: Any) -> list[str]:
    return [phase.first_day.isoformat(), phase.last_day.isoformat()]


def _along(pair: Pair, theme: int) -> list[int | None]:
    return [pair.other if pair.one == theme else pair.one, pair.days, pair.weekday]


def _rhythm(found: Rhythm | None) -> list[int] | None:
    return [found.weekday, found.days, found.of_days] if found else None
