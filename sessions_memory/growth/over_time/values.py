"""What is seen in a theme over time. Days are the person's own, in their time zone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PhaseKind(StrEnum):
    CAME_UP = "came_up"
    STAYED = "stayed"
    WENT_QUIET = "went_quiet"


@dataclass(frozen=True)
class Phase:
    """`first_day`, `last_day`: both belong to it."""

    kind: PhaseKind
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Pair:
    """Two themes, `one` the smaller id, that came on the same `days`. `weekday`: 0 Monday, where most of these are."""

    one: int
    other: int
    days: int
    weekday: int | None = None


@dataclass(frozen=True)
class Rhythm:
    """`days` of the theme's `of_days` are this `weekday`, 0 Monday."""

    weekday: int
    days: int
    of_days: int


@dataclass(frozen=True)
class Said:
    """What the person wrote, whole."""

    interaction_id: int
    day: date
    text: str


@dataclass(frozen=True)
class Quoted:
    """`text` stands in what the person wrote from `start` to `end`, letter for letter."""

    interaction_id: int
    day: date
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ThenAndNow:
    """`score`: higher is more telling; for ordering alone."""

    then: Quoted
    now: Quoted
    score: int


@dataclass(frozen=True)
class Asked:
    """A question as the person asked it."""

    interaction_id: int
    session_id: int
    day: date
    text: str


@dataclass(frozen=True)
class Repeated:
    """One question, asked again: `interaction_ids` oldest first, of so many `sessions` and `days`."""

    interaction_ids: tuple[int, ...]
    sessions: int
    days: int
    first_day: date
    last_day: date
