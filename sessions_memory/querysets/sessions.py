"""Sessions, as they are looked up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Q
from django.utils import timezone

from sessions_memory.areas.rules import Reach
from sessions_memory.querysets.conditions import THROUGH_THIS_VAULT, of_active_people, reached
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import Source

if TYPE_CHECKING:
    from sessions_memory.models import UserSession  # noqa: F401 (in base classes, as strings)


class SessionQuerySet(OwnedQuerySet["UserSession"]):
    def open(self) -> Self:
        return self.filter(session_end__isnull=True, is_temporary=False)

    def ended(self) -> Self:
        return self.filter(session_end__isnull=False)

    def temporary(self) -> Self:
        """The last active first."""
        return self.filter(is_temporary=True).order_by("-last_activity_at", "-id")

    def kept(self) -> Self:
        """All but temporary ones, which stand in no list."""
        return self.filter(is_temporary=False)

    def chosen(self, source: str, pk: int | None) -> Self:
        """Those of this source and this id; "" and None are any."""
        given = {"source": source, "pk": pk}
        return self.filter(**{name: value for name, value in given.items() if value})

    def begun_within(self, since: datetime | None, until: datetime | None) -> Self:
        """In [since, until); None is no bound."""
        given = {"session_start__gte": since, "session_start__lt": until}
        return self.filter(**{name: value for name, value in given.items() if value})

    def from_chat(self) -> Self:
        return self.filter(source=Source.CHAT)

    def through_this_vault(self) -> Self:
        return self.filter(THROUGH_THIS_VAULT)

    def asked_in(self) -> Self:
        return self.filter(interaction_count__gt=0)

    def known_as(self, source: str, source_ids: Iterable[str]) -> Self:
        return self.filter(source=source, source_id__in=list(source_ids))

    def pinned(self) -> Self:
        return self.filter(is_pinned=True)

    def never_recalled(self) -> Self:
        return self.filter(never_recall=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def in_lists(self) -> Self:
        """All but archived ones."""
        return self.filter(archived_at__isnull=True)

    def outside_closed_areas(self) -> Self:
        return self.exclude(area__is_closed=True)

    def outside_area(self, area_id: int) -> Self:
        """In another, or in none."""
        return self.exclude(area=area_id)

    def kept_out_of_growth(self) -> Self:
        return self.filter(Q(never_recall=True) | Q(area__is_closed=True))

    def within(self, reach: Reach) -> Self:
        return self.filter(reached("area", reach))

    def newest_first(self) -> Self:
        return self.order_by("-session_start", "-id")

    def last_active_first(self) -> Self:
        return self.order_by("-last_activity_at", "-id")

    def before(self, start: datetime, pk: int) -> Self:
        """The page after the row (start, pk) in `newest_first` order."""
        return self.filter(Q(session_start__lt=start) | Q(session_start=start, pk__lt=pk), session_start__lte=start)

    def idle_since(self, moment: datetime) -> Self:
        return self.filter(session_end__isnull=True, last_activity_at__lt=moment)

    def to_reflect(self, *, quiet: timedelta) -> Self:
        """Sessions in which something was said since the model last looked back, and that rest or ended.

        Those of programs are never open, so that their end says nothing.
        """
        has_ended = Q(session_end__isnull=False) & Q(source=Source.CHAT)
        rests = Q(last_activity_at__lt=timezone.now() - quiet) | has_ended
        rows = self.filter(THROUGH_THIS_VAULT, of_active_people(), reflected_at__isnull=True, is_temporary=False)
        return rows.filter(rests, interaction_count__gt=0)
