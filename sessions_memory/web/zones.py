"""The time zone in which a person's days begin."""

import functools
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

# The longest that there is has half as many. One of thousands of parts is too deep for what looks it up.
NAME_MAX_CHARS = 64
# Zones of real places are named after a continent or an ocean; others are offsets, rules, and names for old systems.
PLACES = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
EVERYWHERE = "UTC"
# Browsers still say the names on the left, which newer systems keep in a package of their own.
RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}


def known_zone(name: str) -> ZoneInfo | None:
    """None for "", and for what this machine has no zone of."""
    if not 0 < len(name) <= NAME_MAX_CHARS:
        return None
    return _read(name) or _read(RENAMED.get(name, ""))


@functools.cache
def offered_zones() -> tuple[str, ...]:
    """Those of real places by today's names, and UTC, which stands first."""
    places = (name for name in available_timezones() if name.partition("/")[0] in PLACES and "/" in name)
    return (EVERYWHERE, *sorted(name for name in places if name not in RENAMED))


def zone_of(user: AbstractBaseUser) -> tzinfo:
    """The person's; the vault's, until their browser has told it."""
    return known_zone(getattr(user, "time_zone", "")) or timezone.get_default_timezone()


def midnight(day: date) -> datetime:
    """When the day begins in the time zone in which pages are shown."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _read(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
