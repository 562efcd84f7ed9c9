"""Bringing a history in: the job with its files, what it could not read, and the notes it offers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sessions_memory.querysets.imports import ClaimQuerySet, ImportJobQuerySet
from sessions_memory.querysets.notes import OfferedNoteQuerySet
from sessions_memory.states import ClaimKind, JobState, OfferState, Source

FILE_NAME_MAX_CHARS = 200
FOLDER = "imports"


class ImportJob(models.Model):
    """`found` = `imported` + `updated` + `unchanged` + `left_out` + `empty` + `skipped`: a constraint, so always.

    `older`: those of `unchanged` whose copy here is newer. `position`: where the next slice begins;
    all before it is stored, in the same transaction. `left_out`: those that the person didn't choose.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports", db_index=False)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.UPLOADING)
    # The names of the formats that the files have, in words for the reader, with commas.
    sources = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    claim_id = models.UUIDField(null=True, blank=True)
    # While uploading: when the last piece arrived.
    heartbeat_at = models.DateTimeField(default=timezone.now)
    # Its files lie where the command found them, and stay there.
    is_from_command = models.BooleanField(default=False)
    cancel_requested = models.BooleanField(default=False)
    # How often the storage did not give its files out, though it answers.
    refusals = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Until the person has chosen it is only looked at; both fields by the values of `importers.jobs`.
    is_look = models.BooleanField(default=False)
    look = models.JSONField(default=dict, blank=True)
    choice = models.JSONField(default=dict, blank=True)
    position = models.JSONField(default=dict, blank=True)
    bytes_done = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    older = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    empty = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    interactions = models.PositiveIntegerField(default=0)
    # Sentences about no single conversation.
    remarks = models.JSONField(default=list, blank=True)
    # An export of InsightVault's own claims that the person wrote the summaries of these sessions; the second field
    # says whether they want all claims to be restored.
    claimed_summaries = models.JSONField(default=list, blank=True)
    restore_requested = models.BooleanField(default=False)
    # Why it failed, in sentences for the reader.
    failure = models.TextField(blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        db_table = "import_jobs"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    found=models.F("imported")
                    + models.F("updated")
                    + models.F("unchanged")
                    + models.F("left_out")
                    + models.F("empty")
                    + models.F("skipped")
                ),
                name="import_counts_add_up",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="imports_by_user"),
            models.Index(
                fields=["created_at"],
                condition=Q(state=JobState.UPLOADING)
                | Q(state=JobState.UPLOADED)
                | Q(state=JobState.LOOKED)
                | Q(state=JobState.RUNNING),
                name="imports_unfinished",
            ),
            models.Index(fields=["id"], condition=Q(restore_requested=True), name="imports_to_restore"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("sessions_memory:import-job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

    @property
    def all_sources(self) -> list[Source]:
        """In the order in which they stand in `Source`."""
        names = self.sources.split(", ")
        return [source for source in Source if source.label in names]

    def request_restore(self) -> None:
        """The worker restores what the file claims, as it was in the exported vault."""
        ImportJob.objects.filter(pk=self.pk, state=JobState.DONE).update(restore_requested=True)

    def cancel(self) -> None:
        """Ends it at once if nobody works on it; else the worker ends it after the slice under way."""
        resting = (JobState.UPLOADING, JobState.UPLOADED, JobState.LOOKED)
        waiting = ImportJob.objects.filter(pk=self.pk, state__in=resting)
        if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
            ImportJob.objects.filter(pk=self.pk, state=JobState.RUNNING).update(cancel_requested=True)


class ImportFile(models.Model):
    """One uploaded file. Nothing of its own name reaches the disk: `stored_as` names it in the default storage.

    `stored_as` is "" for a file that the command reads where it lies, and once it is deleted.
    """

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=FILE_NAME_MAX_CHARS)
    size_bytes = models.PositiveBigIntegerField()
    received_bytes = models.PositiveBigIntegerField(default=0)
    stored_as = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "import_files"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"file {self.pk}"

    def get_absolute_url(self) -> str:
        """The address that its pieces are sent to."""
        return reverse("sessions_memory:import-piece", args=[self.pk])

    @property
    def is_complete(self) -> bool:
        return self.received_bytes >= self.size_bytes


class SkippedEntry(models.Model):
    """An entry that could not be brought in, and why."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="skipped_entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)

    class Meta:
        db_table = "import_skipped_entries"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"skipped entry {self.pk}"


class OfferedNote(models.Model):
    """Custom instructions or a saved memory that came with an export. It is offered once, ever."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="offered_notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offered_notes", db_index=False)
    text = models.TextField()
    text_hash = models.CharField(max_length=32)
    origin = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OFFERED)
    # The note's fields in an export of InsightVault's own, {} for instructions. Null for other sources.
    kept = models.JSONField(null=True, blank=True)

    objects = OfferedNoteQuerySet.as_manager()

    class Meta:
        db_table = "offered_notes"
        constraints = [models.UniqueConstraint(fields=["user", "text_hash"], name="note_offered_once")]

    def __str__(self) -> str:
        return f"offered note {self.pk}"

    def dismiss(self) -> None:
        self._become(OfferState.DISMISSED)

    def mark_accepted(self) -> None:
        self._become(OfferState.ACCEPTED)

    def _become(self, state: OfferState) -> None:
        self.state = state
        self.save(update_fields=["state"])


class Claim(models.Model):
    """What an export of InsightVault's own says of growth; in force only once the person restores it.

    `name`: the `source_id` there, "" for what there is once. `kept`: by the names of the format.
    """

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="claims", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=ClaimKind)
    name = models.CharField(max_length=200, blank=True)
    kept = models.JSONField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        db_table = "import_claims"
        constraints = [models.UniqueConstraint(fields=["job", "kind", "name"], name="claimed_once_a_file")]
        indexes = [models.Index(fields=["user", "job"], name="import_claims_by_user")]

    def __str__(self) -> str:
        return f"claim {self.pk}"


def new_storage_name() -> str:
    return f"{FOLDER}/{uuid.uuid4().hex}"
