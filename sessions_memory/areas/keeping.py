"""The verbs of areas: made, changed, ordered, archived, deleted; a session is put into one.

What closes an area, or brings a session into a closed one, takes its words out of growth in the same transaction, as
"never recall" does. Recall needs nothing of that kind: it asks for each question which sessions are where.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions_memory.database.user_lock import user_lock
from sessions_memory.deletion.forgetting import forget_note
from sessions_memory.growth.keeping import forgetting, marks
from sessions_memory.models import Area, Note, UserInteraction, UserSession

# More would not fit the sidebar, and each is read with every question.
AREAS_MAX = 50


class TooManyAreas(Exception):
    """The message says so to the person."""

    def __init__(self) -> None:
        super().__init__(_("You have {count} areas, the most there can be. Delete one first.").format(count=AREAS_MAX))


def make(user: AbstractBaseUser, **fields: Any) -> Area:
    """The last in order. Raises TooManyAreas."""
    with user_lock(user):
        areas = Area.objects.owned_by(user)
        if areas.count() >= AREAS_MAX:
            raise TooManyAreas

        last = areas.aggregate(last=Max("position"))["last"]
        return Area.objects.create(user_id=user.pk, position=0 if last is None else last + 1, **fields)


def change(area: Area, **fields: Any) -> None:
    with user_lock(area.user):
        was_closed = Area.objects.get(pk=area.pk).is_closed
        for name, value in fields.items():
            setattr(area, name, value)

        if area.is_closed and not was_closed:
            _keep_out(area.user_id, UserInteraction.objects.owned_by(area.user_id).filter(session__area=area))

        area.save(update_fields=list(fields))
        if area.is_closed != was_closed:
            marks.changed(area.user_id)


def archive(area: Area, *, is_archived: bool) -> None:
    area.archived_at = timezone.now() if is_archived else None
    area.save(update_fields=["archived_at"])


def shift(area: Area, *, is_up: bool) -> None:
    """By one place in the order, past its neighbour; archived ones stand in an order of their own."""
    with user_lock(area.user):
        areas = list(Area.objects.owned_by(area.user_id).in_order())
        alike = [each for each in areas if each.is_archived == area.is_archived]
        place = alike.index(area)
        other = place - 1 if is_up else place + 1

        if 0 <= other < len(alike):
            first, second = areas.index(area), areas.index(alike[other])
            areas[first], areas[second] = areas[second], areas[first]

        _keep_order(areas)


def place(area: Area, position: int) -> None:
    """`position`: from 0, among all; beyond them it is the last."""
    with user_lock(area.user):
        others = [each for each in Area.objects.owned_by(area.user_id).in_order() if each != area]
        _keep_order([*others[:position], area, *others[position:]])


def _keep_order(areas: list[Area]) -> None:
    for position, each in enumerate(areas):
        each.position = position

    Area.objects.bulk_update(areas, ["position"])


def put(session: UserSession, area: Area | None) -> None:
    """Moves it, with the notes that were kept from it. Nothing for a temporary one, which is in none."""
    put_many(session.user, [session.pk], area.pk if area else None)
    session.refresh_from_db(fields=["area"])


def put_many(user: AbstractBaseUser, ids: Collection[int], area_id: int | None) -> None:
    """Those of the person's. Nothing, if the area was deleted meanwhile."""
    with user_lock(user):
        area = Area.objects.owned_by(user).filter(pk=area_id or 0).first()
        if area_id and area is None:
            return

        sessions = UserSession.objects.owned_by(user).kept().filter(pk__in=list(ids))
        moved = [pk for pk, before in sessions.values_list("pk", "area") if before != area_id]
        rows = UserSession.objects.filter(pk__in=moved)
        is_of_growth = rows.filter(area__is_closed=True).exists() or bool(area and area.is_closed)
        if area and area.is_closed:
            _keep_out(user.pk, UserInteraction.objects.in_sessions(moved))

        rows.update(area=area)
        Note.objects.owned_by(user).filter(from_interaction__session__in=moved).update(area=area)
        if moved and is_of_growth:
            marks.changed(user.pk)


def dissolve(area: Area) -> None:
    """Deletes the area, with its notes and instructions; its sessions stay, in none."""
    with user_lock(area.user):
        for note in area.notes.all():
            forget_note(note)

        UserSession.objects.owned_by(area.user_id).filter(area=area).update(area=None)
        if area.is_closed:
            marks.changed(area.user_id)

        area.delete()


def _keep_out(user_id: int, interactions: Any) -> None:
    forgetting.keep_out(user_id, interactions.values_list("pk", flat=True))
