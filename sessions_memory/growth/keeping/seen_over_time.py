"""What is seen in themes over time, for their rows: ids, days and places, never words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from math import ceil
from typing import Any

from sessions_memory.growth.keeping.tallying import Held
from sessions_memory.growth.keeping.texts import questions
from sessions_memory.growth.over_time.pairs import goes_along
from sessions_memory.growth.over_time.phases import phases_of
from sessions_memory.growth.over_time.rhythm import rhythms
from sessions_memory.growth.over_time.then_and_now import telling, then_and_now
from sessions_memory.growth.over_time.values import Pair, Quoted, Rhythm, Said, ThenAndNow
from sessions_memory.models import Theme

# Of a theme's questions, so many are read, evenly over its time.
READ_MOST = 400
TOLD = 8

Words = Mapping[int, Mapping[int, float]]


@dataclass(frozen=True)
class ThemeOverTime:
    """A whole theme. `day_of`: of each interaction, the oldest first; `own`: its words and what each tells."""

    theme: Theme
    day_of: Mapping[int, date]
    own: Mapping[int, float]

    @cached_property
    def days(self) -> Counter[date]:
        return Counter(self.day_of.values())

    @cached_property
    def first_of(self) -> dict[date, int]:
        """Of each day its first interaction."""
        return {day: pk for pk, day in reversed(list(self.day_of.items()))}

    @property
    def said(self) -> list[Said]:
        ids = list(self.day_of)
        texts = questions(ids[:: ceil(len(ids) / READ_MOST) or 1])
        return [Said(pk, self.day_of[pk], text) for pk, text in texts.items()]


Themes = dict[int, ThemeOverTime]


def over_time(rows: Iterable[Theme], held: Mapping[int, Held], words: Words, zone: tzinfo) -> Themes:
    """Of whole themes. `words`: of each theme its own, with what each tells."""
    return {
        row.pk: ThemeOverTime(
            theme=row,
            day_of={pk: at.astimezone(zone).date() for pk, (at, _) in held[row.pk].items()},
            own=words.get(row.pk, {}),
        )
        for row in rows
        if held.get(row.pk)
    }


@dataclass(frozen=True)
class Seen:
    """By themes: `found` as their rows have it, and what insights are made of."""

    found: dict[int, dict[str, Any]] = field(default_factory=dict)
    changes: dict[int, ThenAndNow] = field(default_factory=dict)
    rhythms: dict[int, Rhythm] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


def see(themes: Themes, all_days: Mapping[date, int], heard: Callable[[], None] = lambda: None) -> Seen:
    """`all_days`: how many interactions the person has on each day."""
    days = {pk: one.days for pk, one in themes.items()}
    shown = {pk: own for pk, own in days.items() if not themes[pk].theme.is_hidden}
    seen = Seen(rhythms=rhythms(days, all_days), pairs=goes_along(shown))
    heard()

    for pk, one in themes.items():
        said = one.said
        change = then_and_now(said, one.own)
        if change:
            seen.changes[pk] = change
        seen.found[pk] = {
            "phases": [[each.kind, *_days(each)] for each in phases_of(days[pk], all_days)],
            "goes_along": [_along(pair, pk) for pair in seen.pairs if pk in (pair.one, pair.other)],
            "rhythm": _rhythm(seen.rhythms.get(pk)),
            "then": _place(change.then) if change else None,
            "now": _place(change.now) if change else None,
            "telling": [_place(each) for each in telling(said, one.own, TOLD)],
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


def _place(quoted: Quoted) -> list[int]:
    return [quoted.interaction_id, quoted.start, quoted.end]
