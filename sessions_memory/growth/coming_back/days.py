"""What was said on this day, read from a person's rows."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.growth.coming_back.on_this_day import SAID_MAX, Remembered, SaidThen, earlier_days, remembered
from sessions_memory.models import Growth, HiddenDay, Theme, ThemeMember, UserInteraction
from sessions_memory.web.zones import zone_of

# Of the days on which something was said, so many are read until one has a sentence to show.
TRIED = 3


def on_this_day(user: AbstractBaseUser, *, today: date) -> Remembered | None:
    """The nearest year's that has a telling sentence. None if the person switched this off."""
    if not is_shown(user.pk):
        return None

    found = (remembered(day, _in_sight(user, said)) for day, said in islice(_said_on(user, today), TRIED))
    return next((one for one in found if one), None)


def is_shown(user_id: int) -> bool:
    return Growth.objects.filter(user=user_id).values_list("shows_on_this_day", flat=True).first() is not False


def _said_on(user: AbstractBaseUser, today: date) -> Iterator[tuple[date, Sequence[SaidThen]]]:
    """The days of earlier years on which something was said, the latest first, and what was."""
    first = UserInteraction.objects.owned_by(user).oldest_first().values_list("created_at", flat=True).first()
    zone = zone_of(user)
    days = earlier_days(today, timezone.localdate(first, zone)) if first else []
    hidden = set(HiddenDay.objects.filter(user=user.pk, day__in=days).values_list("day", flat=True))
    # A query each: one with all of them reads every row of the person.
    said = ((day, _said(user, day, zone)) for day in days if day not in hidden)
    return ((day, rows) for day, rows in said if rows)


def _said(user: AbstractBaseUser, day: date, zone: tzinfo) -> Sequence[SaidThen]:
    start, end = (datetime.combine(one, time.min, zone) for one in (day, day + timedelta(days=1)))
    # The day first: of two bounds SQLite takes the first, and the other reads all from the person's beginning on.
    rows = UserInteraction.objects.owned_by(user).filter(created_at__gte=start, created_at__lt=end).growing()
    return [SaidThen(*row) for row in rows.oldest_first().values_list("pk", "user_question")[:SAID_MAX]]


def _in_sight(user: AbstractBaseUser, said: Sequence[SaidThen]) -> Sequence[SaidThen]:
    hidden = _of_hidden_themes(user, [one.interaction_id for one in said])
    return [one for one in said if one.interaction_id not in hidden]


def _of_hidden_themes(user: AbstractBaseUser, ids: Sequence[int]) -> set[int]:
    # Mostly there are none. Asked for by the person, too, all that is in any of their themes would be read.
    hidden = list(Theme.objects.owned_by(user).out_of_sight().values_list("pk", flat=True))
    members = ThemeMember.objects.holding().filter(interaction__in=ids, theme__in=hidden)
    return set(members.values_list("interaction", flat=True))
