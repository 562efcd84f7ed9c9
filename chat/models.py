"""Rows that answering needs: the owner's model server, system prompt and words of help, and each person's choices."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.help.lines import EVERYWHERE, REGIONS
from sessions_memory.database.compiled_sql import compiled_query, first

THE_ENCODER = 1
# On a narrow page beside a model's; and in front of it, in a column of 200.
NAME_MAX_CHARS, SLUG_MAX_CHARS = 40, 24


class ModelServer(models.Model):
    """A server that the owner connected in the browser. `model_server.servers` reads and writes it."""

    name = models.CharField(max_length=NAME_MAX_CHARS, unique=True)
    # Its models are chosen as `slug/model`: another name leaves it as it is.
    slug = models.SlugField(max_length=SLUG_MAX_CHARS, unique=True)
    base_url = models.URLField(max_length=500)
    sealed_api_key = models.TextField(blank=True)
    chat_models = models.JSONField(default=list)
    is_default = models.BooleanField(default=False)
    # Left to the server where they are null.
    temperature = models.FloatField(null=True, blank=True)
    answer_tokens = models.PositiveIntegerField(null=True, blank=True)
    room_tokens = models.PositiveIntegerField(null=True, blank=True)
    # Empty: the server is asked.
    vision_models = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_model_server"
            )
        ]

    def __str__(self) -> str:
        return self.name


class EmbeddingServer(models.Model):
    """One row: the model that makes vectors, as the owner chose it, on a server of its own or on one that answers."""

    # Null: at `base_url`, or where that is empty, on the environment's.
    server = models.ForeignKey(ModelServer, models.CASCADE, null=True, blank=True)
    base_url = models.URLField(max_length=500, blank=True)
    sealed_api_key = models.TextField(blank=True)
    model_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=THE_ENCODER), name="one_embedding_server")]

    def __str__(self) -> str:
        return self.model_name


class ReflectionClaim(models.Model):
    """A session that a worker asks the model about now. One that is left over is of a worker that died in the middle.

    It holds the session's number alone: the session may be deleted meanwhile. `reflected_at`: as the session has it.
    """

    session_id = models.BigIntegerField(primary_key=True)
    reflected_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session {self.session_id}"


class SystemPrompt(models.Model):
    """A version of what every model is told first. Rows are added, never changed: receipts name them."""

    version = models.PositiveIntegerField(primary_key=True)
    text = models.TextField()
    is_built_in = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"system prompt {self.version}"


class RegionalHelp(models.Model):
    """The owner's words for one region, in place of those of `help.lines`."""

    region = models.CharField(
        max_length=2, choices=[(EVERYWHERE, _("Everywhere else")), *REGIONS.items()], blank=True, unique=True
    )
    text = models.CharField(
        max_length=300, help_text=_("One or two sentences, shown after “You don’t have to carry this alone.”")
    )
    number = models.CharField(
        max_length=40, blank=True, help_text=_("As it is written in the text; it can be tapped there.")
    )
    link = models.CharField(
        max_length=300,
        blank=True,
        validators=[URLValidator(["http", "https"])],
        help_text=_("Left empty: a directory of help lines in all countries."),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("crisis help"), _("crisis help")

    def __str__(self) -> str:
        return str(self.get_region_display())

    @property
    def host(self) -> str:
        return urlsplit(self.link).netloc.removeprefix("www.")


class Preferences(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", primary_key=True)
    chat_model = models.CharField(max_length=200, blank=True)
    # False: no question of theirs is answered with recalled memories and notes.
    uses_memory = models.BooleanField(default=True)
    # True allows these texts to leave for the model server, beside the prompt of a question.
    titles_by_model = models.BooleanField(default=True)
    summaries_by_model = models.BooleanField(default=True)
    embeddings_by_model = models.BooleanField(default=True)
    # False: what is recalled goes to another machine with the keys and card numbers that stand in it.
    masks_secrets = models.BooleanField(default=True)
    # The region whose help lines they are shown; empty: the one that their clock and browser tell.
    help_region = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"preferences of user {self.user_id}"


def preferences_of(user: AbstractBaseUser) -> Preferences:
    """Those stored, or the defaults, unsaved."""
    return first(_stored(user.pk)) or Preferences(user_id=user.pk)


@compiled_query
def _stored(user_id: int) -> "models.QuerySet[Preferences]":
    return Preferences.objects.filter(user_id=user_id)


def choose(user: AbstractBaseUser, **choices: str | bool) -> None:
    """Only these: what the person chooses on another page meanwhile stays."""
    Preferences.objects.update_or_create(user_id=user.pk, defaults=choices)


def remember_model(user: AbstractBaseUser, model: str) -> None:
    """Keeps the last model chosen, for the composer of the next question."""
    if model and preferences_of(user).chat_model != model:
        choose(user, chat_model=model)
