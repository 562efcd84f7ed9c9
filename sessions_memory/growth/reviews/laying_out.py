"""What some days are worth telling, laid out of their evidence: what was new, what went quiet, what was said. Pure.

Counts are not the matter of a review, and a quiet week has none.
"""

from collections.abc import Iterable, Mapping, Sequence

from sessions_memory.growth.reviews.values import Came, Coming, Counted, Days, Leading, Part, PartKind, Place
from sessions_memory.states import ReviewSpan

# Fewer interactions than this make no review.
INTERACTIONS_MIN = 5
# As many of a theme's, or it is no theme of these days.
COMING_MIN = 3
# Of each kind of part; a year has more to tell.
LIMITS = {ReviewSpan.WEEK: 3, ReviewSpan.MONTH: 4, ReviewSpan.YEAR: 6}
INSIGHT_LIMITS = {ReviewSpan.WEEK: 5, ReviewSpan.MONTH: 7, ReviewSpan.YEAR: 12}
QUOTES_MAX = 3
# A theme went quiet that came in so many of so many spans before, and not in this one.
BEFORE = {ReviewSpan.WEEK: (3, 4), ReviewSpan.MONTH: (2, 3), ReviewSpan.YEAR: (1, 1)}
# A part names so many interactions at most: the first, the last, and some between.
NAMED_MAX = 8


def leading(days: Days, comings: Iterable[Coming], *, spans_before: Sequence[Days], is_first: bool) -> Leading:
    """`spans_before`: as many as BEFORE says. `is_first`: nothing was said before, so that all would be new."""
    limit, found = LIMITS[days.span], sorted(comings, key=lambda one: (-len(one.within), one.theme_id))
    came = [one for one in found if len(one.within) >= COMING_MIN]
    new = [one for one in came if one.first_day >= days.first and not is_first][:limit]
    again = [one for one in came if one not in new][: max(limit - len(new), 1)]
    quiet = [one for one in found if not one.within and _was_usual(one, days.span, spans_before)]
    quiet.sort(key=lambda one: (-len(one.before), one.theme_id))

    return Leading(tuple(new), tuple(again), tuple(quiet[:limit]))


def _was_usual(coming: Coming, span: ReviewSpan, spans_before: Sequence[Days]) -> bool:
    came_in = [any(days.first <= one.day <= days.last for one in coming.before) for days in spans_before]
    return len(coming.before) >= COMING_MIN and sum(came_in) >= BEFORE[span][0]


def lay_out(
    days: Days,
    found: Leading,
    *,
    insights: Sequence[Counted],
    quotes: Mapping[int, Sequence[Place]],
    left_open: Place | None,
) -> tuple[Part, ...]:
    """Empty where there is nothing to tell. `quotes`: of each theme that came, the most telling first."""
    told = insights[: INSIGHT_LIMITS[days.span]]
    if not (found.came or told):
        return ()

    evidence = [place for one in told for place in one.evidence]
    quoted = _quoted(found.came, quotes, evidence)
    return (
        *_themes(PartKind.NEW, found.new, quoted),
        *_themes(PartKind.AGAIN, found.again, quoted),
        *(_insight(one) for one in told),
        *(Part(PartKind.QUIET, (one.before[-1].interaction_id,), theme=one.theme_id) for one in found.quiet),
        *_left_open(found.came, left_open, [*evidence, *quoted.values()]),
    )


def _quoted(came: Sequence[Coming], quotes: Mapping[int, Sequence[Place]], told: Sequence[Place]) -> dict[int, Place]:
    """One a theme, and no sentence that is told already."""
    chosen: dict[int, Place] = {}
    for coming in came:
        said = {_alike(place.text) for place in (*told, *chosen.values())}
        fresh = (
            place
            for place in quotes.get(coming.theme_id, ())
            if not place.overlaps(told) and _alike(place.text) not in said
        )
        if len(chosen) < QUOTES_MAX and (quote := next(fresh, None)):
            chosen[coming.theme_id] = quote

    return chosen


def _themes(kind: PartKind, comings: Iterable[Coming], quoted: Mapping[int, Place]) -> Iterable[Part]:
    for coming in comings:
        yield Part(kind, named(coming.within), theme=coming.theme_id)
        if quote := quoted.get(coming.theme_id):
            yield Part(PartKind.QUOTE, (quote.interaction_id,), theme=coming.theme_id, place=(quote.start, quote.end))


def named(came: Sequence[Came]) -> tuple[int, ...]:
    """Oldest first."""
    return tuple(came[number].interaction_id for number in evenly(len(came), NAMED_MAX))


def evenly(count: int, limit: int) -> list[int]:
    """At most `limit` of the numbers below `count`: the first, the last, and some between at even distances."""
    if count <= limit:
        return list(range(count))

    return [number * (count - 1) // (limit - 1) for number in range(limit)]


def _insight(insight: Counted) -> Part:
    evidence = dict.fromkeys(place.interaction_id for place in insight.evidence)
    return Part(PartKind.INSIGHT, tuple(evidence), insight=insight.id)


def _left_open(came: Sequence[Coming], question: Place | None, told: Sequence[Place]) -> Iterable[Part]:
    if came and question and not question.overlaps(told):
        yield Part(
            PartKind.OPEN, (question.interaction_id,), theme=came[0].theme_id, place=(question.start, question.end)
        )


def _alike(text: str) -> str:
    """Small letters and signs of words alone: the same sentence said twice is one."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
