"""Areas as our own format has them: records of their own, before the sessions that name them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.exporters.canonical import written
from sessions_memory.exporters.rows import pages
from sessions_memory.exporters.selection import Selection
from sessions_memory.models import Area, UserSession

AS_KEPT = ("source_id", "name", "colour", "position", "recalls", "is_closed", "instructions")
AT_ONCE = 100


def areas_of(user: AbstractBaseUser, selection: Selection) -> Iterator[dict[str, Any]]:
    """All of the person's; of a selection those that its sessions are in."""
    areas = Area.objects.owned_by(user)
    if not selection.is_everything:
        chosen = UserSession.objects.owned_by(user).kept().chosen(selection.source, selection.session_id)
        areas = areas.filter(pk__in=chosen.begun_within(selection.since, selection.until).values("area"))

    for page in pages(areas, "created_at", (*AS_KEPT, "created_at", "archived_at"), AT_ONCE):
        for row in page:
            times = {name: written(row[name]) for name in ("created_at", "archived_at")}
            yield {name: row[name] for name in AS_KEPT} | times


def in_area(source_id: str | None) -> dict[str, str]:
    """Most sessions and notes are in none, and say nothing of it."""
    return {"area": source_id} if source_id else {}
