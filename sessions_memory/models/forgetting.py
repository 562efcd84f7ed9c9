"""Tables for deleting for real: the memories that answers used, and how far a deletion has come."""

import uuid
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from sessions_memory.models.sessions import UserInteraction
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import Scope, Source, shown_source


class MemoryUseQuerySet(OwnedQuerySet["MemoryUse"]):
    def naming(self, memory_ids: Iterable[int]) -> Self:
        return self.filter(memory__in=list(memory_ids))

    def in_prompts(self) -> Self:
        """Leaves out those that were found but had no room."""
        return self.filter(is_left_out=False)


class MemoryUse(models.Model):
    """An answer's receipt names a memory. Derived from receipts, for the way back from a memory to its answers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    answer = models.ForeignKey(UserInteraction, models.CASCADE, related_name="memories_used", db_index=False)
    memory = models.ForeignKey(UserInteraction, models.CASCADE, related_name="used_by", db_index=False)
    # It was found, but there was no room for it in the prompt.
    is_left_out = models.BooleanField(default=False)

    objects = MemoryUseQuerySet.as_manager()

    class Meta:
        db_table = "memory_uses"
        constraints = [models.UniqueConstraint(fields=["answer", "memory"], name="memory_used_once_an_answer")]
        indexes = [
            models.Index(fields=["memory", "answer"], name="memory_uses_by_memory"),
            models.Index(fields=["user", "answer"], name="memory_uses_by_user"),
        ]

    def __str__(self) -> str:
        return f"memory {self.memory_id} in interaction {self.answer_id}"


class DeletionQuerySet(OwnedQuerySet["Deletion"]):
    def to_work_on(self) -> Self:
        return self.filter(deleted_at__isnull=True).order_by("created_at", "id")

    def to_wipe(self) -> Self:
        return self.filter(deleted_at__isnull=False, wiped_at__isnull=True)

    def asked_for(self) -> Self:
        """On a page of ours, where a report is shown; not what went by the way, as a temporary session does."""
        return self.filter(has_report=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class Deletion(models.Model):
    """A request to forget, how far it has come, and whether the bytes are gone. It holds no word of them.

    That of an account outlives the person, for the report that opens only with `key`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="deletions")
    scope = models.CharField(max_length=11, choices=Scope)
    # The scope needs one of these: an interaction's or a session's id, a source, a span [since, until).
    row = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    # Of chosen sessions: which, as `ChosenSessions` has them.
    chosen = models.JSONField(default=dict)
    has_report = models.BooleanField(default=False)
    # Later answers that used any of it go, too.
    with_answers = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    # Interactions in the beginning, and what has been deleted by now.
    found = models.PositiveIntegerField(default=0)
    interactions = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    attachments = models.PositiveIntegerField(default=0)
    receipts = models.PositiveIntegerField(default=0)
    # Of growth what rested on it: themes that lost their words, insights and reviews.
    themes = models.PositiveIntegerField(default=0)
    insights = models.PositiveIntegerField(default=0)
    reviews = models.PositiveIntegerField(default=0)
    # Ids of notes that went: receipts that quote them are still to be emptied.
    quoted_notes = models.JSONField(default=list)
    deleted_at = models.DateTimeField(null=True, blank=True)
    wipe_tried_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)
    # The freed space was written over; False: the database does that as it uses the space again.
    is_overwritten = models.BooleanField(default=False)

    objects = DeletionQuerySet.as_manager()

    class Meta:
        db_table = "deletions"
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(wiped_at__isnull=True), name="deletions_unfinished")
        ]

    def __str__(self) -> str:
        return f"deletion {self.pk}"

    def get_absolute_url(self) -> str:
        name = "accounts:deleted" if self.scope == Scope.ACCOUNT else "sessions_memory:deletion"
        return reverse(name, args=[self.key])

    @property
    def what(self) -> str:
        """For a list of deletions; of a source its name."""
        return shown_source(self.source) if self.scope == Scope.SOURCE else str(self.get_scope_display())

    @property
    def is_of_growth(self) -> bool:
        return bool(self.themes or self.insights or self.reviews)

    @property
    def is_wiped(self) -> bool:
        return self.wiped_at is not None
