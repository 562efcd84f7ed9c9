"""Many sessions into an area, or out of theirs: an action that is named with the area, as `move-to:7`."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions_memory.areas import keeping
from sessions_memory.database.text import row_id
from sessions_memory.models import Area
from sessions_memory.querysets.sessions import SessionQuerySet

MOVE, OUT = "move-to", "none"
LABEL = gettext_lazy("Move")


@dataclass(frozen=True)
class MoveTo:
    """`area_id`: None is out of all areas. Undone, each session is in the area that it was in."""

    area_id: int | None
    label: str | Promise = LABEL
    icon: str = "folder"

    @property
    def name(self) -> str:
        return f"{MOVE}:{self.area_id or OUT}"

    @property
    def told(self) -> str:
        return _("Moved to an area") if self.area_id else _("Moved out of areas")

    def count(self, sessions: SessionQuerySet) -> int:
        return self._elsewhere(sessions).count()

    def before(self, sessions: SessionQuerySet) -> Mapping[int, Any]:
        return dict(self._elsewhere(sessions).values_list("pk", "area"))

    def apply(self, user: AbstractBaseUser, ids: Collection[int]) -> None:
        keeping.put_many(user, ids, self.area_id)

    def undo(self, user: AbstractBaseUser, before: Mapping[int, Any]) -> None:
        """What was in an area that is deleted since is in none."""
        there = set(Area.objects.owned_by(user).values_list("pk", flat=True))
        by_area: dict[int | None, list[int]] = defaultdict(list)
        for pk, area_id in before.items():
            by_area[area_id if area_id in there else None].append(pk)

        for area_id, ids in by_area.items():
            keeping.put_many(user, ids, area_id)

    def _elsewhere(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """None, if the area was deleted meanwhile."""
        if self.area_id is None:
            return sessions.filter(area__isnull=False)
        if not Area.objects.filter(pk=self.area_id).exists():
            return sessions.none()

        return sessions.outside_area(self.area_id)


def move_named(name: str) -> MoveTo | None:
    """The action of this name; None for that of another."""
    kind, _, where = name.partition(":")
    if kind != MOVE:
        return None
    if where == OUT:
        return MoveTo(None)

    number = row_id(where)
    return None if number is None else MoveTo(number)
