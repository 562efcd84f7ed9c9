"""Areas, as they are looked up."""

from typing import TYPE_CHECKING, Self

from sessions_memory.querysets.owned import OwnedQuerySet

if TYPE_CHECKING:
    from sessions_memory.models import Area  # noqa: F401 (in base classes, as strings)


class AreaQuerySet(OwnedQuerySet["Area"]):
    def closed(self) -> Self:
        return self.filter(is_closed=True)

    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("position", "id")

    def with_nothing_in_them(self) -> Self:
        """Neither sessions nor notes nor instructions."""
        return self.filter(sessions=None, notes=None, instructions="")
