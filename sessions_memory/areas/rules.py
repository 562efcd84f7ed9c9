"""Which sessions may be recalled from where a question is asked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sessions_memory.states import Recalls


@dataclass(frozen=True)
class AreaRule:
    """What an area says of recall, its own and that of others."""

    area_id: int
    recalls: str = Recalls.OWN
    is_closed: bool = False


@dataclass(frozen=True)
class Reach:
    """The sessions that may be recalled: only those in `areas`, or all but those in `areas`."""

    areas: frozenset[int] = frozenset()
    is_only: bool = False

    @property
    def is_everything(self) -> bool:
        return not (self.is_only or self.areas)

    @property
    def name(self) -> str:
        return Recalls.OWN if self.is_only else Recalls.OPEN

    def holds(self, area_id: int | None) -> bool:
        """Whether a session in this area, or in none, may be recalled."""
        return (area_id in self.areas) == self.is_only


EVERYTHING = Reach()


def reach_from(area_id: int | None, rules: Iterable[AreaRule]) -> Reach:
    """`area_id`: the area that the question is asked in, None outside of all. `rules`: of all the person's areas.

    An area that is not among them reaches itself alone.
    """
    by_id = {rule.area_id: rule for rule in rules}
    closed = frozenset(rule.area_id for rule in by_id.values() if rule.is_closed)
    if area_id is None:
        return Reach(closed)

    here = by_id.get(area_id)
    return Reach(closed - {area_id}) if here and here.recalls == Recalls.OPEN else only(area_id)


def only(area_id: int) -> Reach:
    return Reach(frozenset({area_id}), is_only=True)
