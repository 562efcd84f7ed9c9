"""What growth found in a person's conversations, and what they decided about it.

Found things are derived: `manage.py refresh_growth` builds them anew. Decisions are not, and stand in the same rows.
No row quotes: evidence names an interaction and the place in its question, so that a deleted word is nowhere else.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions_memory.database.text import cut
from sessions_memory.models.sessions import UserInteraction, UserSession, own_source_id
from sessions_memory.querysets.growth import (
    GrowthQuerySet,
    InsightQuerySet,
    ReviewQuerySet,
    ThemeMemberQuerySet,
    ThemeQuerySet,
)
from sessions_memory.states import EvidenceRole, FoundBy, InsightKind, InsightState, MadeBy, MemberBy, ReviewSpan

THEME_NAME_MAX_CHARS = 80
INSIGHT_MAX_CHARS = 1000
REVIEW_MAX_CHARS = 20_000


class Growth(models.Model):
    """One row a person: how far their conversations are read, and how they want to see growth.

    `changed_at`: when something came, went or was decided that is not yet read; null: all is read.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="growth")
    # That of the reading; all is found anew where the code has another one.
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    refreshed_at = models.DateTimeField(null=True, blank=True)
    claim_id = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    # Of the reading that is under way: sessions.
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    # What the last whole reading was made of, and what its words weighed.
    sessions = models.PositiveIntegerField(default=0)
    interactions = models.PositiveIntegerField(default=0)
    # When all themes were last found anew, there were so many interactions.
    found_at = models.DateTimeField(null=True, blank=True)
    found_at_interactions = models.PositiveIntegerField(default=0)
    time_zone = models.CharField(max_length=64, blank=True)
    rarities = models.BinaryField(default=bytes)
    # The person's switches and their last visit.
    shows_on_this_day = models.BooleanField(default=True)
    asks_model = models.BooleanField(default=False)
    # When the model was asked last, and how often on that day.
    model_asked_at = models.DateTimeField(null=True, blank=True)
    model_calls = models.PositiveSmallIntegerField(default=0)
    # `refreshed_at` of the reading of which the model was asked all there is.
    model_done_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    # The visit before that one: what came since is new to them.
    seen_before_at = models.DateTimeField(null=True, blank=True)
    # When the next week, month or year of theirs is over, and reviews are made again.
    reviews_due_at = models.DateTimeField(default=timezone.now)

    objects = GrowthQuerySet.as_manager()

    class Meta:
        db_table = "growth"
        verbose_name_plural = "growth"
        indexes = [
            models.Index(fields=["changed_at"], condition=Q(changed_at__isnull=False), name="growth_to_read"),
            models.Index(fields=["reviews_due_at"], name="growth_to_review"),
            models.Index(fields=["model_asked_at"], condition=Q(asks_model=True), name="growth_to_word"),
        ]

    def __str__(self) -> str:
        return f"growth of user {self.user_id}"


class ReadSession(models.Model):
    """A session as growth has read it: cut into tiles. Another digest than the session's: it is read anew.

    `told`: where rules found something in its questions: `[[interaction, start, end, kind, rule], …]`; no words.
    """

    session = models.OneToOneField(UserSession, models.CASCADE, primary_key=True, related_name="read_by_growth")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=32)
    # The digest of which the model was asked.
    asked_digest = models.CharField(max_length=32, blank=True)
    interactions = models.PositiveIntegerField()
    tiles = models.BinaryField()
    told = models.JSONField(default=list, blank=True)

    class Meta:
        db_table = "growth_sessions"
        indexes = [models.Index(fields=["user", "session"], name="growth_sessions_by_user")]

    def __str__(self) -> str:
        return f"session {self.session_id} as read"


class ActiveDay(models.Model):
    """How many interactions of one source a day has, in the time zone of `Growth`."""

    pk = models.CompositePrimaryKey("user_id", "day", "source")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    source = models.CharField(max_length=20)
    interactions = models.PositiveIntegerField()

    class Meta:
        db_table = "growth_days"

    def __str__(self) -> str:
        return f"{self.day} of user {self.user_id}"


