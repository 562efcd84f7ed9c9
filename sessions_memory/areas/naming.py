"""An area that a person names in a terminal or in an address: by its number, or by its name."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import Area
from sessions_memory.models.areas import NAME_MAX_CHARS


class UnclearArea(ValueError):
    """The message says so to the person."""


def area_named(user: AbstractBaseUser, said: str) -> Area:
    """One of the person's own; a number goes before a name, and capitals don't matter. Raises UnclearArea."""
    areas = list(Area.objects.owned_by(user).in_order().defer("instructions"))
    numbered = [area for area in areas if str(area.pk) == said.strip()]
    named = [area for area in areas if area.name.casefold() == said.strip().casefold()]
    found = numbered or named

    if not found:
        raise UnclearArea(f"You have no area “{said.strip()[:NAME_MAX_CHARS]}”.")
    if len(found) > 1:
        numbers = ", ".join(str(area.pk) for area in found)
        raise UnclearArea(f"You have several areas of that name. Say the number of one: {numbers}.")

    return found[0]
