"""A theme as it is within one area. Closed areas are no part of growth, so that they are none to choose either."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext

from sessions_memory.growth.keeping.counting import Counted, counted
from sessions_memory.models import Theme, ThemeMember
from sessions_memory.pages.areas import area_rows
from sessions_memory.querysets.growth import ThemeMemberQuerySet
from sessions_memory.web.urls import address, narrowed


@dataclass(frozen=True)
class AreaLink:
    """A choice: everything, or one area with how many of the theme's questions are in it."""

    name: str
    url: str
    questions: int
    is_current: bool


@dataclass(frozen=True)
class Within:
    """The part of a theme that lies in an area. `interactions`: their ids."""

    area: int
    name: str
    counts: Counted
    interactions: frozenset[int]


def area_links(user: AbstractBaseUser, theme: Theme, chosen: int | None) -> list[AreaLink]:
    """None where no area holds any of it. A person without areas costs one small statement."""
    rows = area_rows(user)
    held = _held(user, theme).filter(interaction__session__area__isnull=False) if rows else None
    counts = Counter(held.values_list("interaction__session__area", flat=True)) if held is not None else Counter()
    named = [(row.id, row.name) for row in rows if counts[row.id]]
    if not named:
        return []

    whole_url = address("sessions_memory:theme", theme.pk)
    everything = AreaLink(gettext("Everywhere"), whole_url, theme.interactions, chosen is None)
    return [
        everything,
        *(
            AreaLink(name, narrowed("sessions_memory:theme", theme.pk, area=str(pk)), counts[pk], pk == chosen)
            for pk, name in named
        ),
    ]


def within(user: AbstractBaseUser, theme: Theme, area: int) -> Within | None:
    """None where the person has no such area, or nothing of the theme is in it."""
    name = next((row.name for row in area_rows(user) if row.id == area), "")
    rows = _held(user, theme).filter(interaction__session__area=area) if name else ThemeMember.objects.none()
    found = list(rows.values_list("interaction", "interaction__created_at", "interaction__session"))
    if not found:
        return None

    counts = counted([(at, session) for _, at, session in found], timezone.get_current_timezone())
    return Within(area, name, counts, frozenset(pk for pk, _, _ in found))


def _held(user: AbstractBaseUser, theme: Theme) -> ThemeMemberQuerySet:
    return ThemeMember.objects.owned_by(user).held_by(theme)
