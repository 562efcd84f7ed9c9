"""Whose growth the model is asked about next, and how often: only with their switch."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sessions_memory.database.user_lock import user_lock
from sessions_memory.models import Growth, Theme
from sessions_memory.querysets.conditions import of_active_people

# Of one person in one day.
CALLS_A_DAY = 12


def allows(user_id: int) -> bool:
    return Growth.objects.filter(pk=user_id, asks_model=True).exists()


def switch(user: AbstractBaseUser, *, asks_model: bool) -> None:
    """Turned off, it takes the model's names of themes back: they stand on every page, and are no finding."""
    with user_lock(user):
        Growth.objects.update_or_create(user_id=user.pk, defaults={"asks_model": asks_model, "model_done_at": None})
        if not asks_model:
            Theme.objects.owned_by(user).give_back_names()


def next_person() -> Growth | None:
    """Who allows it, was read since the model was asked all there is, and has calls left; the longest wait first."""
    return _due().order_by(F("model_asked_at").asc(nulls_first=True), "user").first()


def take(growth: Growth) -> bool:
    """Counts the call before it is made; False where another worker took the turn."""
    now = timezone.now()
    is_same_day = growth.model_asked_at is not None and growth.model_asked_at >= _midnight()
    calls = growth.model_calls + 1 if is_same_day else 1
    rows = _due().filter(pk=growth.pk, model_asked_at=growth.model_asked_at)
    growth.model_asked_at, growth.model_calls = now, calls
    return rows.update(model_asked_at=now, model_calls=calls) == 1


def give_back(growth: Growth) -> None:
    """The call that was taken and not made to its end does not count."""
    rows = Growth.objects.filter(pk=growth.pk, model_asked_at=growth.model_asked_at)
    rows.update(model_calls=growth.model_calls - 1)


def note_done(growth: Growth) -> None:
    """Nothing is left to ask of what was read until then."""
    Growth.objects.filter(pk=growth.pk).update(model_done_at=growth.refreshed_at)


def _due() -> "QuerySet[Growth]":
    has_calls = Q(model_asked_at=None) | Q(model_asked_at__lt=_midnight()) | Q(model_calls__lt=CALLS_A_DAY)
    is_new = Q(model_done_at=None) | Q(model_done_at__lt=F("refreshed_at"))
    read = Growth.objects.filter(asks_model=True, changed_at=None, refreshed_at__isnull=False)
    return read.filter(of_active_people(), has_calls, is_new)


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
