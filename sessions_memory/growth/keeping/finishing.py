"""The end of a reading: counts, days, what is seen over time and what is offered, all in one short transaction."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sessions_memory.growth.keeping import insights, marks, patterns, seen_over_time, storing, tallying, wanted
from sessions_memory.growth.keeping.finding import FoundAnew
from sessions_memory.growth.keeping.holding import Held
from sessions_memory.growth.keeping.known_themes import KnownThemes
from sessions_memory.growth.keeping.reading.new_sessions import Reading
from sessions_memory.growth.keeping.seen_over_time import Seen
from sessions_memory.growth.keeping.tallying import Held as HeldByTheme
from sessions_memory.growth.keeping.texts import each_question
from sessions_memory.growth.keeping.wanted import Wanted
from sessions_memory.growth.over_time.asked_again import CHARS_MOST, asked_again
from sessions_memory.growth.over_time.values import Asked
from sessions_memory.models import Theme


@dataclass(frozen=True)
class OverTime:
    """`wanted`: the insights that come of what is seen."""

    seen: Seen
    wanted: list[Wanted]


def finish(held: Held, reading: Reading, known: KnownThemes, found: FoundAnew | None) -> None:
    """`found`: None where all themes are those that were known. Raises LetGo, and nothing of it is stored."""
    user_id, zone = held.user.pk, held.zone
    of_themes = tallying.held_by_themes(user_id)
    over_time = _over_time(held, reading, of_themes, found) if found else None
    offers, days = insights.offers(user_id, zone), tallying.active_days(user_id, zone)
    counts = tallying.counts_of(of_themes, zone)

    with held.writing():
        if found and over_time:
            _store_anew(held, reading, known, found, over_time)

        tallying.store_counts(user_id, counts)
        tallying.store_active_days(user_id, days)
        wanted.store(user_id, insights.KINDS, offers)
        wanted.store_themes(user_id, tallying.themes_of_interactions(user_id, of_themes))
        _note(held, reading)


def _over_time(held: Held, reading: Reading, of_themes: dict[int, HeldByTheme], found: FoundAnew) -> OverTime:
    rows = Theme.objects.owned_by(held.user).whole().order_by("pk")
    words = {pk: {word.term: word.weight for word in theme.words} for pk, theme in found.themes.items()}
    themes = seen_over_time.over_time(rows, of_themes, words, held.zone)

    all_days: Counter[date] = Counter(day for tile in reading.tiles for day in tile.days)
    seen = seen_over_time.see(themes, all_days, held.heard)
    repeated = asked_again(_asked(reading, held))
    return OverTime(seen, patterns.insights_of(held.user.pk, themes, seen, repeated))


def _asked(reading: Reading, held: Held) -> Iterator[Asked]:
    place = {
        pk: (tile.session_id, day)
        for tile in reading.tiles
        for pk, day in zip(tile.interaction_ids, tile.days, strict=True)
    }
    for pk, text in each_question(list(place)):
        # A longer one never comes again, and would only be held.
        if len(text.strip()) <= CHARS_MOST:
            yield Asked(pk, *place[pk], text)
        held.heard()


def _store_anew(held: Held, reading: Reading, known: KnownThemes, found: FoundAnew, over_time: OverTime) -> None:
    storing.store_words(found.themes, known)
    seen_over_time.store(held.user.pk, over_time.seen.found)
    wanted.store(held.user.pk, patterns.KINDS, over_time.wanted)
    held.note(found_at_interactions=reading.interactions, found_at=timezone.now(), rarities=found.rarities)


def _note(held: Held, reading: Reading) -> None:
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
