"""Reviews in the model's words: what was laid out goes to it, and its sentences stand before that in their sections."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from django.db.models import F
from django.utils import timezone

from chat.growth.sentences import Told, standing, without_sentences
from chat.growth.values import ITEMS_MAX, Item, Job
from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.reviews.reading import zone_of_days
from sessions_memory.growth.reviews.values import Part, PartKind
from sessions_memory.models import Evidence, Growth, Insight, Review, Theme, UserInteraction
from sessions_memory.states import FoundBy
from sessions_memory.web.dates import english_day

# Older ones stay as they were laid out.
LOOKED_BACK = timedelta(days=400)
QUOTES_OF_PART = 3
QUOTE_CHARS = 180
TASK = (
    "You look back on some days of a person's life, from what they wrote themselves. Write two to six short, plain "
    'sentences to the person, as "you", in the language of their words. Each sentence is about one subject and says '
    "only what stands in the quotes that it rests on. No praise, no advice, no exclamation, no figures of your own. "
    'Answer with JSON alone: {"sentences": [{"text": "…", "quotes": [1, 2]}]}, the numbers being those of the quotes.'
)
LABELS = {
    PartKind.NEW: "a theme that was new",
    PartKind.AGAIN: "a theme that they came back to",
    PartKind.QUIET: "a theme that went quiet, as it last came",
    PartKind.QUOTE: "their words",
    PartKind.INSIGHT: "an insight that they had",
    PartKind.OPEN: "a question that they left open",
}


def next_job(user_id: int) -> Job | None:
    """The latest review that the model was not asked about as it is."""
    rows = Review.objects.owned_by(user_id).filter(text="", last_day__gt=timezone.localdate() - LOOKED_BACK)
    unasked = rows.exclude(parts=[]).exclude(asked_digest=F("digest"))
    for review in unasked.newest_first().iterator():
        if told := _told(review):
            return _job(review, told)

    return None


def _job(review: Review, told: Sequence[Told]) -> Job:
    items = [Item(LABELS[one.part.kind], one.text) for one in told]
    return Job(TASK, items, "sentences", lambda entries: _keep(review, told, entries))


def _keep(review: Review, told: Sequence[Told], entries: Sequence[dict[str, Any]]) -> int:
    """Not if the review was made anew, edited or deleted meanwhile, nor if the switch was turned off."""
    found = standing(entries, told)
    laid_out = without_sentences(review.parts)
    values = {"parts": [part.stored() for part in (*found, *laid_out)], "made_by": FoundBy.MODEL} if found else {}
    with user_lock(review.user):
        # Held, so that no reading begins to store meanwhile.
        allowed = Growth.objects.select_for_update(no_key=True).filter(pk=review.user_id, asks_model=True).first()
        as_it_was = Review.objects.filter(pk=review.pk, digest=review.digest, text="")
        kept = allowed is not None and as_it_was.update(asked_digest=review.digest, **values)

    return len(found) if kept else 0


@dataclass(frozen=True)
class _Words:
    """What the parts of a review rest on. `names`: of themes; `evidence`: of insights, as quoted."""

    questions: Mapping[int, tuple[date, str]]
    names: Mapping[int, str]
    evidence: Mapping[int, Sequence[str]]


def _told(review: Review) -> list[Told]:
    """None of which anything is hidden, gone or never recalled."""
    parts = without_sentences(review.parts)
    words = _words(review.user_id, parts, zone_of_days(review.user_id))
    texts = ((part, "\n".join(_lines(part, words))) for part in parts)
    return [Told(part, text) for part, text in texts if text][:ITEMS_MAX]


def _words(user_id: int, parts: Sequence[Part], zone: tzinfo) -> _Words:
    ids = {pk for part in parts for pk in part.interactions}
    rows = UserInteraction.objects.owned_by(user_id).growing().filter(pk__in=ids)
    read = rows.values_list("pk", "created_at", "user_question")
    themes = Theme.objects.owned_by(user_id).shown().filter(pk__in={part.theme for part in parts if part.theme})
    return _Words(
        questions={pk: (at.astimezone(zone).date(), text) for pk, at, text in read},
        names=dict(themes.values_list("pk", "name")),
        evidence=_evidence(user_id, [part.insight for part in parts if part.insight]),
    )


def _evidence(user_id: int, insights: Sequence[int]) -> dict[int, list[str]]:
    counted = Insight.objects.owned_by(user_id).counted().in_sight().filter(pk__in=insights)
    rows = Evidence.objects.filter(insight__in=counted)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("interaction").order_by("insight", "number"):
        found.setdefault(row.insight_id, []).append(row.words)

    return found


def _lines(part: Part, words: _Words) -> Iterator[str]:
    """Empty where something that it rests on can't be told."""
    is_hidden = part.theme is not None and part.theme not in words.names
    if is_hidden or not all(pk in words.questions for pk in part.interactions):
        return
    if part.insight is not None:
        yield from words.evidence.get(part.insight, ())[:QUOTES_OF_PART]
        return

    yield words.names.get(part.theme or 0, "")
    for pk in part.interactions[:QUOTES_OF_PART]:
        day, question = words.questions[pk]
        start, end = part.place or (0, QUOTE_CHARS)
        yield f"{english_day(day)}: {question[start : min(end, start + QUOTE_CHARS)]}"
