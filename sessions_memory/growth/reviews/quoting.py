"""The person's own sentences that a review quotes: the most telling of a theme, and the question left open."""

from collections.abc import Sequence

from sessions_memory.growth.over_time.quotable import Candidate, candidates
from sessions_memory.growth.over_time.values import Said
from sessions_memory.growth.reviews.laying_out import evenly
from sessions_memory.growth.reviews.reading import questions_of
from sessions_memory.growth.reviews.values import Came, Coming, Place
from sessions_memory.models import Theme

# A theme of a year may have a thousand interactions; as many of them are read, at even distances.
READ_MAX = 60
TELLING_MAX = 12


def telling_quotes(user_id: int, comings: Sequence[Coming]) -> dict[int, list[Place]]:
    """Of each theme its sentences of these days, the most telling first."""
    return {one.theme_id: _told(_candidates(user_id, one.theme_id, one.within)) for one in comings}


def left_open(user_id: int, coming: Coming) -> Place | None:
    """The last question that the person asked about it in these days."""
    asked = [one for one in _candidates(user_id, coming.theme_id, coming.within[-READ_MAX:]) if one.is_asked]
    return _place(asked[-1]) if asked else None


def _candidates(user_id: int, theme_id: int, came: Sequence[Came]) -> list[Candidate]:
    """Of as many interactions as are read, oldest first."""
    chosen = [came[number] for number in evenly(len(came), READ_MAX)]
    texts = questions_of(user_id, [one.interaction_id for one in chosen])
    said = [Said(pk, one.day, texts[pk]) for one in chosen if (pk := one.interaction_id) in texts]
    return candidates(said, _weights(user_id, theme_id))


def _weights(user_id: int, theme_id: int) -> dict[int, float]:
    """What each word of its own weighs."""
    words = Theme.objects.owned_by(user_id).filter(pk=theme_id).values_list("words", flat=True).first()
    return {term: weight for term, _, weight in words or ()}


def _told(found: Sequence[Candidate]) -> list[Place]:
    stated = [one for one in found if not one.is_asked]
    stated.sort(key=lambda one: (-one.score, one.quoted.interaction_id, one.quoted.start))
    return [_place(one) for one in stated[:TELLING_MAX]]


def _place(candidate: Candidate) -> Place:
    quoted = candidate.quoted
    return Place(quoted.interaction_id, quoted.start, quoted.end, quoted.text)