class Theme(models.Model):
    """A recurring subject. `merged_into`: it is part of that one and shown there.

    `words`: its own, the most telling first: `[[term, text, weight], …]`. `months`: `{"2026-03": interactions}`.
    `found`: what was seen over time, by `growth.over_time`; ids, days and numbers, never words.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="themes", db_index=False)
    source_id = models.CharField(max_length=200, default=own_source_id)
    # Empty while its words are read anew, after some of them were deleted.
    name = models.CharField(max_length=THEME_NAME_MAX_CHARS, blank=True)
    name_by = models.CharField(max_length=10, choices=MadeBy, default=MadeBy.QUESTION)
    name_terms = models.JSONField(default=list, blank=True)
    # While the name is a model's: that of the rule, which it stands for as long as the rule keeps it.
    rule_name = models.CharField(max_length=THEME_NAME_MAX_CHARS, blank=True, default="")
    # Whether the model was asked about this name of the rule.
    is_name_asked = models.BooleanField(default=False)
    # In enough sessions, on enough days: it comes back.
    is_enough = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    words = models.JSONField(default=list, blank=True)
    likeness = models.BinaryField(default=bytes)
    interactions = models.PositiveIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    months = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        db_table = "themes"
        verbose_name, verbose_name_plural = _("theme"), _("themes")
        constraints = [
            models.UniqueConstraint(fields=["user", "source_id"], name="theme_known_by_source_id"),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="theme_not_part_of_itself"),
        ]
        # The admin lists the few that are decided among everybody's.
        indexes = [
            models.Index(fields=["user", "-interactions", "id"], name="themes_by_size"),
            models.Index(fields=["-id"], condition=Q(is_pinned=True), name="themes_admin_pinned"),
            models.Index(fields=["-id"], condition=Q(is_hidden=True), name="themes_admin_hidden"),
            models.Index(fields=["name_by", "-id"], name="themes_admin_name_by"),
        ]

    def __str__(self) -> str:
        return gettext("theme {number}").format(number=self.pk)

    @property
    def is_renamed(self) -> bool:
        return self.name_by == MadeBy.PERSON

    @property
    def name_found(self) -> str:
        """Without a model; the person's own, if they gave one."""
        return self.rule_name if self.name_by == MadeBy.MODEL else self.name

    @property
    def is_decided(self) -> bool:
        """It stays even where nothing is found for it any more."""
        return self.is_renamed or self.is_pinned or self.is_hidden

    def rename(self, name: str) -> None:
        self.name, self.name_by, self.rule_name = cut(name, THEME_NAME_MAX_CHARS), MadeBy.PERSON, ""
        self.save(update_fields=["name", "name_by", "rule_name"])

    def pin(self, *, is_pinned: bool) -> None:
        self.is_pinned = is_pinned
        self.save(update_fields=["is_pinned"])

    def hide(self, *, is_hidden: bool) -> None:
        self.is_hidden = is_hidden
        self.save(update_fields=["is_hidden"])


class ThemeMember(models.Model):
    """An interaction in a theme: found there, put in, or taken out by the person. Of a merged theme, under its part."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="members", db_index=False)
    interaction = models.ForeignKey(UserInteraction, models.CASCADE, related_name="in_themes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    by = models.CharField(max_length=10, choices=MemberBy, default=MemberBy.FOUND)

    objects = ThemeMemberQuerySet.as_manager()

    class Meta:
        db_table = "theme_members"
        constraints = [models.UniqueConstraint(fields=["theme", "interaction"], name="member_of_a_theme_once")]
        indexes = [models.Index(fields=["user", "by", "interaction", "theme"], name="theme_members_by_user")]

    def __str__(self) -> str:
        return f"interaction {self.interaction_id} in theme {self.theme_id}"


class Insight(models.Model):
    """Something reached, seen anew, changed or coming back, with its evidence.

    `day`: the message's own, in the person's time zone; of a change, the later one. `key`: the incident's, keyed, by
    which one that was dismissed is known again when its words are gone. `words`: the person's own wording, or "".
    `rule`, `rule_version`: by which it was found. `found`: numbers and ids of a pattern.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="insights", db_index=False)
    source_id = models.CharField(max_length=200, default=own_source_id)
    kind = models.CharField(max_length=12, choices=InsightKind)
    state = models.CharField(max_length=10, choices=InsightState, default=InsightState.OFFERED)
    found_by = models.CharField(max_length=10, choices=FoundBy, default=FoundBy.RULE)
    rule = models.CharField(max_length=60, blank=True)
    rule_version = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=64)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="insights")
    day = models.DateField()
    words = models.TextField(max_length=INSIGHT_MAX_CHARS, blank=True)
    found = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = InsightQuerySet.as_manager()

    class Meta:
        db_table = "insights"
        verbose_name, verbose_name_plural = _("insight"), _("insights")
        constraints = [
            models.UniqueConstraint(fields=["user", "source_id"], name="insight_known_by_source_id"),
            models.UniqueConstraint(fields=["user", "kind", "key"], name="insight_of_an_incident_once"),
        ]
        indexes = [models.Index(fields=["user", "state", "-day", "-id"], name="insights_by_day")]

    def __str__(self) -> str:
        return gettext("insight {number}").format(number=self.pk)

    def decide(self, state: InsightState) -> None:
        self.state, self.decided_at = state, timezone.now()
        self.save(update_fields=["state", "decided_at"])

    def reword(self, words: str) -> None:
        """In the person's own words; whoever corrects it stands by it."""
        self.words = words[:INSIGHT_MAX_CHARS]
        self.save(update_fields=["words"])
        self.decide(InsightState.CONFIRMED)


