"""Makes and keeps the reviews of a person: the door of this room."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db import transaction
from django.utils import timezone

from sessions_memory.growth.reviews import laying_out, spans
from sessions_memory.growth.reviews.quoting import left_open, telling_quotes
from sessions_memory.growth.reviews.reading import History, history_of, spans_before, zone_of_days
from sessions_memory.growth.reviews.values import Days, Leading, Part
from sessions_memory.models import Growth, Review, ReviewRest, UserInteraction
from sessions_memory.querysets.conditions import of_active_people
from sessions_memory.states import FoundBy, ReviewSpan

# Another one makes all reviews anew.
VERSION = 1
WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Made:
    """`parts`: empty where the days are not worth a review; None where nothing changed since it was made."""

    parts: tuple[Part, ...] | None
    digest: str = ""


def make_reviews(user_id: int, *, today: date) -> int:
    """Of what is over: whole years, the last three months, and what was made on demand; how many were written.

    The same rows give the same reviews, and nothing is written twice.
    """
    zone = zone_of_days(user_id)
    history, kept = history_of(user_id, zone), _kept(user_id)
    due = spans.due(history.first_day, today) if history.first_day else []
    wanted = {(days.span, days.first): days for days in due}
    wanted |= {key: spans.containing(*key) for key in kept}

    written = sum(_renew(user_id, days, history, kept.get(key)) for key, days in wanted.items())
    _wait_for_next(user_id, today, zone)
    return written


def make_due_reviews() -> bool:
    """Of one person for whom a week, a month or a year is over since theirs were made; False if there is nobody.

    Whose conversations are being read gets them at the end of that.
    """
    now = timezone.now()
    read = Growth.objects.filter(refreshed_at__isnull=False, changed_at=None)
    due = read.filter(of_active_people(), reviews_due_at__lte=now)
    row = due.order_by("reviews_due_at").first()
    # One worker takes it up; where it fails it waits, so that nobody waits behind it.
    if row is None or not due.filter(pk=row.pk).update(reviews_due_at=now + WAIT):
        return False

    make_reviews(row.pk, today=timezone.localdate(now, zone_of_days(row.pk)))
    return True


def make_on_demand(user_id: int, days: Days) -> Review | None:
    """None where these days are not worth one."""
    history = history_of(user_id, zone_of_days(user_id))
    _renew(user_id, days, history, _kept(user_id).get((days.span, days.first)))
    return Review.objects.owned_by(user_id).of(days.span, days.first).first()


def _kept(user_id: int) -> dict[tuple[ReviewSpan, date], Review]:
    return {(ReviewSpan(row.span), row.first_day): row for row in Review.objects.owned_by(user_id).defer("text")}


def _renew(user_id: int, days: Days, history: History, kept: Review | None) -> bool:
    """Whether something was written."""
    made = _made(user_id, days, history, kept)
    if made.parts is None or not (made.parts or (kept and kept.parts)):
        return False

    return _keep(user_id, days, made)


def _made(user_id: int, days: Days, history: History, kept: Review | None) -> Made:
    if history.interactions(days) < laying_out.INTERACTIONS_MIN:
        return Made(())

    is_first = history.first_day is not None and history.first_day >= days.first
    found = laying_out.leading(days, history.of(days), spans_before=spans_before(days), is_first=is_first)
    insights = history.counted(days)
    digest = _digest(found, [one.id for one in insights])
    if kept and kept.digest == digest:
        return Made(None)

    quotes = telling_quotes(user_id, found.came)
    opened = left_open(user_id, found.came[0]) if found.came else None
    return Made(laying_out.lay_out(days, found, insights=insights, quotes=quotes, left_open=opened), digest)


def _digest(found: Leading, insights: Sequence[int]) -> str:
    themes = [
        [[one.theme_id, [came.interaction_id for came in (*one.within, *one.before[-1:])]] for one in kind]
        for kind in (found.new, found.again, found.quiet)
    ]
    return hashlib.blake2s(json.dumps([VERSION, themes, insights]).encode(), digest_size=16).hexdigest()


def _keep(user_id: int, days: Days, made: Made) -> bool:
    """Not if one of the interactions was deleted meanwhile: the refresh that follows makes it anew."""
    parts = made.parts or ()
    named = {pk for part in parts for pk in part.interactions}
    with transaction.atomic():
        held = UserInteraction.objects.owned_by(user_id).filter(pk__in=named).order_by("pk")
        if set(held.select_for_update(no_key=True).values_list("pk", flat=True)) != named:
            return False
        # What the person wrote stays, whatever it was written about.
        if not (parts or Review.objects.owned_by(user_id).of(days.span, days.first).edited().exists()):
            Review.objects.owned_by(user_id).of(days.span, days.first).delete()
            return True

        _store(user_id, days, made, named)

    return True


def _store(user_id: int, days: Days, made: Made, named: set[int]) -> None:
    stored = [part.stored() for part in made.parts or ()]
    review, _ = Review.objects.update_or_create(
        user_id=user_id,
        span=days.span,
        first_day=days.first,
        defaults={"last_day": days.last, "parts": stored, "digest": made.digest, "made_by": FoundBy.RULE},
    )
    # A text of the person's own goes on resting on what it was written about.
    if not review.is_edited:
        review.rests_on.all().delete()
    rests = [ReviewRest(review=review, interaction_id=pk, user_id=user_id) for pk in sorted(named)]
    ReviewRest.objects.bulk_create(rests, ignore_conflicts=True)


def _wait_for_next(user_id: int, today: date, zone: tzinfo) -> None:
    due = datetime.combine(spans.next_end(today), time.min, zone)
    Growth.objects.filter(user=user_id).update(reviews_due_at=due)
