"""How many questions each day and source has: what growth counted, and since its last reading the rows themselves."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, QuerySet, Sum
from django.db.models.functions import Cast, Left
from django.utils import timezone

from sessions_memory.models import ActiveDay, Growth, UserInteraction
from sessions_memory.web.zones import midnight

# Of what growth hasn't counted yet, so many of the newest are counted here.
COUNTED_HERE = 3_000
MONTH_CHARS = len("2026-03")

# By the day, or the first day of a month, and source.
Counts = Counter[tuple[date, str]]


@dataclass(frozen=True)
class CountedDays:
    """`since`: from this day on the rows themselves are counted. `is_whole`: nothing older waits to be counted."""

    user_id: int
    since: date | None
    recent: Counts
    is_whole: bool

    def by_day(self, first: date, last: date) -> Counts:
        rows = self._earlier().filter(day__gte=first).values_list("day", "source", "interactions")
        counts = Counter({(day, source): count for day, source, count in rows})
        counts.update({key: count for key, count in self.recent.items() if key[0] >= first})

        return Counter({key: count for key, count in counts.items() if key[0] <= last})

    def by_month(self) -> Counts:
        """Of all there is."""
        month = Left(Cast("day", CharField()), MONTH_CHARS)
        rows = self._earlier().values_list(month, "source").annotate(Sum("interactions")).order_by()
        counts: Counts = Counter({(_month(text), source): count for text, source, count in rows})
        for (day, source), count in self.recent.items():
            counts[day.replace(day=1), source] += count

        return counts

    def days(self) -> int:
        """On how many something was asked, of all there are."""
        recent = {day for day, _ in self.recent}
        return self._earlier().values("day").distinct().count() + len(recent)

    def first_day(self) -> date | None:
        earliest = self._earlier().order_by("day").values_list("day", flat=True).first()
        return earliest or min((day for day, _ in self.recent), default=None)

    def _earlier(self) -> "QuerySet[ActiveDay]":
        rows = ActiveDay.objects.filter(user=self.user_id)
        return rows.filter(day__lt=self.since) if self.since else rows.none()


def counted_days_of(user: AbstractBaseUser, growth: Growth | None) -> CountedDays:
    since = timezone.localdate(growth.refreshed_at) if growth and growth.refreshed_at and growth.interactions else None
    rows = UserInteraction.objects.owned_by(user).searchable()
    if since:
        rows = rows.filter(created_at__gte=midnight(since))

    asked = list(rows.recent_first().values_list("created_at", "session__source")[: COUNTED_HERE + 1])
    zone = timezone.get_current_timezone()
    recent = Counter((at.astimezone(zone).date(), source) for at, source in asked[:COUNTED_HERE])
    return CountedDays(int(user.pk), since, recent, is_whole=len(asked) <= COUNTED_HERE)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")
