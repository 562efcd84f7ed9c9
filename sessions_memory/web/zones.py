"""The time zone in which a person's days begin."""

from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

# The longest that there is has half as many. One of thousands of parts is too deep for what looks it up.
NAME_MAX_CHARS = 64


def known_zone(name: str) -> ZoneInfo | None:
    """None for "", and for what this machine has no zone of."""
    try:
        return ZoneInfo(name) if 0 < len(name) <= NAME_MAX_CHARS else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(user: AbstractBaseUser) -> tzinfo:
    """The person's; the vault's, until their browser has told it."""
    return known_zone(getattr(user, "time_zone", "")) or timezone.get_default_timezone()


def midnight(day: date) -> datetime:
    """When the day begins in the time zone in which pages are shown."""
    return timezone.make_aware(datetime.combine(day, time.min))
