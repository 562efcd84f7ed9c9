"""Brings a person's growth up to what is there now: reads what is new, finds, stores.

All themes are found anew once a history has grown or shrunk by some share; else what is new is filed under those that
are known. What is read is kept at once, so whoever takes up the work of a worker that died goes on from there.
"""

import logging
import math
import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.growth.keeping import marks
from sessions_memory.growth.keeping.finding import file_what_is_new, find_all
from sessions_memory.growth.keeping.finishing import finish
from sessions_memory.growth.keeping.holding import Held, LetGo, claim, claim_for
from sessions_memory.growth.keeping.known_themes import known_themes
from sessions_memory.growth.keeping.reading.new_sessions import Reading, read_what_is_new
from sessions_memory.growth.reviews.making import make_due_reviews, make_reviews
from sessions_memory.models import Growth, UserInteraction
from sessions_memory.states import Source

logger = logging.getLogger(__name__)

# A history that has grown or shrunk by such a share is another one.
GROWN = 0.05
# Changes that come one after the other, as of a long deletion, are read together.
QUIET = timedelta(seconds=3)
# How often it looks for people who were never read.
LOOK_SECONDS = 300
# So often all is found anew where anything changed: what is seen over time is seen in all themes together.
ANEW_AFTER = timedelta(days=1)


class GrowthRunner:
    """What a worker does for growth: one person after the other. `is_leaving`: whether the process is to end."""

    def __init__(self, is_leaving: Callable[[], bool] = lambda: False, *, quiet: timedelta = QUIET) -> None:
        self._is_leaving, self._quiet, self._looked_at = is_leaving, quiet, -math.inf

    def work(self) -> bool:
        """Reads one person's; False if nobody waits. Raises DatabaseError while the database is away."""
        if self._looked_at < time.monotonic() - LOOK_SECONDS:
            marks.mark_unread()
            self._looked_at = time.monotonic()

        held = claim(quiet=self._quiet, is_leaving=self._is_leaving)
        if held is None:
            # Time passes for who says nothing, too.
            return make_due_reviews()

        _refresh_held(held)
        return True


def refresh(user: AbstractBaseUser) -> bool:
    """At once, whatever was read before; False where a worker is at it, or something changed meanwhile."""
    marks.changed(user.pk)
    held = claim_for(user)
    return held is not None and _refresh_held(held)


def _refresh_held(held: Held) -> bool:
    try:
        _bring_up(held)
        return True
    except LetGo:
        return False
    except DATABASE_OUTAGE:
        raise
    except Exception as error:  # the edge of one person's: whatever it is, the others' goes on
        # The log's lines name its place, without what it says. It is tried again when those never read are looked for.
        logger.error("growth of user %s failed: %s", held.user.pk, type(error).__name__, exc_info=error)
        held.note(changed_at=None, version=0)
        return False
    finally:
        held.let_go()


def _bring_up(held: Held) -> None:
    if _answers_are_running(held.user):
        # What is being answered in an ended session is read when it is whole.
        marks.changed(held.user.pk)
        raise LetGo

    reading, known = read_what_is_new(held), known_themes(held.user.pk)
    growth = Growth.objects.get(pk=held.user.pk)
    is_anew = _is_other(growth, reading, held)
    if is_anew:
        finish(held, reading, known, find_all(held, reading, known))
    else:
        file_what_is_new(held, reading, known, growth)
        finish(held, reading, known, None)

    make_reviews(held.user.pk, today=timezone.now().astimezone(held.zone).date())
    logger.info("growth of user %s: %s interactions; anew: %s", held.user.pk, reading.interactions, is_anew)


def _answers_are_running(user: AbstractBaseUser) -> bool:
    rows = UserInteraction.objects.owned_by(user).running()
    return rows.filter(session__session_end__isnull=False, session__source=Source.CHAT).exists()


def _is_other(growth: Growth, reading: Reading, held: Held) -> bool:
    """Whether all themes are to be found anew."""
    before = growth.found_at_interactions
    is_same_reading = not reading.lost and growth.version == marks.VERSION and growth.time_zone == str(held.zone)
    is_old = growth.found_at is None or growth.found_at < timezone.now() - ANEW_AFTER
    return is_old or not is_same_reading or not before or abs(reading.interactions - before) >= GROWN * before
