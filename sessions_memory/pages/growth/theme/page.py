"""One theme's story: its months, then and now, its timeline, what it goes along with, and the questions behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sessions_memory.growth.keeping.counting import Counted
from sessions_memory.models import Insight, Theme
from sessions_memory.pages.growth import insight_words
from sessions_memory.pages.growth.drawings.months import Chart, chart_of
from sessions_memory.pages.growth.drawings.phases import phases_in_words
from sessions_memory.pages.growth.insights import InsightCard, insight_cards
from sessions_memory.pages.growth.quotations import Quotation, place_of, quotations
from sessions_memory.pages.growth.theme.areas import Within
from sessions_memory.pages.growth.themes import name_of, own_words
from sessions_memory.states import InsightKind
from sessions_memory.web import sizes
from sessions_memory.web.dates import long_day
from sessions_memory.web.urls import address

OWN_WORDS = 12
INSIGHTS = 20
THEN_AND_NOW = gettext_lazy(
    "The most telling of your sentences from the theme’s first and last days: they share its words and say how you "
    "see it. Questions, and sentences that don’t stand alone, are left out."
)


@dataclass(frozen=True)
class Moment:
    """A line of the timeline. `label`: "First time", "Milestone" or ""."""

    day: str
    iso: str
    label: str
    text: str
    url: str


@dataclass(frozen=True)
class Companion:
    """A theme that comes on the same days."""

    name: str
    url: str
    says: str


@dataclass(frozen=True)
class Part:
    id: int
    name: str


@dataclass(frozen=True)
class ThemePage:
    id: int
    name: str
    lead: str
    phases: list[str]
    chart: Chart
    then: Quotation | None
    now: Quotation | None
    change: InsightCard | None
    how: str
    timeline: list[Moment]
    companions: list[Companion]
    rhythm: str
    words: list[str]
    talk_url: str
    insights: list[InsightCard]
    parts: list[Part]
    is_pinned: bool
    is_hidden: bool


def theme_page(user: AbstractBaseUser, theme: Theme, *, chosen: str = "", area: Within | None = None) -> ThemePage:
    """`chosen`: the bar whose questions are listed. `area`: all is left out that doesn't rest on it alone."""
    found, today = (_found_in(theme, area) if area else theme.found), timezone.localdate()
    places = {name: place_of(found.get(name)) for name in ("then", "now")}
    telling = [place for value in found.get("telling") or () if (place := place_of(value))]
    quoted = quotations(user, {*telling, *(place for place in places.values() if place)})
    parts = list(theme.parts.all())
    counts = area.counts if area else theme
    insights = insight_cards(user, _insights(user, [theme, *parts]))
    if area:
        insights = [card for card in insights if _rests_on(card, area)]
    then, now = (quoted.get(place) if place else None for place in places.values())
    change = _change(insights, then, now)

    return ThemePage(
        id=theme.pk,
        name=name_of(theme),
        lead=_lead(counts),
        phases=phases_in_words(found.get("phases") or (), today, _first_day(theme)),
        chart=chart_of(counts.months, today, chosen),
        then=then if now else None,
        now=now if then else None,
        change=change,
        how=str(THEN_AND_NOW),
        timeline=_timeline([quoted[place] for place in telling if place in quoted], insights),
        companions=_companions(user, found.get("goes_along") or ()),
        rhythm=insight_words.rhythm(*found["rhythm"]) if found.get("rhythm") else "",
        words=own_words(theme, OWN_WORDS),
        talk_url=f"{address('chat:home')}?theme={theme.pk}",
        insights=[card for card in insights if card is not change],
        parts=[Part(part.pk, name_of(part)) for part in parts],
        is_pinned=theme.is_pinned,
        is_hidden=theme.is_hidden,
    )


def _found_in(theme: Theme, area: Within) -> dict[str, Any]:
    """Its quotations from there. Phases, companions and rhythms were found in all of it."""
    quoted = {name: value for name in ("then", "now") if _is_in(value := theme.found.get(name), area)}
    return quoted | {"telling": [value for value in theme.found.get("telling") or () if _is_in(value, area)]}


def _is_in(value: object, area: Within) -> bool:
    place = place_of(value)
    return place is not None and place.interaction in area.interactions


def _rests_on(insight: InsightCard, area: Within) -> bool:
    """A pattern quotes some days alone, and was found in all of them."""
    is_whole = insight.kind not in (InsightKind.PATTERN, InsightKind.ASKED_AGAIN)
    return is_whole and all(one.interaction in area.interactions for one in insight.quoted)


def _change(insights: Sequence[InsightCard], then: Quotation | None, now: Quotation | None) -> InsightCard | None:
    """The insight that then and now are already shown for: it is asked about there."""
    if not (then and now):
        return None

    shown = [then.interaction, now.interaction]
    changes = [card for card in insights if card.kind == InsightKind.CHANGE and not card.words]
    return next((card for card in changes if [one.interaction for one in card.quoted] == shown), None)


def _insights(user: AbstractBaseUser, themes: Sequence[Theme]) -> list[Insight]:
    rows = Insight.objects.owned_by(user).shown().filter(theme__in=themes)
    return list(rows.newest_first().with_theme()[:INSIGHTS])


def _lead(counts: Theme | Counted) -> str:
    """ "64 questions in 31 sessions, from 22 November 2025 to 19 November 2026"."""
    if not (counts.first_at and counts.last_at):
        return gettext("No question is in it any more.")

    first, last = (long_day(timezone.localtime(at)) for at in (counts.first_at, counts.last_at))
    said = gettext("{questions} in {sessions}, from {first} to {last}")
    if first == last:
        said = gettext("{questions} in {sessions}, on {first}")

    return said.format(
        questions=sizes.questions(counts.interactions),
        sessions=sizes.sessions(counts.sessions),
        first=first,
        last=last,
    )


def _first_day(theme: Theme) -> date | None:
    return timezone.localdate(theme.first_at) if theme.first_at else None


def _timeline(telling: Sequence[Quotation], insights: Sequence[InsightCard]) -> list[Moment]:
    """Oldest first, a question once: in the longest of its quotations, with the kind of insight that rests on it.

    What was asked again stands among the insights, with all its days.
    """
    told = [card for card in insights if not card.is_offered and card.kind != InsightKind.ASKED_AGAIN]
    kept = [(card.label, one) for card in told for one in card.quoted]
    labels = {one.interaction: label for label, one in reversed(kept)}
    if telling:
        labels.setdefault(telling[0].interaction, gettext("First time"))

    said: dict[int, Quotation] = {}
    for one in (*telling, *(one for _, one in kept)):
        if one.interaction not in said or len(one.text) > len(said[one.interaction].text):
            said[one.interaction] = one

    ordered = sorted(said.values(), key=lambda one: one.at)
    return [Moment(one.short_day, one.iso, labels.get(one.interaction, ""), one.text, one.url) for one in ordered]


def _companions(user: AbstractBaseUser, found: Sequence[Sequence[Any]]) -> list[Companion]:
    names = dict(
        Theme.objects.owned_by(user).shown().filter(pk__in=[one[0] for one in found]).values_list("pk", "name")
    )
    return [
        Companion(names[pk], address("sessions_memory:theme", pk), insight_words.on_the_same_days(days, weekday))
        for pk, days, weekday in found
        if pk in names
    ]
