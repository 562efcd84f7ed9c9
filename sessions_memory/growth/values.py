"""The values that all of growth shares. Pure; frozen, so that a result can be kept and compared."""

from dataclasses import dataclass, field
from datetime import date, datetime

SESSIONS_SHOWN = 3
DAYS_SHOWN = 2


@dataclass(frozen=True)
class Unit:
    """An interaction as growth reads it. `at`: aware, UTC; `day`: its date in the person's time zone."""

    interaction_id: int
    session_id: int
    at: datetime
    day: date
    question: str
    answer: str
    source: str = ""


@dataclass(frozen=True)
class CountedUnit:
    """An interaction as words that are counted.

    `language`: its number in recall's list, from 1; 0 unknown. `terms`: bytes of `packing.TERMS`.
    """

    interaction_id: int
    session_id: int
    at: datetime
    day: date
    language: int
    terms: bytes


@dataclass(frozen=True)
class Tile:
    """A run of a session's interactions about one thing, oldest first; `days`: one each.

    `terms`: bytes of `packing.TERMS`, the most telling ones.
    """

    session_id: int
    interaction_ids: tuple[int, ...]
    days: tuple[date, ...]
    language: int
    terms: bytes


@dataclass(frozen=True)
class OwnWord:
    """A word of a theme's own, as the person mostly spells it. `weight`: higher is more telling; not a share."""

    term: int
    text: str
    weight: float


@dataclass(frozen=True)
class EarlierTheme:
    """A theme as it was found before, and what the person decided about it.

    `interaction_ids`: its own, without those of themes merged into it. `is_renamed`: the name is the person's.
    `is_decided`: renamed, pinned, hidden or the like; it stays even where nothing is found for it any more.
    `merged_into`: the theme whose part it is. `put_in`, `taken_out`: interactions, by the person's hand.
    """

    id: int
    interaction_ids: tuple[int, ...]
    name: str
    name_terms: tuple[int, ...] = ()
    words: tuple[OwnWord, ...] = ()
    is_renamed: bool = False
    is_decided: bool = False
    merged_into: int | None = None
    put_in: frozenset[int] = frozenset()
    taken_out: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Theme:
    """`id`: None where it is new. `interaction_ids`: session by session; `words`: the most telling first.

    `first_day`, `last_day`: None where a decided theme has no interaction any more.

    `parts`: of each earlier theme merged into this one, the interactions that it draws now. `likeness`: what new
    tiles are compared with until all is found anew; bytes of `filing.LIKENESS`.
    """

    id: int | None
    name: str
    name_terms: tuple[int, ...]
    words: tuple[OwnWord, ...]
    interaction_ids: tuple[int, ...]
    first_day: date | None
    last_day: date | None
    sessions: int
    days: int
    parts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    likeness: bytes = b""

    @property
    def is_enough(self) -> bool:
        """To be shown: what comes back, not what came twice."""
        return self.sessions >= SESSIONS_SHOWN and self.days >= DAYS_SHOWN


@dataclass(frozen=True)
class Found:
    """`themes`: largest first. `rarities`: of the person's words, to file what is new; bytes of `filing.RARITIES`."""

    themes: tuple[Theme, ...]
    rarities: bytes = b""
