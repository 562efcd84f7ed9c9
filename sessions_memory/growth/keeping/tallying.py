"""Counts what is in each theme and on each day, from the rows that pages list; only what differs is written."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from sessions_memory.growth.keeping.counting import Counted, counted
from sessions_memory.models import ActiveDay, Theme, ThemeMember, UserInteraction
from sessions_memory.states import MemberBy

ROWS_AT_ONCE = 2_000
COUNTED = ("interactions", "sessions", "days", "first_at", "last_at", "months", "is_enough")

# When each interaction was asked, and its session, by its id.
Held = dict[int, tuple[datetime, int]]


def held_by_themes(user_id: int) -> dict[int, Held]:
    """Of each theme, oldest first; what a part holds, the whole holds, too."""
    whole_of = dict(Theme.objects.owned_by(user_id).values_list("pk", "merged_into"))
    members = ThemeMember.objects.owned_by(user_id)
    out = set(members.filter(by=MemberBy.TAKEN_OUT).values_list("theme", "interaction"))
    held: dict[int, Held] = {pk: {} for pk in whole_of}

    rows = members.holding().order_by("interaction__created_at", "interaction")
    values = rows.values_list("theme", "interaction", "interaction__created_at", "interaction__session")
    for theme, interaction, at, session in values.iterator(ROWS_AT_ONCE):
        for pk in (theme, whole_of.get(theme)):
            if pk in held and (pk, interaction) not in out:
                held[pk][interaction] = (at, session)

    return held


def themes_of_interactions(user_id: int, held: Mapping[int, Held]) -> dict[int, int]:
    """Of each interaction the whole theme that holds it."""
    wholes = Theme.objects.owned_by(user_id).whole().values_list("pk", flat=True)
    return {interaction: theme for theme in wholes if theme in held for interaction in held[theme]}


def store_counts(user_id: int, counts: Mapping[int, Counted]) -> None:
    """In the caller's transaction."""
    changed = [row for row in Theme.objects.owned_by(user_id).filter(pk__in=list(counts)) if take(row, counts[row.pk])]
    Theme.objects.bulk_update(changed, COUNTED, batch_size=100)


def counts_of(held: Mapping[int, Held], zone: tzinfo) -> dict[int, Counted]:
    return {pk: counted(own.values(), zone) for pk, own in held.items()}


def active_days(user_id: int, zone: tzinfo) -> Counter[tuple[date, str]]:
    """Of each day and source: how many interactions the person may find again, whether growth reads them or not."""
    rows = UserInteraction.objects.owned_by(user_id).searchable().values_list("created_at", "session__source")
    days: Counter[tuple[date, str]] = Counter()
    for at, source in rows.order_by().iterator(ROWS_AT_ONCE):
        days[at.astimezone(zone).date(), source] += 1

    return days


def store_active_days(user_id: int, days: Mapping[tuple[date, str], int]) -> None:
    """In the caller's transaction."""
    rows = ActiveDay.objects.filter(user=user_id)
    here = {(day, source): count for day, source, count in rows.values_list("day", "source", "interactions")}
    gone: dict[str, list[date]] = defaultdict(list)
    for day, source in here.keys() - days.keys():
        gone[source].append(day)

    for source, empty in gone.items():
        rows.filter(source=source, day__in=empty).delete()

    changed = [(day, source, count) for (day, source), count in days.items() if here.get((day, source)) != count]
    ActiveDay.objects.bulk_create(
        [ActiveDay(user_id=user_id, day=day, source=source, interactions=n) for day, source, n in sorted(changed)],
        update_conflicts=True,
        unique_fields=["user", "day", "source"],
        update_fields=["interactions"],
        batch_size=500,
    )


def take(row: Theme, wanted: Counted) -> bool:
    """False if the row says the same already."""
    is_same = all(getattr(row, name) == getattr(wanted, name) for name in COUNTED)
    for name in COUNTED:
        setattr(row, name, getattr(wanted, name))

    return not is_same
