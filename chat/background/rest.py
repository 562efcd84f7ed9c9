"""People go first: the model is asked for the background's sake while nobody is answered and none asked lately.

A server on one's own machine answers one question at a time. All this is read from the database, so that a question
that came to another process or node counts.
"""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from sessions_memory.database.threads import in_database
from sessions_memory.models import UserInteraction, UserSession

# Whatever is older was left by a process that died.
ANSWERS_END_AFTER = timedelta(hours=1)
# How soon a question stops what runs.
LOOK_SECONDS = 0.25


class NotNow(Exception):
    """The model is not to work on this: somebody asked meanwhile, or the person was switched off."""


def answers_are_running() -> bool:
    """Anybody's: the model is theirs."""
    return UserInteraction.objects.running().filter(created_at__gt=Now() - ANSWERS_END_AFTER).exists()


def is_at_rest() -> bool:
    return not answers_are_running() and not _was_asked_lately()


async def unless_asked(work: Coroutine[Any, Any, str], user_id: int) -> str:
    """What the model says about this person's words. Raises NotNow, and the line to the model is closed."""
    if await in_database(_is_switched_off, user_id):
        work.close()
        raise NotNow

    asking = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({asking}, timeout=LOOK_SECONDS))[0]:
            if await in_database(_is_to_stop, user_id):
                raise NotNow
        return asking.result()
    finally:
        asking.cancel()
        await asyncio.wait({asking})


def _is_to_stop(user_id: int) -> bool:
    return answers_are_running() or _is_switched_off(user_id)


def _is_switched_off(user_id: int) -> bool:
    return not get_user_model().objects.filter(pk=user_id, is_active=True).exists()


def _was_asked_lately() -> bool:
    """One step into an index for each person: nothing lists all their questions by time."""
    now, rest = timezone.now(), timedelta(seconds=settings.MODEL_REST_SECONDS)
    if not rest:
        return False

    # What lies in the future comes from before the clock was set back.
    asked = {"last_activity_at__gt": now - rest, "last_activity_at__lt": now + rest}
    sessions = UserSession.objects.filter(user=OuterRef("pk")).through_this_vault().asked_in().filter(**asked)
    return get_user_model()._default_manager.filter(Exists(sessions)).exists()
