"""Words that a person wants in mind with every question: notes, and how they want to be answered."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sessions_memory.models.sessions import UserInteraction, own_source_id
from sessions_memory.querysets.notes import NoteQuerySet

NOTE_MAX_CHARS = 1000
INSTRUCTIONS_MAX_CHARS = 4000


class Note(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes", db_index=False)
    text = models.TextField(max_length=NOTE_MAX_CHARS)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Null if it was written by hand or brought along by an import, or if that interaction was deleted.
    from_interaction = models.ForeignKey(
        UserInteraction, models.SET_NULL, null=True, blank=True, related_name="kept_as_notes"
    )
    # Null: it is for all questions. Else it is in mind in this area alone, and goes with it.
    area = models.ForeignKey(
        "sessions_memory.Area", models.CASCADE, null=True, blank=True, related_name="notes", db_index=False
    )
    # The place where an import found it, in words ("ChatGPT's memory"); empty for one of this vault.
    origin = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, default=own_source_id)

    objects = NoteQuerySet.as_manager()

    class Meta:
        db_table = "notes"
        constraints = [models.UniqueConstraint(fields=["user", "source_id"], name="note_known_by_source_id")]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notes_by_user"),
            models.Index(fields=["area"], condition=models.Q(area__isnull=False), name="notes_of_area"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def reword(self, text: str) -> None:
        self.text = text
        self.save(update_fields=["text"])

    def switch(self, *, is_active: bool) -> None:
        self.is_active = is_active
        self.save(update_fields=["is_active"])


class Instructions(models.Model):
    """One row a person; none until they wrote some."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="instructions", primary_key=True)
    text = models.TextField(max_length=INSTRUCTIONS_MAX_CHARS, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "instructions"
        verbose_name_plural = "instructions"

    def __str__(self) -> str:
        return f"instructions of user {self.user_id}"
