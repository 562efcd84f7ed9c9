"""What reviews are made of, read from a person's rows: their themes, their days and what counts."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from django.db.models import F, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from sessions_memory.growth.reviews import spans
from sessions_memory.growth.reviews.laying_out import BEFORE
from sessions_memory.growth.reviews.values import Came, Coming, Counted, Days, Place
from sessions_memory.models import (
    ActiveDay,
    Evidence,
    Growth,
    Insight,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.web.zones import known_zone

# So many rows of a theme's members are held as rows at once.
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class History:
    """`comings`: of each theme that is shown, oldest first. `active`: interactions a day, whatever their theme."""

    comings: Mapping[int, Sequence[Came]]
    active: Mapping[date, int]
    insights: Sequence[Counted]

    @property
    def first_day(self) -> date | None:
        return min(self.active, default=None)

    def interactions(self, days: Days) -> int:
        return sum(count for day, count in self.active.items() if days.first <= day <= days.last)

    def of(self, days: Days) -> list[Coming]:
        """How each theme came in them, and in those that were looked back on."""
        earliest = spans_before(days)[-1].first
        return [
            Coming(theme_id, came[0].day, _within(came, days.first, days.last), _until(came, earliest, days.first))
            for theme_id, came in self.comings.items()
        ]

    def counted(self, days: Days) -> list[Counted]:
        return [one for one in self.insights if days.first <= one.day <= days.last]


def spans_before(days: Days) -> list[Days]:
    """As many as are looked back on, the latest first."""
    found = [spans.before(days)]
    while len(found) < BEFORE[days.span][1]:
        found.append(spans.before(found[-1]))

    return found


def zone_of_days(user_id: int) -> tzinfo:
    """That in which growth counted the person's days."""
    name = Growth.objects.filter(user=user_id).values_list("time_zone", flat=True).first()
    return known_zone(name or "") or timezone.get_default_timezone()


def history_of(user_id: int, zone: tzinfo) -> History:
    return History(_comings(user_id, zone), active_days(user_id), _insights(user_id))


def active_days(user_id: int) -> dict[date, int]:
    rows = ActiveDay.objects.filter(user=user_id).values("day").annotate(all=Sum("interactions")).order_by("day")
    return dict(rows.values_list("day", "all"))


def roots_of(user_id: int) -> dict[int, int]:
    """Of each theme that is shown and of its parts, the theme under which they are."""
    merged = dict(Theme.objects.owned_by(user_id).values_list("pk", "merged_into"))
    shown = set(Theme.objects.owned_by(user_id).shown().values_list("pk", flat=True))
    roots = {pk: _root(pk, merged) for pk in merged}
    return {pk: root for pk, root in roots.items() if root in shown}


def questions_of(user_id: int, ids: Iterable[int]) -> dict[int, str]:
    rows = UserInteraction.objects.owned_by(user_id).filter(pk__in=list(ids))
    return dict(rows.values_list("pk", "user_question"))


def _root(pk: int, merged: Mapping[int, int | None]) -> int:
    """Along what it is merged into; a circle, which nothing should have made, ends too."""
    seen = {pk}
    while (above := merged.get(pk)) is not None and above not in seen:
        seen.add(pk := above)

    return pk


def _comings(user_id: int, zone: tzinfo) -> dict[int, list[Came]]:
    roots, kept_out = roots_of(user_id), _kept_out(user_id)
    members = ThemeMember.objects.owned_by(user_id).holding().filter(interaction__never_recall=False)
    rows = members.values_list("theme", "interaction", "interaction__session", "interaction__created_at")
    found: dict[int, set[Came]] = defaultdict(set)
    for theme, interaction, session, at in rows.iterator(ROWS_AT_ONCE):
        if theme in roots and session not in kept_out:
            found[roots[theme]].add(Came(timezone.localdate(at, zone), interaction))

    return {theme: sorted(came, key=lambda one: (one.day, one.interaction_id)) for theme, came in found.items()}


def _kept_out(user_id: int) -> set[int]:
    return set(UserSession.objects.owned_by(user_id).kept_out_of_growth().values_list("pk", flat=True))


def _insights(user_id: int) -> list[Counted]:
    """Oldest first; none without evidence, and none of a theme that is hidden."""
    insights = Insight.objects.owned_by(user_id).counted().in_sight().order_by("day", "id")
    said = Substr("interaction__user_question", F("start") + 1, F("end") - F("start"))
    rows = Evidence.objects.filter(insight__in=insights, user=user_id).order_by("number").annotate(said=said)
    evidence: dict[int, list[Place]] = defaultdict(list)
    for row in rows:
        evidence[row.insight_id].append(Place(row.interaction_id, row.start, row.end, row.said))

    days = insights.values_list("pk", "day")
    return [Counted(pk, day, tuple(evidence[pk])) for pk, day in days if pk in evidence]


def _within(came: Sequence[Came], first: date, last: date) -> Sequence[Came]:
    return came[bisect_left(came, first, key=_day) : bisect_right(came, last, key=_day)]


def _until(came: Sequence[Came], first: date, end: date) -> Sequence[Came]:
    return came[bisect_left(came, first, key=_day) : bisect_left(came, end, key=_day)]


def _day(one: Came) -> date:
    return one.day
