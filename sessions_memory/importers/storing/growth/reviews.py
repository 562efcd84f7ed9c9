"""Reviews of a backup: the person's text as it was, and what was laid out as far as it rests on what is here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.growth.reviews.spans import containing
from sessions_memory.growth.reviews.values import PartKind
from sessions_memory.importers.mapping.times import within_reach
from sessions_memory.importers.storing.known_names import ids_of, interactions_named
from sessions_memory.models import ImportJob, Insight, Review, ReviewRest, Theme
from sessions_memory.receipts.portable import Name
from sessions_memory.states import ReviewSpan

KINDS = frozenset(PartKind)
AS_KEPT = ("source_id", "span", "made_by", "text")

Kept = dict[str, Any]
Known = Mapping[str, int]


def restore(job: ImportJob, claims: Sequence[Kept]) -> None:
    user = job.user
    here = ids_of(Review.objects.owned_by(user), {kept["source_id"] for kept in claims})
    new = [kept for kept in claims if kept["source_id"] not in here]
    names = [tuple(name) for kept in new for part in [*kept["parts"], kept] for name in _named_in(part)]
    known = interactions_named(user, names)
    themes = ids_of(Theme.objects.owned_by(user), _each(new, "theme"))
    insights = ids_of(Insight.objects.owned_by(user), _each(new, "insight"))

    for kept in new:
        parts = [part for one in kept["parts"] if (part := _part(one, known, themes, insights))]
        if parts or kept["text"]:
            _restore(user, kept, parts, {known[name] for name in map(tuple, kept["rests_on"]) if name in known})


def _each(new: Sequence[Kept], name: str) -> set[str]:
    """The names of all that their parts are about."""
    return {str(part[name]) for kept in new for part in kept["parts"] if part.get(name)}


def _named_in(part: Kept) -> Sequence[Sequence[str]]:
    """Of a part, or of the whole review."""
    named: Sequence[Sequence[str]] = part.get("interactions") or part.get("rests_on") or ()
    return named


def _part(one: Kept, known: Mapping[Name, int], themes: Known, insights: Known) -> Kept | None:
    """None for what rests on nothing here, is about something that isn't, or is of no kind that is known."""
    if one["kind"] not in KINDS:
        return None

    part = one | {"interactions": [known[name] for name in map(tuple, one.get("interactions", ())) if name in known]}
    for name, rows in (("theme", themes), ("insight", insights)):
        if name in part:
            part[name] = rows.get(part[name])

    is_whole = part["interactions"] and None not in part.values()
    return part if is_whole and _is_place(part.get("place")) else None


def _is_place(place: Sequence[int] | None) -> bool:
    return place is None or (len(place) == 2 and 0 <= place[0] <= place[1])


def _restore(user: AbstractBaseUser, kept: Kept, parts: list[Kept], rests: set[int]) -> None:
    span, first = ReviewSpan(kept["span"]), date.fromisoformat(kept["first_day"])
    days = containing(span, first)
    if (days.first, days.last) != (first, date.fromisoformat(kept["last_day"])):
        return

    same = Review.objects.owned_by(user).filter(span=span, first_day=first).first()
    if same and same.text:
        return

    review = same or Review(user_id=user.pk)
    for name in AS_KEPT:
        setattr(review, name, kept[name])

    review.first_day, review.last_day, review.parts = days.first, days.last, parts
    review.created_at = within_reach(kept["created_at"]) or review.created_at
    review.edited_at = within_reach(kept["edited_at"])
    review.save()

    review.rests_on.all().delete()
    ReviewRest.objects.bulk_create(
        ReviewRest(review=review, interaction_id=pk, user_id=user.pk) for pk in sorted(rests)
    )
