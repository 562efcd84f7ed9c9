"""Counts what a vault knows of a person, by source and year, and what they want never recalled.

Sessions are counted by the year they began in, and carry their own true count
of interactions: one reading of a person's sessions, never of what was said.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.states import Source, shown_source
from sessions_memory.web.dates import DATED_FROM, is_undated, long_month
from sessions_memory.web.sizes import number, questions

# Years with a column of their own; all before them share one.
YEARS = 3
# Beyond this many it is said that there are more.
COUNTED_MAX = 1000


@dataclass(frozen=True)
class SourceCounts:
    """`counts`: one for each column of `MemoryCounts.columns`."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class MemoryCounts:
    """`columns`: years as they stand above the counts, oldest first. `earliest`: None if nothing was ever said."""

    columns: tuple[str, ...]
    sources: tuple[SourceCounts, ...]
    interactions: int
    notes: int
    earliest: datetime | None

    @property
    def in_words(self) -> str:
        """ "1,204 questions"."""
        return questions(self.interactions)

    @property
    def notes_in_words(self) -> str:
        count = self.notes
        return ngettext("{count} note", "{count} notes", count).format(count=number(count))


def memory_counts_of(user: AbstractBaseUser) -> MemoryCounts:
    sessions = UserSession.objects.owned_by(user).kept().asked_in()
    earliest = _earliest(sessions)
    notes = Note.objects.owned_by(user).count()

    if earliest is None:
        return MemoryCounts((), (), 0, notes, None)

    spans = _spans(timezone.localtime(earliest).year, timezone.localdate().year)
    sums = {name: Sum("interaction_count", filter=span, default=0) for name, span in spans.items()}
    rows = sessions.order_by().values("source").annotate(**sums).values_list("source", *spans)
    by_source = {source: tuple(counts) for source, *counts in rows}
    known = [source for source in Source if source in by_source]

    return MemoryCounts(
        columns=tuple(map(_column, spans)),
        sources=tuple(SourceCounts(shown_source(source), by_source[source]) for source in known),
        interactions=sum(map(sum, by_source.values())),
        notes=notes,
        earliest=earliest,
    )


def known_in_words(user: AbstractBaseUser) -> str:
    """ "10,224 questions since March 2022"; without a date that is known, "3 questions"; "" if nothing was asked."""
    rows = UserSession.objects.owned_by(user).kept().asked_in()
    asked = rows.aggregate(n=Sum("interaction_count"))["n"]
    if not asked:
        return ""

    earliest = _earliest(rows)
    began = timezone.localtime(earliest) if earliest else None
    if began is None or is_undated(began):
        return questions(asked)

    return gettext("{questions} since {month}").format(questions=questions(asked), month=long_month(began))


def never_recalled_counts(user: AbstractBaseUser) -> tuple[int, int]:
    """The counts of interactions and of sessions, each at most COUNTED_MAX."""
    interactions = UserInteraction.objects.owned_by(user).never_recalled()[:COUNTED_MAX]
    return interactions.count(), UserSession.objects.owned_by(user).never_recalled()[:COUNTED_MAX].count()


def _earliest(sessions: SessionQuerySet) -> datetime | None:
    """Of an unknown date only where none is known."""
    starts = sessions.order_by("session_start").values_list("session_start", flat=True)
    return starts.filter(session_start__gte=DATED_FROM).first() or starts.first()


def _spans(first: int, last: int) -> dict[str, Q]:
    """For each column, which sessions stand in it."""
    years = range(max(first, last - YEARS + 1), max(first, last) + 1)
    older = {f"before_{years[0]}": Q(session_start__lt=_new_year(years[0]))} if first < years[0] else {}
    return older | {
        f"in_{year}": Q(session_start__gte=_new_year(year), session_start__lt=_new_year(year + 1)) for year in years
    }


def _column(span: str) -> str:
    """What stands above it: "2026", "before 2024"."""
    since, _, year = span.partition("_")
    return year if since == "in" else gettext("before {year}").format(year=year)


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))
