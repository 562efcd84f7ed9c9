"""Sessions and interactions: every question and answer a person ever had.

Rows are written through the verbs of `lifecycle` (a session's story) and the
methods here (one row's); nothing else sets their fields.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions_memory.database.text import TITLE_MAX_CHARS, cut
from sessions_memory.querysets.conditions import THROUGH_THIS_VAULT
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.states import BUILT_IN, MadeBy, Source, Status, origin, said_in, shown_in
from sessions_memory.web.urls import interaction_url, session_url

# Lists call a session without a title so.
UNTITLED = _("Untitled")


def own_source_id() -> str:
    return str(uuid.uuid4())


class UserSession(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", db_index=False)
    title = models.CharField(max_length=TITLE_MAX_CHARS, blank=True)
    title_by = models.CharField(max_length=10, choices=MadeBy, default=MadeBy.QUESTION)
    session_start = models.DateTimeField(default=timezone.now)
    session_end = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(default=timezone.now)
    context_summary = models.TextField(null=True, blank=True)  # noqa: DJ001 (null is the API's "none yet")
    summary_by = models.CharField(max_length=10, choices=MadeBy, default=MadeBy.QUESTION)
    source = models.CharField(max_length=20, choices=Source, default=Source.CHAT)
    source_id = models.CharField(max_length=200, default=own_source_id)
    # For an imported one: when the provider changed it last (null if the export didn't say); a digest of all it held.
    source_updated_at = models.DateTimeField(null=True, blank=True)
    source_digest = models.CharField(max_length=32, blank=True)
    interaction_count = models.PositiveIntegerField(default=0)
    is_temporary = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    # False: questions asked in it are answered without recalled memories and notes.
    uses_memory = models.BooleanField(default=True)
    # The person wants it kept, but nothing of it recalled.
    never_recall = models.BooleanField(default=False)
    # The person wants nothing added to it.
    is_read_only = models.BooleanField(default=False)
    # Since when it stands in no list; it is recalled and found as before.
    archived_at = models.DateTimeField(null=True, blank=True)
    # Null: it is in none. A temporary one never is.
    area = models.ForeignKey(
        "sessions_memory.Area", models.SET_NULL, null=True, blank=True, related_name="sessions", db_index=False
    )
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")
    # When the model last looked back on it; null: something was said since.
    reflected_at = models.DateTimeField(null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        db_table = "user_sessions"
        verbose_name, verbose_name_plural = _("session"), _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(session_end__isnull=True, is_temporary=False),
                name="one_open_session_per_user",
            ),
            models.UniqueConstraint(fields=["user", "source", "source_id"], name="session_known_by_source_id"),
        ]
        indexes = [
            models.Index(fields=["user", "-session_start", "-id"], name="sessions_by_start"),
            models.Index(fields=["user", "-last_activity_at", "-id"], name="sessions_by_activity"),
            # The sidebar's: the few that were asked here may stand behind thousands that were imported.
            models.Index(
                fields=["user", "source", "-last_activity_at", "-id"],
                condition=Q(archived_at__isnull=True),
                name="sessions_by_source",
            ),
            models.Index(
                fields=["user", "-last_activity_at", "-id"],
                condition=Q(is_pinned=True, archived_at__isnull=True),
                name="sessions_pinned",
            ),
            models.Index(
                fields=["user", "-session_start", "-id"],
                condition=Q(archived_at__isnull=True),
                name="sessions_in_lists",
            ),
            models.Index(
                fields=["user", "-session_start", "-id"],
                condition=Q(archived_at__isnull=False),
                name="sessions_archived",
            ),
            models.Index(
                fields=["user", "-last_activity_at", "-id"],
                condition=Q(is_temporary=True),
                name="sessions_temporary",
            ),
            # All that `pages.counts` reads.
            models.Index(
                fields=["user", "source", "session_start", "is_temporary", "interaction_count"],
                name="sessions_counted",
            ),
            models.Index(
                fields=["user", "-session_start", "-id"],
                condition=Q(never_recall=True),
                name="sessions_never_recalled",
            ),
            models.Index(
                fields=["user", "area", "-last_activity_at", "-id"],
                condition=Q(area__isnull=False),
                name="sessions_by_area",
            ),
            # An area that goes looks for its sessions without naming the person.
            models.Index(fields=["area"], condition=Q(area__isnull=False), name="sessions_of_area"),
            models.Index(fields=["last_activity_at"], condition=Q(session_end__isnull=True), name="sessions_open_idle"),
            models.Index(
                fields=["last_activity_at"],
                condition=THROUGH_THIS_VAULT & Q(reflected_at__isnull=True, is_temporary=False),
                name="sessions_to_reflect",
            ),
            # The admin's own: it lists across people, who must not be looked for by it.
            models.Index(Upper("source"), models.F("id").desc(), name="sessions_admin_source"),
        ]

    def __str__(self) -> str:
        return gettext("session {number}").format(number=self.pk)

    def get_absolute_url(self) -> str:
        return session_url(self.pk)

    @property
    def is_open(self) -> bool:
        return self.session_end is None

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_imported(self) -> bool:
        return self.source != Source.CHAT

    @property
    def is_of_program(self) -> bool:
        return self.source == Source.PROGRAM

    @property
    def said_in(self) -> str:
        return said_in(self.source, self.source_id)

    @property
    def shown_in(self) -> str:
        return shown_in(self.source, self.source_id)

    @property
    def origin(self) -> str:
        return origin(self.source, self.shown_in)

    @property
    def refuses_questions(self) -> bool:
        return self.is_imported or self.is_read_only

    def rename(self, title: str) -> None:
        self.title = cut(title, TITLE_MAX_CHARS)
        self.title_by = MadeBy.PERSON
        self.save(update_fields=["title", "title_by"])

    def toggle_pin(self) -> None:
        self.is_pinned = not self.is_pinned
        self.save(update_fields=["is_pinned"])

    def switch_memory(self, *, uses_memory: bool) -> None:
        self.uses_memory = uses_memory
        self.save(update_fields=["uses_memory"])

    def keep_reflection(self, *, title: str = "", summary: str = "") -> None:
        """Stores what a model wrote; words of the person's stay.

        Nothing, if something was asked or deleted since `reflected_at`: it may tell of what is gone.
        """
        rows = UserSession.objects.filter(pk=self.pk, reflected_at=self.reflected_at)
        if title:
            rows.exclude(title_by=MadeBy.PERSON).update(title=cut(title, TITLE_MAX_CHARS), title_by=MadeBy.MODEL)
        if summary:
            rows.exclude(summary_by=MadeBy.PERSON).update(context_summary=summary, summary_by=MadeBy.MODEL)


class UserInteraction(models.Model):
    session = models.ForeignKey(UserSession, models.CASCADE, related_name="interactions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interactions", db_index=False)
    source_id = models.CharField(max_length=200, default=own_source_id)
    user_question = models.TextField()
    ai_response = models.TextField(blank=True)
    context_used = models.JSONField(default=dict, blank=True)
    interaction_metadata = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.PENDING)
    error = models.TextField(blank=True)
    model = models.CharField(max_length=200, blank=True)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    # Copied from `replaces` of others, so that lists and recall need no join to leave old versions out.
    is_superseded = models.BooleanField(default=False)
    # False for imported, temporary and archived ones: out of the list of recent interactions, by its own index.
    is_listed = models.BooleanField(default=True)
    # The person wants it kept but never recalled.
    never_recall = models.BooleanField(default=False)
    claim_id = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    stop_requested = models.BooleanField(default=False)
    response_html = models.TextField(blank=True)
    renderer_version = models.PositiveSmallIntegerField(default=0)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        db_table = "user_interactions"
        verbose_name, verbose_name_plural = _("interaction"), _("interactions")
        constraints = [
            models.UniqueConstraint(fields=["session", "source_id"], name="interaction_known_by_source_id"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="interactions_by_user"),
            # Few: the versions of questions that were edited or asked again.
            models.Index(fields=["user", "session"], condition=Q(is_superseded=True), name="interactions_superseded"),
            models.Index(
                fields=["user", "-created_at", "-id"],
                condition=Q(is_listed=True, is_superseded=False),
                name="interactions_recent",
            ),
            models.Index(fields=["session", "created_at", "id"], name="interactions_by_session"),
            # Lists a person's models with one step for each.
            models.Index(fields=["user", "model"], name="interactions_models"),
            models.Index(
                fields=["user", "-created_at", "-id"],
                condition=Q(never_recall=True),
                name="interactions_never_recalled",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(status__in=[Status.PENDING, Status.ANSWERING]),
                name="interactions_unfinished",
            ),
            # Written with "or", as `running` asks: SQLite doesn't know that "in" means the same.
            models.Index(
                fields=["user"],
                condition=Q(status=Status.PENDING) | Q(status=Status.ANSWERING),
                name="interactions_running",
            ),
            # The admin's own: it lists across people.
            models.Index(fields=["-created_at", "-id"], name="interactions_admin_created"),
            models.Index(fields=["model", "-created_at", "-id"], name="interactions_admin_model"),
            # Written with "or": SQLite doesn't match one status against a condition that says "in".
            models.Index(
                fields=["status", "-created_at", "-id"],
                condition=Q(status=Status.STOPPED) | Q(status=Status.FAILED) | Q(status=Status.INTERRUPTED),
                name="interactions_admin_ended",
            ),
            models.Index(
                fields=["user", "status", "-created_at", "-id"],
                condition=Q(status=Status.STOPPED) | Q(status=Status.FAILED) | Q(status=Status.INTERRUPTED),
                name="interactions_ended_by_user",
            ),
        ]

    def __str__(self) -> str:
        return gettext("interaction {number}").format(number=self.pk)

    def get_absolute_url(self) -> str:
        return interaction_url(self.session_id, self.pk)

    @property
    def is_finished(self) -> bool:
        return self.status not in (Status.PENDING, Status.ANSWERING)

    @property
    def own_answer(self) -> str:
        """The answer as far as it says something of its own: the built-in responder's are quotations."""
        return "" if self.interaction_metadata.get("model") == BUILT_IN else self.ai_response

    @property
    def ended(self) -> str:
        """How an answer ended that is not whole: "stopped", "failed", "interrupted"; else ""."""
        return self.status if self.is_finished and self.status != Status.ANSWERED else ""

    @property
    def uses_memory(self) -> bool:
        return bool(self.interaction_metadata.get("use_memory", True))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The entries that the person took out of this answer, as "memory:7" or "note:3"."""
        return tuple(self.interaction_metadata.get("left_out", ()))

    @property
    def is_offer_settled(self) -> bool:
        """The words that the question asks to remember were kept as a note."""
        return bool(self.interaction_metadata.get("offer_settled"))

    def settle_offer(self) -> None:
        self.interaction_metadata["offer_settled"] = True
        self.save(update_fields=["interaction_metadata"])

    def keep_from_recall(self, *, never_recall: bool) -> None:
        """Nothing, if it was deleted meanwhile."""
        self.never_recall = never_recall
        UserInteraction.objects.filter(pk=self.pk).update(never_recall=never_recall)

    def newest_version(self) -> "UserInteraction":
        version = self
        while newer := version.replaced_by.order_by("-id").first():
            version = newer

        return version

    def keep_rendered(self, html: str, *, renderer_version: int) -> None:
        self.response_html, self.renderer_version = html, renderer_version
        self.save(update_fields=["response_html", "renderer_version"])
