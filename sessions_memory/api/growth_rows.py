"""Rows of growth as the calls give them out: quotations are read from the questions that they stand in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.growth.reviews.values import Part
from sessions_memory.models import Evidence, Growth, Insight, Review, Theme, UserInteraction
from sessions_memory.pages.growth.counted_days import counted_days_of
from sessions_memory.pages.growth.insight_words import how_it_was_found
from sessions_memory.pages.growth.quotations import Place, place_in, place_of
from sessions_memory.pages.growth.reviews.sections import parts_in_sight
from sessions_memory.web.zones import zone_of

Values = dict[str, Any]


Quotations = Mapping[Place, Values]


def theme_values(theme: Theme) -> Values:
    names = ("name", "name_by", "is_pinned", "is_hidden", "interactions", "sessions", "days", "first_at", "last_at")
    own = {name: getattr(theme, name) for name in names}
    words = [str(text) for _, text, _ in theme.words]
    return own | {"id": theme.pk, "words": words, "months": theme.months, "merged_into": theme.merged_into_id}


def theme_story(person: AbstractBaseUser, theme: Theme) -> Values:
    found = theme.found
    then, now = place_of(found.get("then")), place_of(found.get("now"))
    telling = [place for each in found.get("telling") or () if (place := place_of(each))]
    quoted = quotations(person, [place for place in (then, now, *telling) if place])

    return theme_values(theme) | {
        "phases": [
            dict(zip(("kind", "first_day", "last_day"), each, strict=True)) for each in found.get("phases") or ()
        ],
        "then": quoted.get(then) if then else None,
        "now": quoted.get(now) if now else None,
        "telling": [quoted[place] for place in telling if place in quoted],
        "goes_along": [goes for each in found.get("goes_along") or () if (goes := _goes_along(each))],
        "rhythm": _rhythm(found.get("rhythm")),
        "parts": list(theme.parts.order_by("pk").values_list("pk", flat=True)),
    }


def insight_values(person: AbstractBaseUser, insights: Sequence[Insight]) -> list[Values]:
    rows = Evidence.objects.filter(insight__in=[row.pk for row in insights]).order_by("insight", "number")
    evidence: dict[int, list[tuple[str, Place]]] = defaultdict(list)
    for insight, role, *place in rows.values_list("insight", "role", "interaction", "start", "end"):
        evidence[insight].append((role, Place(*place)))

    quoted = quotations(person, {place for each in evidence.values() for _, place in each})
    return [_insight(row, evidence[row.pk], quoted) for row in insights]


def review_values(person: AbstractBaseUser, reviews: Sequence[Review]) -> list[Values]:
    """With the parts that the page shows."""
    parts = {row.pk: [Part.read(stored) for stored in row.parts] for row in reviews}
    in_sight = set(parts_in_sight(person, [part for own in parts.values() for part in own]))
    quoted = quotations(person, [place for part in in_sight if (place := place_in(part))])
    names = ("span", "first_day", "last_day", "made_by", "text", "created_at", "edited_at")
    return [
        {name: getattr(row, name) for name in names}
        | {"id": row.pk, "parts": [_part(part, quoted) for part in parts[row.pk] if part in in_sight]}
        for row in reviews
    ]


def active_days(person: AbstractBaseUser, until: date | None, days: int) -> list[Values]:
    """Those up to `until` on which something was asked, oldest first, as the page counts them."""
    with timezone.override(zone_of(person)):
        last = until or timezone.localdate()
        first = last - min(timedelta(days=days - 1), last - date.min)
        counts = counted_days_of(person, Growth.objects.filter(user=person.pk).first()).by_day(first, last)

    sources: dict[date, dict[str, int]] = defaultdict(dict)
    for (day, source), count in sorted(counts.items()):
        sources[day][source] = count

    return [{"day": day, "interactions": sum(of.values()), "sources": of} for day, of in sources.items()]


def quotations(person: AbstractBaseUser, places: Collection[Place]) -> dict[Place, Values]:
    """Without those of questions that are gone, or that growth may not read any more."""
    rows = UserInteraction.objects.owned_by(person).growing().filter(pk__in={place.interaction for place in places})
    found = rows.only("session_id", "created_at", "user_question").in_bulk()
    return {place: _quotation(place, found[place.interaction]) for place in places if place.interaction in found}


def _quotation(place: Place, row: UserInteraction) -> Values:
    where = {"interaction_id": row.pk, "session_id": row.session_id, "time": row.created_at}
    return where | {"start": place.start, "end": place.end, "text": row.user_question[place.start : place.end]}


def _insight(row: Insight, evidence: Sequence[tuple[str, Place]], quoted: Quotations) -> Values:
    names = ("kind", "state", "found_by", "day", "words", "theme_id", "decided_at")
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk,
        "how": how_it_was_found(row),
        "evidence": [quoted[place] | {"role": role} for role, place in evidence if place in quoted],
        "goes_along": _together(row.found.get("goes-along")),
        "rhythm": _rhythm_of_theme(row.found.get("rhythm")),
    }


def _together(found: Sequence[Any] | None) -> Values | None:
    return {"theme_ids": found[:2], "days": found[2], "weekday": found[3]} if found else None


def _rhythm_of_theme(found: Sequence[int] | None) -> Values | None:
    return dict(zip(("theme_id", "weekday", "days", "of_days"), found, strict=True)) if found else None


def _part(part: Part, quoted: Quotations) -> Values:
    place = place_in(part)
    return {
        "kind": part.kind,
        "text": part.text,
        "theme_id": part.theme,
        "insight_id": part.insight,
        "interaction_ids": part.interactions,
        "quotation": quoted.get(place) if place else None,
    }


def _goes_along(found: Sequence[Any] | None) -> Values | None:
    return dict(zip(("theme_id", "days", "weekday"), found, strict=True)) if found else None


def _rhythm(found: Sequence[int] | None) -> Values | None:
    return dict(zip(("weekday", "days", "of_days"), found, strict=True)) if found else None
