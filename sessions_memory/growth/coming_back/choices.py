"""What a person decides about "on this day"."""

from datetime import date

from sessions_memory.models import Growth, HiddenDay


def hide_day(user_id: int, day: date) -> None:
    """Nothing of it is shown again as "on this day"."""
    HiddenDay.objects.get_or_create(user_id=user_id, day=day)


def switch_on_this_day(user_id: int, *, shows: bool) -> None:
    Growth.objects.update_or_create(user_id=user_id, defaults={"shows_on_this_day": shows})
