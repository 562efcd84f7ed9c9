"""Which of what was found are offered: each incident once, the surest rules first, a few a week. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sessions_memory.growth.rules.incidents import Incidents
from sessions_memory.growth.rules.values import FoundSentence

WEEK_LIMIT = 7


@dataclass(frozen=True)
class Candidate:
    """`day`: the message's own day, in the person's time zone."""

    interaction_id: int
    day: date
    found: FoundSentence


def offered(
    candidates: Iterable[Candidate], *, known: Iterable[str] = (), week_limit: int = WEEK_LIMIT
) -> list[Candidate]:
    """Oldest first; at most `week_limit` of a week of the calendar, so that an import of years has its own weeks.

    `known`: the sentences that were decided, dismissed ones too; what tells the same is not offered again.
    An incident that is told twice is offered where it was told first.
    """
    seen = Incidents(known)
    by_week: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=_first_told):
        if candidate.found.text not in seen:
            seen.add(candidate.found.text)
            by_week[candidate.day.isocalendar()[:2]].append(candidate)

    chosen = [one for week in by_week.values() for one in sorted(week, key=_surest)[:week_limit]]
    return sorted(chosen, key=_first_told)


def _first_told(candidate: Candidate) -> tuple[date, int, int]:
    return candidate.day, candidate.interaction_id, candidate.found.start


def _surest(candidate: Candidate) -> tuple[float, tuple[date, int, int]]:
    return -candidate.found.confidence, _first_told(candidate)
