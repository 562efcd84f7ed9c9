"""The sessions that a person means when they act on many: those that they ticked, or all that match a filter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.lookups import LessThanOrEqual

from sessions_memory.areas.rules import EVERYTHING, Reach
from sessions_memory.querysets.conditions import reached

# So many can be ticked; of what matches a filter there may be any number.
IDS_MAX = 500


@dataclass(frozen=True)
class ChosenSessions:
    """`ids`, of which there may be none; None: those of this source that began in [since, until).

    `reach`: in these areas. `archived`: whether these, or those in lists; None for both.
    `up_to`: none with a greater id, which came later.
    """

    ids: tuple[int, ...] | None = None
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None
    archived: bool | None = False
    up_to: int | None = None
    reach: Reach = EVERYTHING

    def condition(self, prefix: str = "") -> Q:
        """For rows of a person. `prefix`: the way to their sessions."""
        if self.ids is not None:
            return Q(**{f"{prefix}pk__in": self.ids, f"{prefix}is_temporary": False})

        given = {
            "is_temporary": False,
            "source": self.source or None,
            "session_start__gte": self.since,
            "session_start__lt": self.until,
            "archived_at__isnull": None if self.archived is None else not self.archived,
        }

        matching = Q(**{prefix + name: value for name, value in given.items() if value is not None})
        matching &= reached(f"{prefix}area", self.reach)
        if self.up_to is None:
            return matching

        # The sum keeps PostgreSQL from walking through everybody's rows by their ids.
        return matching & Q(LessThanOrEqual(F(f"{prefix}pk") + 0, self.up_to))

    def as_json(self) -> dict[str, Any]:
        if self.ids is not None:
            return {"ids": list(self.ids)}

        times = {"since": self.since, "until": self.until}
        written = {name: moment.isoformat() for name, moment in times.items() if moment}
        fields = {name: getattr(self, name) for name in ("source", "archived", "up_to")}
        return fields | {"areas": sorted(self.reach.areas), "is_only": self.reach.is_only} | written

    @classmethod
    def of_json(cls, stored: dict[str, Any]) -> "ChosenSessions":
        fields: dict[str, Any] = {name: stored[name] for name in ("source", "archived", "up_to") if name in stored}
        fields |= {name: datetime.fromisoformat(stored[name]) for name in ("since", "until") if name in stored}
        reach = Reach(frozenset(stored.get("areas", ())), bool(stored.get("is_only", False)))
        ids = tuple(stored["ids"]) if "ids" in stored else None

        return cls(ids=ids, reach=reach, **fields)
