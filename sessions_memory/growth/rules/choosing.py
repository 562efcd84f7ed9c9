"""Which of what was found are offered: each incident once, the surest rules first, a few a week. Pure."""

from collections import Counter, defaultdict
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
    candidates: Iterable[Candidate],
    *,
    known: Iterable[str] = (),
    there: Iterable[date] = (),
) -> list[Candidate]:
    """Oldest first; at most WEEK_LIMIT of a week of the calendar, so that an import of years has its own weeks.

    `known`: the sentences that were decided, dismissed ones too; what tells the same is not offered again.
    `there`: the days of those, which count in their weeks: deciding brings no others in their place.
    An incident that is told twice is offered where it was told first.
    """
    seen = Incidents(known)
    by_week: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=_first_told):
        if candidate.found.text not in seen:
            seen.add(candidate.found.text)
            by_week[_week(candidate.day)].append(candidate)

    taken = Counter(_week(day) for day in there)
    rooms = {week: max(WEEK_LIMIT - taken[week], 0) for week in by_week}
    chosen = [one for week, found in by_week.items() for one in sorted(found, key=_surest)[: rooms[week]]]
    return sorted(chosen, key=_first_told)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _first_told(candidate: Candidate) -> tuple[date, int, int]:
    return candidate.day, candidate.interaction_id, candidate.found.start


def _surest(candidate: Candidate) -> tuple[float, tuple[date, int, int]]:
    return -candidate.found.confidence, _first_told(candidate)
