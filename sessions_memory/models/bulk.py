"""Tables for acting on many sessions: how far an action has come, and what undoes it. They hold no word of anybody."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sessions_memory.querysets.conditions import of_active_people
from sessions_memory.querysets.owned import OwnedQuerySet

NAME_MAX_CHARS = 40
CURSOR_MAX_CHARS = 60


class BulkJobQuerySet(OwnedQuerySet["BulkJob"]):
    def to_work_on(self) -> Self:
        return self.filter(of_active_people(), is_waiting=True).order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


class BulkJob(models.Model):
    """An action on many sessions. It is `is_waiting` while the worker has something to do or to undo for it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bulk_jobs", db_index=False)
    action = models.CharField(max_length=NAME_MAX_CHARS)
    chosen = models.JSONField(default=dict)
    # Where the next slice begins, as a cursor of the history.
    place = models.CharField(max_length=CURSOR_MAX_CHARS, blank=True)
    is_waiting = models.BooleanField(default=True)
    is_undone = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    # Sessions that were meant, that were looked at by now, and that it changed.
    found = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        db_table = "bulk_jobs"
        indexes = [
            models.Index(fields=["user", "-id"], name="bulk_jobs_by_user"),
            models.Index(fields=["id"], condition=Q(is_waiting=True), name="bulk_jobs_waiting"),
            models.Index(fields=["created_at"], name="bulk_jobs_by_age"),
        ]

    def __str__(self) -> str:
        return f"bulk job {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("sessions_memory:bulk-job", args=[self.pk])

    def is_newer_than(self, age: timedelta) -> bool:
        return self.created_at > timezone.now() - age


class BulkSlice(models.Model):
    """Some sessions that a job changed. `before`: by their ids, what each was before."""

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="slices")
    before = models.JSONField()

    class Meta:
        db_table = "bulk_slices"

    def __str__(self) -> str:
        return f"slice {self.pk} of bulk job {self.job_id}"
