"""What growth is made of: how many of a person's sessions it has read, what is left out and why, how far it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from sessions_memory.growth.keeping.holding import DEAD_AFTER
from sessions_memory.models import Growth, ImportJob, ReadSession, UserInteraction, UserSession
from sessions_memory.pages.counts import COUNTED_MAX
from sessions_memory.web import sizes
from sessions_memory.web.dates import long_month

# After so long without a worker the page says what is missing.
LONG_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Sessions:
    """A person's sessions, counted: all, those kept from memory, those in closed areas, those that are open; when the
    first began.
    """

    total: int
    excluded: int
    closed: int
    open: int
    earliest: datetime | None


@dataclass(frozen=True)
class Coverage:
    """`of`: "From 412 of 412 sessions, 2023 to today". `left_out`: a sentence, or "". `waiting`: sessions to be read.

    `done`, `total`: sessions of the reading that is under way. `is_stalled`: nobody reads, though there is something.
    `is_behind`: sessions came or went since all was read. `is_whole`: what is missing below is not there, and not only
    unread.
    """

    sessions: int
    of: str
    left_out: str
    waiting: int
    done: int
    total: int
    is_being_read: bool
    is_stalled: bool
    is_behind: bool

    @property
    def is_whole(self) -> bool:
        return not (self.waiting or self.is_being_read)

    @property
    def is_watched(self) -> bool:
        """The page asks again how far it is."""
        return not (self.is_whole or self.is_stalled)


def coverage_of(user: AbstractBaseUser, growth: Growth | None) -> Coverage:
    sessions = _sessions_of(user)
    read = ReadSession.objects.filter(user=user.pk).count()
    rest = max(sessions.total - read - sessions.excluded - sessions.closed - sessions.open, 0)
    is_waiting = growth is None or growth.changed_at is not None or (rest > 0 and _is_importing(user))
    waiting, now = rest if is_waiting else 0, timezone.now()

    return Coverage(
        sessions=sessions.total,
        of=_of(read, sessions),
        left_out=_left_out(user, sessions, 0 if is_waiting else rest),
        waiting=waiting,
        done=growth.progress_done if growth else 0,
        total=growth.progress_total if growth else 0,
        is_being_read=bool(
            growth and growth.claim_id and growth.heartbeat_at and growth.heartbeat_at > now - DEAD_AFTER
        ),
        is_stalled=bool(rest and growth and growth.changed_at and growth.changed_at < now - LONG_WAIT),
        is_behind=bool(waiting or (growth and growth.changed_at and growth.sessions != read)),
    )


def _is_importing(user: AbstractBaseUser) -> bool:
    """What it brings in is read once it has ended."""
    return ImportJob.objects.owned_by(user).bringing_in().exists()


def _sessions_of(user: AbstractBaseUser) -> Sessions:
    excluded, closed = Q(never_recall=True), Q(never_recall=False, area__is_closed=True)
    is_open = Q(~Q(area__is_closed=True), session_end=None, never_recall=False)
    counts = {
        "total": Count("pk"),
        "excluded": Count("pk", filter=excluded),
        "closed": Count("pk", filter=closed),
        "open": Count("pk", filter=is_open),
        "earliest": Min("session_start"),
    }
    return Sessions(**UserSession.objects.owned_by(user).kept().asked_in().aggregate(**counts))


def _of(read: int, sessions: Sessions) -> str:
    if sessions.earliest is None:
        return ""

    first = timezone.localtime(sessions.earliest)
    is_this_year = first.year == timezone.localdate().year
    return gettext("From {read} of {sessions}, {first} to today").format(
        read=sizes.number(read),
        sessions=sizes.sessions(sessions.total),
        first=long_month(first) if is_this_year else first.year,
    )


def _left_out(user: AbstractBaseUser, sessions: Sessions, without_words: int) -> str:
    """`without_words`: sessions of which nothing is left to read."""
    questions = UserInteraction.objects.owned_by(user).never_recalled()[:COUNTED_MAX].count()
    parts = [
        _excluded(sessions.excluded),
        _closed(sessions.closed),
        _single(questions),
        _without_words(without_words),
        gettext("your open session, until it ends") if sessions.open else "",
    ]
    given = [part for part in parts if part]
    return gettext("Left out: {parts}.").format(parts=sizes.in_a_row(given)) if given else ""


def _excluded(count: int) -> str:
    said = ngettext("{count} session you excluded from memory", "{count} sessions you excluded from memory", count)
    return sizes.if_any(said, count)


def _closed(count: int) -> str:
    said = ngettext("{count} session in closed areas", "{count} sessions in closed areas", count)
    return sizes.if_any(said, count)


def _single(count: int) -> str:
    said = ngettext("{count} single question you excluded", "{count} single questions you excluded", count)
    return sizes.if_any(said, count)


def _without_words(count: int) -> str:
    said = ngettext("{count} session with nothing else in them", "{count} sessions with nothing else in them", count)
    return sizes.if_any(said, count)
