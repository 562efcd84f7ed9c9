"""Insights as the page shows them, each with its evidence: an insight whose words are gone is not shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.models import Evidence, Insight, Theme
from sessions_memory.pages.growth import insight_words
from sessions_memory.pages.growth.quotations import Place, Quotation, quotations
from sessions_memory.pages.growth.themes import NAMELESS
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.web.dates import long_month
from sessions_memory.web.urls import address

# So many of the questions that were asked again are quoted, and of those on a pattern's days.
QUOTED, QUOTED_OF_PATTERN = 6, 3
OFFERED_SHOWN, COUNTED_SHOWN = 3, 4
# What growth found, beside its numbers.
RHYTHM, ALONG, AGAIN = "rhythm", "goes-along", "asked-again"


@dataclass(frozen=True)
class InsightCard:
    """`asks`: what it is asked about, if it is offered. `says`: a sentence of ours; `words`: the person's own wording.

    `answer`: what they were told when they asked last, of a question asked again.
    """

    id: int
    kind: str
    label: str
    theme: str
    theme_url: str
    asks: str
    says: str
    words: str
    quoted: list[Quotation]
    is_list: bool
    answer: str
    how: str
    is_offered: bool
    is_confirmed: bool
    is_dismissed: bool

    @property
    def first(self) -> Quotation | None:
        return self.quoted[0] if self.quoted else None

    @property
    def last(self) -> Quotation | None:
        return self.quoted[-1] if self.quoted else None


def first_cards(user: AbstractBaseUser) -> list[InsightCard]:
    """A few that ask, and the newest that count."""
    rows = Insight.objects.owned_by(user).in_sight().newest_first().with_theme()
    return insight_cards(user, [*rows.offered()[:OFFERED_SHOWN], *rows.counted()[:COUNTED_SHOWN]])


def insight_cards(user: AbstractBaseUser, insights: Sequence[Insight]) -> list[InsightCard]:
    places = _places_of(insights)
    quoted = quotations(user, {place for one in places.values() for place in one})
    names = _names_of(user, insights)
    shown = {pk: [quoted[place] for place in one if place in quoted] for pk, one in places.items()}

    return [
        _card(insight, shown.get(insight.pk, []), names)
        for insight in insights
        if len(shown.get(insight.pk, [])) >= _least_quoted(insight) and names.keys() >= set(_themes_in(insight.found))
    ]


def _places_of(insights: Sequence[Insight]) -> dict[int, list[Place]]:
    rows = Evidence.objects.filter(insight__in=insights).order_by("insight", "number")
    places: dict[int, list[Place]] = defaultdict(list)
    for pk, interaction, start, end in rows.values_list("insight", "interaction", "start", "end"):
        places[pk].append(Place(interaction, start, end))

    return places


def _least_quoted(insight: Insight) -> int:
    """A change is two sentences, a pattern none."""
    if insight.kind == InsightKind.PATTERN:
        return 0

    return 2 if insight.kind in (InsightKind.CHANGE, InsightKind.ASKED_AGAIN) else 1


def _names_of(user: AbstractBaseUser, insights: Sequence[Insight]) -> dict[int, str]:
    """Of the themes that patterns are about, without hidden ones."""
    ids = {pk for insight in insights for pk in _themes_in(insight.found)}
    rows = Theme.objects.owned_by(user).filter(pk__in=ids, is_hidden=False)
    return dict(rows.values_list("pk", "name")) if ids else {}


def _card(insight: Insight, quoted: Sequence[Quotation], names: Mapping[int, str]) -> InsightCard:
    theme = (insight.theme.merged_into or insight.theme) if insight.theme else None
    is_again, is_pattern = insight.kind == InsightKind.ASKED_AGAIN, insight.kind == InsightKind.PATTERN
    return InsightCard(
        id=insight.pk,
        kind=insight.kind,
        label=insight.get_kind_display(),
        theme=theme.name if theme else "",
        theme_url=address("sessions_memory:theme", theme.pk) if theme else "",
        asks=str(insight_words.ASKED[insight.kind]) if insight.state == InsightState.OFFERED else "",
        says=_says(insight, quoted, names),
        words=insight.words,
        quoted=list(quoted[-(QUOTED_OF_PATTERN if is_pattern else QUOTED) :]),
        is_list=is_again or is_pattern or insight.kind == InsightKind.CHANGE,
        answer=quoted[-1].answer if is_again else "",
        how=insight_words.how_it_was_found(insight),
        is_offered=insight.state == InsightState.OFFERED,
        is_confirmed=insight.state == InsightState.CONFIRMED,
        is_dismissed=insight.state == InsightState.DISMISSED,
    )


def _says(insight: Insight, quoted: Sequence[Quotation], names: Mapping[int, str]) -> str:
    found = insight.found
    if insight.kind == InsightKind.ASKED_AGAIN:
        times, *_ = found.get(AGAIN) or [len(quoted)]
        return insight_words.asked_again(times, long_month(timezone.localtime(quoted[0].at)))

    themes = [names.get(pk) or str(NAMELESS) for pk in _themes_in(found)]
    if RHYTHM in found:
        return insight_words.keeps_to_a_weekday(themes[0], *found[RHYTHM][1:])

    return insight_words.goes_along(themes[0], themes[1], *found[ALONG][2:]) if ALONG in found else ""


def _themes_in(found: Mapping[str, Any]) -> list[int]:
    """The theme of a rhythm, the two that go along with each other."""
    return [*found.get(RHYTHM, ())[:1], *found.get(ALONG, ())[:2]]
