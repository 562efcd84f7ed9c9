"""Notes and offers of notes, as they are looked up."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import OfferState

if TYPE_CHECKING:
    from sessions_memory.models import (  # noqa: F401 (in base classes, as strings)
        Note,
        OfferedNote,
    )


class NoteQuerySet(OwnedQuerySet["Note"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_all(self) -> Self:
        """In mind with every question, not in one area alone."""
        return self.filter(area__isnull=True)

    def of_area_or_all(self, area_id: int | None) -> Self:
        """In mind with a question in this area."""
        return self.filter(Q(area__isnull=True) | Q(area=area_id))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class OfferedNoteQuerySet(OwnedQuerySet["OfferedNote"]):
    def open(self) -> Self:
        return self.filter(state=OfferState.OFFERED)

    def of_a_backup(self) -> Self:
        """Notes and instructions that an export of InsightVault's own held."""
        return self.filter(kept__isnull=False)

    def oldest_first(self) -> Self:
        return self.order_by("id")
