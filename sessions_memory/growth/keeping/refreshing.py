"""Brings a person's growth up to what is there now: reads what is new, finds, stores.

All themes are found anew once a history has grown or shrunk by some share; else what is new is filed under those that
are known. What is read is kept at once, so whoever takes up the work of a worker that died goes on from there.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.growth.filing import file_new
from sessions_memory.growth.keeping import insights, marks, storing, tallying, wanted
from sessions_memory.growth.keeping.holding import Held, LetGo, claim, claim_for
from sessions_memory.growth.keeping.known_themes import KnownThemes, known_themes
from sessions_memory.growth.keeping.reading.new_sessions import Reading, read_what_is_new
from sessions_memory.growth.themes import find_themes
from sessions_memory.growth.values import Theme as FoundTheme
from sessions_memory.models import Growth, UserInteraction
from sessions_memory.states import Source

logger = logging.getLogger(__name__)

# A history that has grown or shrunk by such a share is another one.
GROWN = 0.05
# Changes that come one after the other, as of a long deletion, are read together.
QUIET = timedelta(seconds=3)
# A name needs no more of a question, and whoever pastes a book names nothing by it.
QUESTION_CHARS = 4_000
TEXTS_AT_ONCE = 100


@dataclass(frozen=True)
class Found:
    """`themes`: by their rows; None where nothing was found anew. `rarities`: of all words, to file what is new."""

    themes: Mapping[int, FoundTheme] | None
    rarities: bytes


class GrowthRunner:
    """What a worker does for growth: one person after the other. `is_leaving`: whether the process is to end."""

    def __init__(self, is_leaving: Callable[[], bool] = lambda: False, *, quiet: timedelta = QUIET) -> None:
        self._is_leaving, self._quiet, self._knows_all = is_leaving, quiet, False

    def work(self) -> bool:
        """Reads one person's; False if nobody waits. Raises DatabaseError while the database is away."""
        if not self._knows_all:
            marks.mark_unread()
            self._knows_all = True

        held = claim(quiet=self._quiet, is_leaving=self._is_leaving)
        if held is None:
            return False

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
        # The log's lines name its place, without what it says. It is tried again with the next change.
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
    found = _find(held, reading, known) if is_anew else _file(held, reading, known, growth)
    _finish(held, reading, known, found)
    logger.info("growth of user %s: %s interactions; anew: %s", held.user.pk, reading.interactions, is_anew)


def _answers_are_running(user: AbstractBaseUser) -> bool:
    rows = UserInteraction.objects.owned_by(user).running()
    return rows.filter(session__session_end__isnull=False, session__source=Source.CHAT).exists()


def _is_other(growth: Growth, reading: Reading, held: Held) -> bool:
    """Whether all themes are to be found anew."""
    before = growth.found_at_interactions
    is_same_reading = not reading.lost and growth.version == marks.VERSION and growth.time_zone == str(held.zone)
    return not is_same_reading or not before or abs(reading.interactions - before) >= GROWN * before


def _find(held: Held, reading: Reading, known: KnownThemes) -> Found:
    found = find_themes(reading.tiles, _questions, known.earlier(), held.heard)
    return Found(storing.store_found(held, found, known), found.rarities)


def _questions(ids: Sequence[int]) -> dict[int, str]:
    questions: dict[int, str] = {}
    for start in range(0, len(ids), TEXTS_AT_ONCE):
        rows = UserInteraction.objects.filter(pk__in=ids[start : start + TEXTS_AT_ONCE])
        questions |= {pk: text[:QUESTION_CHARS] for pk, text in rows.values_list("pk", "user_question")}

    return questions


def _file(held: Held, reading: Reading, known: KnownThemes, growth: Growth) -> Found:
    tiles = [tile for tile in reading.tiles if tile.session_id in reading.new]
    likeness = {pk: bytes(theme.likeness) for pk, theme in known.rows.items() if theme.likeness}
    filing = file_new(tiles, likeness, bytes(growth.rarities), known.filed())
    lost = [(pk, one) for pk, members in known.members.items() for one in members.found & reading.lost]
    storing.store_members(held, filing, known, lost=lost)
    return Found(None, bytes(growth.rarities))


def _finish(held: Held, reading: Reading, known: KnownThemes, found: Found) -> None:
    of_themes = tallying.held_by_themes(held.user.pk)
    counts = tallying.counts_of(of_themes, held.zone)
    offered = insights.offers(held.user.pk, held.zone)
    days = tallying.active_days(held.user.pk, held.zone)
    with held.writing():
        if found.themes is not None:
            storing.store_words(found.themes, known)
            held.note(found_at_interactions=reading.interactions, rarities=found.rarities)

        tallying.store_counts(held.user.pk, counts)
        tallying.store_active_days(held.user.pk, days)
        wanted.store(held.user.pk, insights.KINDS, offered)
        wanted.store_themes(held.user.pk, tallying.themes_of_interactions(held.user.pk, of_themes))
        held.note(
            version=marks.VERSION,
            time_zone=str(held.zone),
            sessions=reading.sessions,
            interactions=reading.interactions,
            progress_done=0,
            progress_total=0,
            refreshed_at=timezone.now(),
            changed_at=None,
        )
