"""The values that a review is made of and made to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sessions_memory.states import ReviewSpan


@dataclass(frozen=True)
class Days:
    """A week from Monday on, a month or a year; both days belong to it."""

    span: ReviewSpan
    first: date
    last: date


@dataclass(frozen=True)
class Came:
    """An interaction of a theme; `day` in the person's time zone."""

    day: date
    interaction_id: int


@dataclass(frozen=True)
class Coming:
    """How a theme came in some days, and before them. `first_day`: of all time."""

    theme_id: int
    first_day: date
    within: Sequence[Came]
    before: Sequence[Came]


@dataclass(frozen=True)
class Leading:
    """What some days were about, each theme once. `quiet`: those that did not come any more."""

    new: tuple[Coming, ...] = ()
    again: tuple[Coming, ...] = ()
    quiet: tuple[Coming, ...] = ()

    @property
    def came(self) -> tuple[Coming, ...]:
        """What is written about most, first."""
        return tuple(sorted((*self.new, *self.again), key=lambda one: (-len(one.within), one.theme_id)))


@dataclass(frozen=True)
class Place:
    """Some of the person's words: in the question `interaction_id`, from `start` to `end`."""

    interaction_id: int
    start: int
    end: int
    text: str = ""

    def overlaps(self, others: Iterable["Place"]) -> bool:
        return any(
            other.interaction_id == self.interaction_id and self.start < other.end and other.start < self.end
            for other in others
        )


@dataclass(frozen=True)
class Counted:
    """An insight that counts, of one of the days. `evidence`: in its order."""

    id: int
    day: date
    evidence: tuple[Place, ...]


class PartKind(StrEnum):
    NEW = "new"
    AGAIN = "again"
    QUIET = "quiet"
    QUOTE = "quote"
    INSIGHT = "insight"
    OPEN = "open"


@dataclass(frozen=True)
class Part:
    """One thing that a review says, and the interactions that it rests on. `place`: from where to where in the first.

    `text`: a model's sentence, or "".
    """

    kind: PartKind
    interactions: tuple[int, ...]
    theme: int | None = None
    insight: int | None = None
    place: tuple[int, int] | None = None
    text: str = ""

    def stored(self) -> dict[str, Any]:
        """As `Review.parts` holds it."""
        given = {"theme": self.theme, "insight": self.insight, "place": self.place and list(self.place)}
        kept = {name: value for name, value in given.items() if value is not None}
        return {"kind": self.kind.value, "text": self.text, "interactions": list(self.interactions), **kept}

    @classmethod
    def read(cls, stored: dict[str, Any]) -> "Part":
        place = stored.get("place")
        return cls(
            kind=PartKind(stored["kind"]),
            interactions=tuple(stored["interactions"]),
            theme=stored.get("theme"),
            insight=stored.get("insight"),
            place=(place[0], place[1]) if place else None,
            text=stored.get("text", ""),
        )
