"""Imports, what a look at one found, and what files claim, as they are looked up."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sessions_memory.querysets.conditions import of_active_people, silent_for
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import ClaimKind, JobState
from sessions_memory.web.dates import DATED_FROM

if TYPE_CHECKING:
    from sessions_memory.models import (  # noqa: F401 (in base classes, as strings)
        Claim,
        ImportJob,
        LookedConversation,
    )


class ImportJobQuerySet(OwnedQuerySet["ImportJob"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def shown(self) -> Self:
        """All but those whose files have not all arrived."""
        return self.exclude(state=JobState.UPLOADING)

    def unfinished(self) -> Self:
        return self.filter(state__in=(JobState.UPLOADING, JobState.UPLOADED, JobState.LOOKED, JobState.RUNNING))

    def running(self) -> Self:
        return self.filter(state=JobState.RUNNING)

    def bringing_in(self) -> Self:
        """Of those that run, the ones that don't only look."""
        return self.running().filter(is_look=False)

    def claimable(self, dead_after: timedelta) -> Self:
        """Waiting for a worker, or left by one that died."""
        left = Q(silent_for(dead_after), state=JobState.RUNNING)
        return self.filter(Q(state=JobState.UPLOADED) | left, of_active_people()).order_by("created_at", "id")

    def restoring(self) -> Self:
        """The person asked for what the file claims; in the order in which the files came."""
        return self.filter(restore_requested=True, state=JobState.DONE).order_by("id")

    def with_leftover_files(self) -> Self:
        return self.filter(
            state__in=(JobState.DONE, JobState.FAILED, JobState.CANCELLED), files__stored_as__gt=""
        ).distinct()

    def abandoned(self, after: timedelta, *, looked_after: timedelta) -> Self:
        """Uploads that nobody goes on with, and looks after which nobody chooses."""
        looked = Q(state=JobState.LOOKED, heartbeat_at__lt=Now() - looked_after)
        return self.filter(looked | Q(state=JobState.UPLOADING, heartbeat_at__lt=Now() - after))


class LookedConversationQuerySet(models.QuerySet["LookedConversation"]):
    def newest_first(self) -> Self:
        return self.order_by("-began_at", "-id")

    def before(self, time: datetime, pk: int) -> Self:
        """In the order of `newest_first`, those after the one of `time` and `pk`."""
        return self.filter(Q(began_at__lt=time) | Q(began_at=time, pk__lt=pk))

    def begun_in(self, since: datetime | None, until: datetime | None) -> Self:
        """[since, until); a span leaves out what is of an unknown date."""
        if since is None and until is None:
            return self

        rows = self.filter(began_at__gte=max(since or DATED_FROM, DATED_FROM))
        return rows.filter(began_at__lt=until) if until else rows

    def chosen(self) -> Self:
        return self.filter(is_chosen=True)


class ClaimQuerySet(OwnedQuerySet["Claim"]):
    def of_kind(self, kind: ClaimKind) -> Self:
        return self.filter(kind=kind).order_by("id")
