"""The person's own words at the places that rows of growth name: read when they are shown, never kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.functions import Left
from django.utils import timezone

from sessions_memory.database.text import cut
from sessions_memory.growth.reviews.values import Part
from sessions_memory.models import UserInteraction
from sessions_memory.states import origin, shown_in
from sessions_memory.web import dates
from sessions_memory.web.legible import legible
from sessions_memory.web.plain_text import plain
from sessions_memory.web.urls import address, place_url

# A longer quotation is cut on the page; the link leads to all of it.
QUOTED_CHARS = 400
ANSWER_CHARS = 400
# PostgreSQL counts no further; an address or a file may.
FURTHEST = 2**31 - 1
SAID = ("created_at", "session__source", "session__source_id")


class Place(NamedTuple):
    """In an interaction's question, from `start` to `end`."""

    interaction: int
    start: int
    end: int


@dataclass(frozen=True)
class Quotation:
    """`day`: "9 November 2026"; `short_day`: "9 Nov", with the year where it is another. `answer`: its beginning."""

    interaction: int
    at: datetime
    text: str
    url: str
    day: str
    short_day: str
    iso: str
    source: str
    answer: str


def quotations(user: AbstractBaseUser, places: Collection[Place]) -> dict[Place, Quotation]:
    """Without those that are gone, that the person wants never recalled, or that name no words."""
    if not places:
        return {}

    furthest = min(max(place.end for place in places), FURTHEST)
    rows = UserInteraction.objects.these_of(user, {place.interaction for place in places}).growing()
    told = Left("ai_response", ANSWER_CHARS)
    values = rows.values_list("pk", "session", *SAID, Left("user_question", furthest), told)
    found = {pk: given for pk, *given in values}

    quoted = {place: _quotation(place, *found[place.interaction]) for place in places if place.interaction in found}
    return {place: quotation for place, quotation in quoted.items() if quotation.text}


def place_of(value: object) -> Place | None:
    """Of `[interaction, start, end]` as a row has it; None for what is none."""
    is_place = isinstance(value, Sequence) and len(value) == 3 and all(isinstance(number, int) for number in value)
    return Place(*value) if is_place and value[1] < value[2] else None  # type: ignore[index, misc]


def place_in(part: Part) -> Place | None:
    """The words that a part of a review quotes; they stand in the first of its interactions."""
    return Place(part.interactions[0], *part.place) if part.place and part.interactions else None


def talk_url(place: Place) -> str:
    """To the chat, where a question about these words stands ready. It names no word: addresses stand in logs."""
    return f"{address('chat:home')}?said={place.interaction}&from={place.start}&to={place.end}"


def _quotation(
    place: Place, session: int, at: datetime, source: str, source_id: str, text: str, answer: str
) -> Quotation:
    local, today = timezone.localtime(at), timezone.localdate()
    return Quotation(
        interaction=place.interaction,
        at=at,
        text=legible(cut(text[place.start : place.end].strip(), QUOTED_CHARS)),
        url=place_url(session, place.interaction),
        day=dates.long_day(local),
        short_day=dates.short_day(local) if local.year == today.year else dates.day(local),
        iso=local.isoformat(),
        source=origin(source, shown_in(source, source_id)),
        answer=cut(plain(answer), ANSWER_CHARS // 2),
    )
