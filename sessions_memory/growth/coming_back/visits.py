"""When a person was last on the page of growth, and what came since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sessions_memory.models import Growth, Insight, Review, Theme

# Whoever comes back within this time is still here.
AWAY = timedelta(hours=1)
# Beyond so many it is said that there are more.
COUNTED_MAX = 99


@dataclass(frozen=True)
class NewSince:
    """What came after `since`, each at most COUNTED_MAX and one."""

    since: datetime
    themes: int
    insights: int
    reviews: int


def visit(user_id: int, now: datetime) -> NewSince | None:
    """Writes this visit down. None at the first one, and where nothing is new."""
    since = _before_this_visit(user_id, now)
    if since is None:
        return None

    found = _new(user_id, since)
    return found if found.themes or found.insights or found.reviews else None


def _before_this_visit(user_id: int, now: datetime) -> datetime | None:
    row = Growth.objects.filter(user=user_id).values_list("seen_at", "seen_before_at").first()
    seen_at, seen_before_at = row or (None, None)
    if seen_at and now - seen_at < AWAY:
        return seen_before_at

    # Two tabs that are opened at once are one visit.
    Growth.objects.filter(user=user_id, seen_at=seen_at).update(seen_at=now, seen_before_at=seen_at)
    return seen_at


def _new(user_id: int, since: datetime) -> NewSince:
    rows = (
        Theme.objects.owned_by(user_id).shown().filter(created_at__gt=since),
        Insight.objects.owned_by(user_id).in_sight().shown().filter(created_at__gt=since),
        Review.objects.owned_by(user_id).filter(created_at__gt=since),
    )
    return NewSince(since, *(found[: COUNTED_MAX + 1].count() for found in rows))
