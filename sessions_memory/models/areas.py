"""Areas: sets of sessions, each with a recall of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions_memory.models.sessions import own_source_id
from sessions_memory.querysets.areas import AreaQuerySet
from sessions_memory.states import Colour, Recalls
from sessions_memory.web.urls import address

NAME_MAX_CHARS = 60
AREA_INSTRUCTIONS_MAX_CHARS = 4000


class Area(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="areas", db_index=False)
    name = models.CharField(max_length=NAME_MAX_CHARS)
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.GREY)
    # The order in which the person wants them.
    position = models.PositiveIntegerField(default=0)
    recalls = models.CharField(max_length=10, choices=Recalls, default=Recalls.OWN)
    # It is recalled nowhere else, and is no part of growth.
    is_closed = models.BooleanField(default=False)
    instructions = models.TextField(max_length=AREA_INSTRUCTIONS_MAX_CHARS, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Out of the sidebar; null: it is in use.
    archived_at = models.DateTimeField(null=True, blank=True)
    source_id = models.CharField(max_length=200, default=own_source_id)
    # The import that made it of a folder; null: the person did, or that import is gone.
    made_by = models.ForeignKey(
        "sessions_memory.ImportJob", models.SET_NULL, null=True, blank=True, related_name="areas", db_index=False
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        db_table = "areas"
        verbose_name, verbose_name_plural = _("area"), _("areas")
        constraints = [models.UniqueConstraint(fields=["user", "source_id"], name="area_known_by_source_id")]
        indexes = [
            models.Index(fields=["user", "position", "id"], name="areas_by_position"),
            # Most people have none: lists ask for these with each question.
            models.Index(fields=["user"], condition=Q(is_closed=True), name="areas_closed"),
            # What the administration lists.
            models.Index(fields=["is_closed", "-id"], name="areas_admin_closed"),
            models.Index(fields=["made_by"], condition=Q(made_by__isnull=False), name="areas_by_import"),
        ]

    def __str__(self) -> str:
        return gettext("area {number}").format(number=self.pk)

    def get_absolute_url(self) -> str:
        return address("sessions_memory:area", self.pk)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
