"""What the person said of a theme when it began, and what they say lately. Pure.

Both stand side by side as dated quotations; what changed between them is for the reader to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from sessions_memory.growth.over_time.quotable import Candidate, candidates
from sessions_memory.growth.over_time.values import Quoted, Said, ThenAndNow

# Then is the first part of the theme's days, now the last.
PART = 0.3
APART = timedelta(days=14)
# So many of each part are looked at in pairs.
TRIED = 25
# Of a part's interactions, spread over it: a theme may have thousands.
READ_MOST = 30
# A sentence of less tells too little of the theme; for the first of all, less is enough.
SCORE_LEAST = 150
FIRST_SCORE_LEAST = 60
# A pair is as good as its weaker sentence; what both are about counts for each word that they share.
SHARED, SHARED_MOST = 60, 3
# More of their words in common, and it is the same sentence again.
SAME = 0.6


def then_and_now(said: Sequence[Said], own: Mapping[int, float]) -> ThenAndNow | None:
    """`said`: the person's questions in a theme; `own`: the theme's words. None where nothing is telling enough."""
    days = sorted({one.day for one in said})
    part = max(1, int(PART * len(days)))
    if len(days) < 2 or days[-part] - days[part - 1] < APART:
        return None
    then = _stands([one for one in said if one.day <= days[part - 1]], own)
    now = _stands([one for one in said if one.day >= days[-part]], own)

    pairs = [(_together(*both), *both) for both in product(then, now) if _belong(*both)]
    if not pairs:
        return None
    # Of equals, the first: both lists are in order of what they tell.
    score, before, after = max(pairs, key=lambda pair: pair[0])
    return ThenAndNow(before.quoted, after.quoted, score)


def telling(said: Sequence[Said], own: Mapping[int, float], limit: int) -> tuple[Quoted, ...]:
    """At most `limit` sentences over the theme's time, oldest first; of its first day there is one if anyhow."""
    chosen: list[Candidate] = []
    for number, days in enumerate(_parts(sorted({one.day for one in said}), limit)):
        of_part = [one for one in said if one.day in days]
        found = _told(of_part, own) or ([] if number else _first(of_part, own))
        chosen += [one for one in found if all(_differ(one, other) for other in chosen)][:1]
    return tuple(one.quoted for one in chosen)


def _parts(days: Sequence[date], limit: int) -> Iterator[frozenset[date]]:
    """The first day, and the others in runs of the same length."""
    if days and limit > 0:
        yield frozenset(days[:1])
    rest, runs = days[1:], min(limit, len(days)) - 1
    for number in range(runs):
        yield frozenset(rest[number * len(rest) // runs : (number + 1) * len(rest) // runs])


def _stands(said: Sequence[Said], own: Mapping[int, float]) -> list[Candidate]:
    return [one for one in _told(said, own) if one.takes_stand][:TRIED]


def _told(said: Sequence[Said], own: Mapping[int, float]) -> list[Candidate]:
    """What is stated and telling enough, the most telling first."""
    stated = [one for one in candidates(_spread(said), own) if not one.is_asked and one.score >= SCORE_LEAST]
    return sorted(stated, key=_rank)


def _first(said: Sequence[Said], own: Mapping[int, float]) -> list[Candidate]:
    """Of how it began even a question tells, a statement rather."""
    found = [one for one in candidates(_spread(said), own) if one.score >= FIRST_SCORE_LEAST]
    return sorted(found, key=lambda one: (one.is_asked, _rank(one)))


def _spread(said: Sequence[Said]) -> list[Said]:
    ordered = sorted(said, key=lambda one: (one.day, one.interaction_id))
    count = min(READ_MOST, len(ordered))
    return [ordered[number * len(ordered) // count] for number in range(count)]


def _rank(one: Candidate) -> tuple[int, date, int, int]:
    return -one.score, one.quoted.day, one.quoted.interaction_id, one.quoted.start


def _belong(then: Candidate, now: Candidate) -> bool:
    """Both are about the same, and not the same sentence."""
    return not then.own.isdisjoint(now.own) and _differ(then, now)


def _differ(one: Candidate, other: Candidate) -> bool:
    """Beside the theme's own words, which each of its sentences has."""
    said, said_of_other = one.words - one.own, other.words - other.own
    return len(said & said_of_other) < SAME * min(len(said), len(said_of_other))


def _together(then: Candidate, now: Candidate) -> int:
    shared = min(len(then.own & now.own), SHARED_MOST)
    return 2 * min(then.score, now.score) + max(then.score, now.score) + SHARED * shared
