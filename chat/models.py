"""What answering needs kept: the model server and the system prompt of the owner, and each person's choices."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

THE_SERVER = 1


class ModelServer(models.Model):
    """One row: the server that the owner saved in the browser. `connection` reads and writes it."""

    base_url = models.URLField(max_length=500)
    sealed_api_key = models.TextField(blank=True)
    chat_models = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=THE_SERVER), name="one_model_server")]

    def __str__(self) -> str:
        return self.base_url


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


class Preferences(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", primary_key=True)
    chat_model = models.CharField(max_length=200, blank=True)
    # False: no question of theirs is answered with recalled memories and notes.
    uses_memory = models.BooleanField(default=True)
    # What may be sent to the model server beyond the prompt of a question.
    titles_by_model = models.BooleanField(default=True)
    summaries_by_model = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"preferences of user {self.user_id}"


def preferences_of(user: AbstractBaseUser) -> Preferences:
    """Those stored, or the defaults, unsaved."""
    return Preferences.objects.filter(user_id=user.pk).first() or Preferences(user_id=user.pk)


def remember_model(user: AbstractBaseUser, model: str) -> None:
    """Keeps the last model chosen, for the composer of the next question."""
    if model and preferences_of(user).chat_model != model:
        Preferences.objects.update_or_create(user_id=user.pk, defaults={"chat_model": model})