class Evidence(models.Model):
    """What an insight rests on: a place in a question, from `start` to `end`, letter for letter; in order of `number`.

    It goes with the interaction, and the insight goes with it.
    """

    insight = models.ForeignKey(Insight, models.CASCADE, related_name="evidence", db_index=False)
    interaction = models.ForeignKey(UserInteraction, models.CASCADE, related_name="evidence_of")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=10, choices=EvidenceRole, default=EvidenceRole.SAID)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "insight_evidence"
        verbose_name_plural = "evidence"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["insight", "number"], name="evidence_in_order")]

    def __str__(self) -> str:
        return f"evidence {self.number} of insight {self.insight_id}"

    @property
    def words(self) -> str:
        return self.interaction.user_question[self.start : self.end]


class Review(models.Model):
    """A week, month or year looked back on. `text`: the person's own version in Markdown, or "".

    `parts`: what it says, in order: `[{"kind": …, "text": a model's sentence or "", "interactions": […], "insight": …,
    "theme": …, "place": [start, end]}, …]`; what was laid out without a model names its evidence and holds no words.
    `digest`: of what it was made of; another one, and it is made anew.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews", db_index=False)
    source_id = models.CharField(max_length=200, default=own_source_id)
    span = models.CharField(max_length=5, choices=ReviewSpan)
    first_day = models.DateField()
    last_day = models.DateField()
    made_by = models.CharField(max_length=10, choices=FoundBy, default=FoundBy.RULE)
    parts = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=32, blank=True)
    # The digest of which the model was asked.
    asked_digest = models.CharField(max_length=32, blank=True)
    text = models.TextField(max_length=REVIEW_MAX_CHARS, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        db_table = "reviews"
        verbose_name, verbose_name_plural = _("review"), _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["user", "source_id"], name="review_known_by_source_id"),
            models.UniqueConstraint(fields=["user", "span", "first_day"], name="review_of_a_span_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-last_day", "-id"], name="reviews_by_day"),
            models.Index(fields=["span", "-id"], name="reviews_admin_span"),
            models.Index(fields=["made_by", "-id"], name="reviews_admin_made_by"),
            models.Index(fields=["first_day", "-id"], name="reviews_admin_day"),
        ]

    def __str__(self) -> str:
        return gettext("review {number}").format(number=self.pk)

    @property
    def is_edited(self) -> bool:
        return self.text != ""

    def reword(self, text: str) -> None:
        """In the person's own words; "" is the laid out one again."""
        self.text, self.edited_at = text[:REVIEW_MAX_CHARS], timezone.now() if text else None
        self.save(update_fields=["text", "edited_at"])

    def keep_text(self, text: str) -> None:
        """What is left of the person's own when something that it rests on goes; the laid out one is made anew."""
        self.text, self.parts, self.digest, self.asked_digest = text, [], "", ""
        self.save(update_fields=["text", "parts", "digest", "asked_digest"])


class ReviewRest(models.Model):
    """An interaction that a review rests on: where it is deleted, the review is made anew."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="rests_on", db_index=False)
    interaction = models.ForeignKey(UserInteraction, models.CASCADE, related_name="in_reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        db_table = "review_rests"
        constraints = [models.UniqueConstraint(fields=["review", "interaction"], name="review_rests_once")]

    def __str__(self) -> str:
        return f"interaction {self.interaction_id} in review {self.review_id}"


class HiddenDay(models.Model):
    """A day that is not shown again as "on this day"."""

    pk = models.CompositePrimaryKey("user_id", "day")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()

    class Meta:
        db_table = "growth_hidden_days"

    def __str__(self) -> str:
        return f"hidden {self.day} of user {self.user_id}"
