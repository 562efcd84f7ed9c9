"""Files that people attach to their questions, with the text that was read of them."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from sessions_memory.models.imports import FILE_NAME_MAX_CHARS
from sessions_memory.models.sessions import UserInteraction
from sessions_memory.querysets.conditions import UNFINISHED, of_active_people
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import AttachmentKind, AttachmentState

ATTACHMENTS_FOLDER = "attachments"
REMARK_MAX_CHARS = 300
# In the metadata of a question that has any: how many. What has none asks the database nothing.
ATTACHED = "attached"


class AttachmentQuerySet(OwnedQuerySet["Attachment"]):
    def of(self, interaction_ids: Iterable[int]) -> Self:
        return self.filter(interaction__in=list(interaction_ids)).order_by("interaction", "id")

    def unclaimed(self) -> Self:
        """Those that no question was asked with yet."""
        return self.filter(interaction__isnull=True)

    def kept(self) -> Self:
        """All but those of temporary sessions."""
        return self.exclude(interaction__session__is_temporary=True)

    def listed(self) -> Self:
        """Without the text, which may have megabytes."""
        return self.defer("text")

    def waiting(self) -> Self:
        return self.filter(state=AttachmentState.WAITING)

    def to_read(self, dead_after: timedelta) -> Self:
        """Waiting, and in the hands of nobody who is still alive."""
        free = Q(reading_since__isnull=True) | Q(reading_since__lt=Now() - dead_after)
        return self.waiting().filter(free, of_active_people()).order_by("created_at", "id")

    def to_index(self) -> Self:
        """Read, asked with and answered, and their words not findable yet."""
        done = self.filter(of_active_people(), is_indexed=False, state=AttachmentState.READ, interaction__isnull=False)
        return done.exclude(interaction__status__in=UNFINISHED).order_by("id")

    def abandoned(self, after: timedelta) -> Self:
        return self.unclaimed().filter(created_at__lt=Now() - after)

    def take(self) -> int:
        """Marks them as being read; how many were there."""
        return self.update(reading_since=Now(), tries=F("tries") + 1)


class Attachment(models.Model):
    """A file of one question, or of none yet. Nothing of its own name reaches the disk: `stored_as` names it there.

    Another version of a question has rows of its own, which may name the same file. `remark`: what is missing of the
    text, or why there is none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attachments", db_index=False)
    interaction = models.ForeignKey(
        UserInteraction, models.CASCADE, null=True, blank=True, related_name="attachments", db_index=False
    )
    name = models.CharField(max_length=FILE_NAME_MAX_CHARS)
    kind = models.CharField(max_length=10, choices=AttachmentKind)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # "" where only the text is known, as of what an import brought along.
    stored_as = models.CharField(max_length=200, blank=True)
    # An image lies there once more, smaller and as JPEG.
    has_preview = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    is_cut = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=AttachmentState, default=AttachmentState.WAITING)
    # Recall finds their interaction by their words.
    is_indexed = models.BooleanField(default=False)
    remark = models.CharField(max_length=REMARK_MAX_CHARS, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Somebody reads it since then; how often that was tried.
    reading_since = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        db_table = "attachments"
        indexes = [
            models.Index(fields=["interaction", "id"], name="attachments_by_question"),
            models.Index(fields=["user", "stored_as"], name="attachments_by_file"),
            models.Index(
                fields=["created_at", "id"],
                condition=Q(state=AttachmentState.WAITING),
                name="attachments_to_read",
            ),
            models.Index(
                fields=["id"],
                condition=Q(is_indexed=False, state=AttachmentState.READ, interaction__isnull=False),
                name="attachments_to_index",
            ),
            models.Index(
                fields=["user", "created_at"], condition=Q(interaction__isnull=True), name="attachments_unclaimed"
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def preview_name(self) -> str:
        return f"{self.stored_as}-small"

    @property
    def is_read(self) -> bool:
        return self.state == AttachmentState.READ

    @property
    def is_waiting(self) -> bool:
        return self.state == AttachmentState.WAITING

    @property
    def is_image(self) -> bool:
        return self.kind == AttachmentKind.IMAGE


def new_attachment_name(user_id: int) -> str:
    return f"{ATTACHMENTS_FOLDER}/{user_id}/{uuid.uuid4().hex}"
