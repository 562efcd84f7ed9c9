"""Conditions that several kinds of rows share."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from sessions_memory.areas.rules import Reach
from sessions_memory.states import Source, Status

UNFINISHED = (Status.PENDING, Status.ANSWERING)
# Not imported: asked on the pages, or by a program that this vault answered. Written with "or", as the index has it.
THROUGH_THIS_VAULT = Q(source=Source.CHAT) | Q(source=Source.PROGRAM)


def silent_for(duration: timedelta) -> Q:
    """Whose heartbeat nobody has heard for so long."""
    # One in the future comes from before the clock was set back.
    return Q(heartbeat_at__lt=Now() - duration) | Q(heartbeat_at__gt=Now() + duration)


def of_active_people() -> Exists:
    """For nobody else is anything worked on but deletions: it waits until they are switched on again.

    People are looked up, not joined: the condition of an update with a join is looked at before the row is held. The
    sum keeps PostgreSQL from walking through the people, and from each to their rows.
    """
    return Exists(get_user_model().objects.filter(pk=OuterRef("user") + 0, is_active=True))


def reached(area: str, reach: Reach) -> Q:
    """`area`: the path of the field that says in which area a row is."""
    if reach.is_only:
        return Q(**{f"{area}__in": reach.areas})

    return ~Q(**{f"{area}__in": reach.areas}) if reach.areas else Q()
