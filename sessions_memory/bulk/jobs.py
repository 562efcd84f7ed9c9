"""Doing something with many sessions, in slices that any process can take up where they ended, and undoing it.

A slice is a transaction. The page that asks works for a moment, so that little is done at once; the worker does the
rest. Only what the person did last can be undone.
"""

import logging
import math
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions_memory.bulk.actions import Action, action_named
from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.models import BulkJob, BulkSlice, UserSession
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.web.cursors import Cursor

logger = logging.getLogger(__name__)

# A slice has at most so many sessions, and takes no further one after so many interactions.
SLICE, SLICE_INTERACTIONS = 200, 2_000
# The request that asks for it works this long on it.
AT_ONCE_SECONDS = 1.0
KEPT = timedelta(days=90)


class StillBusy(Exception):
    """What the person did with many sessions before is not done yet. The message says so."""

    def __init__(self) -> None:
        super().__init__(_("Your last action on many sessions is still under way. Wait until it is done."))


def sessions_of(user: AbstractBaseUser, chosen: ChosenSessions) -> SessionQuerySet:
    return UserSession.objects.owned_by(user).asked_in().filter(chosen.condition())


def as_they_are(user: AbstractBaseUser, chosen: ChosenSessions) -> ChosenSessions:
    """Without what comes later; of ids, those that are the person's."""
    if chosen.ids is not None:
        return ChosenSessions(ids=tuple(sessions_of(user, chosen).order_by("pk").values_list("pk", flat=True)))

    # The sum keeps PostgreSQL from looking for it among everybody's, from the greatest down.
    last = UserSession.objects.owned_by(user).aggregate(last=Max(F("pk") + 0))["last"]
    return replace(chosen, up_to=last or 0)


def begin(user: AbstractBaseUser, action: Action, chosen: ChosenSessions) -> BulkJob:
    """Saves it and does what can be done at once; the worker does the rest. Raises StillBusy."""
    with user_lock(user):
        jobs = BulkJob.objects.owned_by(user)
        if jobs.to_work_on().exists():
            raise StillBusy

        BulkSlice.objects.filter(job__in=jobs).delete()
        job = BulkJob.objects.create(
            user_id=user.pk,
            action=action.name,
            chosen=chosen.as_json(),
            found=sessions_of(user, chosen).count(),
        )

    logger.info("%s of user %s: %s with %s sessions", job, user.pk, action.name, job.found)
    work(job, seconds=AT_ONCE_SECONDS)
    return job


def can_be_undone(job: BulkJob) -> bool:
    """It is done and changed something, and nothing else was done since."""
    return not job.is_waiting and not job.is_undone and job.changed > 0 and job.slices.exists()


def undo(job: BulkJob) -> bool:
    """Gives the sessions back what they were; False if it can't be undone."""
    with user_lock(job.user):
        held = BulkJob.objects.get(pk=job.pk)
        if not can_be_undone(held):
            return False

        BulkJob.objects.filter(pk=job.pk).update(is_undone=True, is_waiting=True)

    job.refresh_from_db()
    work(job, seconds=AT_ONCE_SECONDS)
    return True


def work_on_all(*, seconds: float = math.inf) -> bool:
    """Works on every job that waits, for the worker; False if nothing is left."""
    until = time.monotonic() + seconds
    for job in BulkJob.objects.to_work_on().select_related("user"):
        work(job, seconds=until - time.monotonic())

    BulkJob.objects.filter(created_at__lt=timezone.now() - KEPT, is_waiting=False).delete()
    return BulkJob.objects.to_work_on().exists()


def work(job: BulkJob, *, seconds: float = math.inf) -> None:
    until = time.monotonic() + seconds
    while job.is_waiting and time.monotonic() < until:
        with user_lock(job.user):
            # The lock makes two processes do one slice after the other, and not the same.
            rows = BulkJob.objects.to_work_on().select_for_update(of=("self",)).select_related("user")
            held = rows.filter(pk=job.pk).first()
            if held:
                _take_back_slice(held) if held.is_undone else _take_slice(held)

        job.refresh_from_db()
        if held is None:
            return

        yield_to_writers()


def _take_slice(job: BulkJob) -> None:
    action = action_named(job.action)
    rows = _next_rows(job)
    if action is None or not rows:
        job.is_waiting = False
        job.save(update_fields=["is_waiting"])
        return

    before = dict(action.before(UserSession.objects.owned_by(job.user).filter(pk__in=[pk for pk, *_ in rows])))
    if before:
        action.apply(job.user, list(before))
        BulkSlice.objects.create(job=job, before=before)

    pk, start, _ = rows[-1]
    job.place = str(Cursor(start, pk))
    job.done += len(rows)
    job.changed += len(before)
    job.save(update_fields=["place", "done", "changed"])


def _next_rows(job: BulkJob) -> list[tuple[int, datetime, int]]:
    """The id, the beginning and the count of interactions of some sessions."""
    sessions = sessions_of(job.user, ChosenSessions.of_json(job.chosen)).newest_first()
    if place := Cursor.read(job.place):
        # A time that another program wrote in its own way may come after itself: without this, for ever.
        sessions = sessions.before(place.time, place.pk).exclude(pk=place.pk)

    rows: list[tuple[int, datetime, int]] = []
    interactions = 0

    for row in sessions.values_list("pk", "session_start", "interaction_count")[:SLICE]:
        interactions += row[2]
        if rows and interactions > SLICE_INTERACTIONS:
            break
        rows.append(row)

    return rows


def _take_back_slice(job: BulkJob) -> None:
    part = job.slices.order_by("-pk").first()
    if part and (action := action_named(job.action)):
        # JSON has texts for the names of its fields.
        action.undo(job.user, {int(pk): was for pk, was in part.before.items()})
        part.delete()
        return

    job.is_waiting = False
    job.save(update_fields=["is_waiting"])
