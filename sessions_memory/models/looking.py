"""The conversations that a look found in a file. They are listed to be chosen from until the import ends."""

from django.conf import settings
from django.db import models

from sessions_memory.models.imports import ImportJob
from sessions_memory.querysets.imports import LookedConversationQuerySet

FOLDER_MAX_CHARS = 200


class LookedConversation(models.Model):
    """`began_at` is `dates.UNDATED` where the file tells no time. `folder`: its project or folder there."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="looked", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=20)
    source_id = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    folder = models.CharField(max_length=FOLDER_MAX_CHARS, blank=True)
    began_at = models.DateTimeField()
    questions = models.PositiveIntegerField()
    is_chosen = models.BooleanField(default=True)

    objects = LookedConversationQuerySet.as_manager()

    class Meta:
        db_table = "import_looked"
        constraints = [models.UniqueConstraint(fields=["job", "source", "source_id"], name="looked_at_once")]
        indexes = [models.Index(fields=["job", "-began_at", "-id"], name="looked_by_job")]

    def __str__(self) -> str:
        return f"looked at {self.pk}"
