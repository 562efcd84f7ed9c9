"""The person's own sentences that a review quotes: the most telling of a theme, and the question left open."""

from collections.abc import Mapping, Sequence

from sessions_memory.growth.reviews.laying_out import evenly
from sessions_memory.growth.reviews.reading import questions_of
from sessions_memory.growth.reviews.values import Came, Coming, Place
from sessions_memory.growth.rules.cleaning import own_words
from sessions_memory.growth.rules.english import LANGUAGE as ENGLISH
from sessions_memory.growth.rules.sentences import Sentence, sentences
from sessions_memory.models import Theme
from sessions_memory.recall.language.words import terms_of

# A theme of a year may have a thousand interactions; as many of them are read, at even distances.
READ_MAX = 60
READ_CHARS = 4_000
QUOTED = range(25, 241)
ASKED_CHARS = 12
TELLING_MAX = 12


def telling_quotes(user_id: int, comings: Sequence[Coming]) -> dict[int, list[Place]]:
    """Of each theme its sentences of these days, the most telling first."""
    weights = _weights(user_id, [one.theme_id for one in comings])
    return {one.theme_id: _telling(_texts(user_id, one.within), weights[one.theme_id]) for one in comings}


def left_open(user_id: int, coming: Coming) -> Place | None:
    """The last question that the person asked about it in these days."""
    texts = _texts(user_id, coming.within[-READ_MAX:])
    asked = (
        Place(pk, one.start, one.end, one.text)
        for pk, text in reversed(list(texts.items()))
        for one in reversed(_own_sentences(text))
        if one.is_question and ASKED_CHARS <= len(one.text) < QUOTED.stop
    )
    return next(asked, None)


def _weights(user_id: int, theme_ids: Sequence[int]) -> dict[int, dict[int, float]]:
    """Of each theme, what each word of its own weighs."""
    rows = Theme.objects.owned_by(user_id).filter(pk__in=theme_ids).values_list("pk", "words")
    return {pk: {term: weight for term, _, weight in words} for pk, words in rows}


def _telling(texts: Mapping[int, str], weights: Mapping[int, float]) -> list[Place]:
    told = [
        (sum(weights.get(term, 0) for term in terms_of(one.text)), Place(pk, one.start, one.end, one.text))
        for pk, text in texts.items()
        for one in _own_sentences(text)
        if len(one.text) in QUOTED and not one.is_question
    ]
    told.sort(key=lambda one: (-one[0], one[1].interaction_id, one[1].start))
    return [place for weight, place in told[:TELLING_MAX] if weight]


def _texts(user_id: int, came: Sequence[Came]) -> Mapping[int, str]:
    came = [came[number] for number in evenly(len(came), READ_MAX)]
    found = questions_of(user_id, [one.interaction_id for one in came])
    return {one.interaction_id: found[one.interaction_id] for one in came if one.interaction_id in found}


def _own_sentences(text: str) -> list[Sentence]:
    return list(sentences(own_words(text[:READ_CHARS], ENGLISH)))
