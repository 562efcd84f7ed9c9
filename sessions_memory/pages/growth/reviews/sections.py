"""A review as its page shows it: sentences and quotations, each with the place that it rests on.

Words are read from the interactions and insights that the review names: what is gone, hidden or never recalled by now
is not shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy

from sessions_memory.growth.reviews.values import Part, PartKind
from sessions_memory.models import Insight, Review, Theme
from sessions_memory.pages.growth.insights import InsightCard, insight_cards
from sessions_memory.pages.growth.quotations import Place, Quotation, place_in, quotations, talk_url
from sessions_memory.web.urls import address

# Enough of a question to tell that there is one: of most only the day is shown, with the way there.
NAMED = 40
TITLES = {
    PartKind.NEW: gettext_lazy("What was new"),
    PartKind.AGAIN: gettext_lazy("What you came back to"),
    PartKind.INSIGHT: gettext_lazy("Insights"),
    PartKind.QUIET: gettext_lazy("What went quiet"),
    PartKind.OPEN: gettext_lazy("Left open"),
}


@dataclass(frozen=True)
class ShownTheme:
    name: str
    url: str


@dataclass(frozen=True)
class ReviewLine:
    """`says`: a model's sentence, or "". `places`: what it rests on, oldest first. `quoted`: the words themselves."""

    kind: PartKind
    says: str
    theme: ShownTheme | None
    places: Sequence[Quotation]
    quoted: Quotation | None = None
    insight: InsightCard | None = None
    talk_url: str = ""

    @property
    def first(self) -> Quotation | None:
        return self.places[0] if self.places else None

    @property
    def last(self) -> Quotation | None:
        """Only if it is of another day than the first."""
        is_other = self.places and self.places[-1].day != self.places[0].day
        return self.places[-1] if is_other else None


@dataclass(frozen=True)
class ReviewSection:
    kind: PartKind
    title: str
    lines: Sequence[ReviewLine]


def sections_of(user: AbstractBaseUser, review: Review) -> list[ReviewSection]:
    """In the order in which it is read; none that has nothing to say any more."""
    parts = [Part.read(stored) for stored in review.parts]
    lines = [line for _, line in _lines(parts, _sources(user, parts))]
    return [
        ReviewSection(kind, str(title), found)
        for kind, title in TITLES.items()
        if (found := [line for line in lines if _section_of(line, lines) == kind])
    ]


def parts_in_sight(user: AbstractBaseUser, parts: Sequence[Part]) -> list[Part]:
    """Those of which the page has something to say."""
    return [part for part, _ in _lines(parts, _sources(user, parts))]


def themes_of(user: AbstractBaseUser, parts: Iterable[Part]) -> dict[int, ShownTheme]:
    """By the id that a part names: the theme itself, or the one that it became part of; none that is hidden."""
    ids = {part.theme for part in parts if part.theme is not None}
    rows = Theme.objects.owned_by(user).filter(pk__in=ids).select_related("merged_into")
    whole = {theme.pk: theme.merged_into or theme for theme in rows}
    return {
        pk: ShownTheme(theme.name, address("sessions_memory:theme", theme.pk))
        for pk, theme in whole.items()
        if theme.name and not theme.is_hidden
    }


@dataclass(frozen=True)
class _Sources:
    themes: Mapping[int, ShownTheme]
    quotations: Mapping[Place, Quotation]
    insights: Mapping[int, InsightCard]


def _sources(user: AbstractBaseUser, parts: Sequence[Part]) -> _Sources:
    places = {place for part in parts for place in (*_named(part), place_in(part)) if place}
    ids = [part.insight for part in parts if part.insight is not None]
    counted = Insight.objects.owned_by(user).counted().in_sight().filter(pk__in=ids).with_theme()
    return _Sources(
        themes=themes_of(user, parts),
        quotations=quotations(user, places),
        insights={card.id: card for card in insight_cards(user, list(counted))},
    )


def _lines(parts: Sequence[Part], sources: _Sources) -> Iterable[tuple[Part, ReviewLine]]:
    for part in parts:
        places = [sources.quotations[place] for place in _named(part) if place in sources.quotations]
        place = place_in(part)
        theme = sources.themes.get(part.theme) if part.theme is not None else None
        line = ReviewLine(
            kind=part.kind,
            says=part.text,
            theme=theme,
            places=places,
            quoted=sources.quotations.get(place) if place else None,
            insight=sources.insights.get(part.insight) if part.insight is not None else None,
            talk_url=talk_url(place) if place and part.kind == PartKind.OPEN else "",
        )
        if places and (theme or part.theme is None) and SAYS[part.kind](line):
            yield part, line


# Whether a line of the kind has anything to say.
SAYS: Mapping[PartKind, Callable[[ReviewLine], bool]] = {
    PartKind.NEW: lambda line: line.theme is not None,
    PartKind.AGAIN: lambda line: line.theme is not None,
    PartKind.QUIET: lambda line: line.theme is not None,
    PartKind.QUOTE: lambda line: line.quoted is not None,
    PartKind.OPEN: lambda line: line.quoted is not None,
    PartKind.INSIGHT: lambda line: line.insight is not None,
}


def _section_of(line: ReviewLine, lines: Sequence[ReviewLine]) -> PartKind:
    """A quotation stands with its theme."""
    if line.kind != PartKind.QUOTE:
        return line.kind

    is_new = any(other.kind == PartKind.NEW and other.theme == line.theme for other in lines)
    return PartKind.NEW if is_new else PartKind.AGAIN


def _named(part: Part) -> list[Place]:
    return [Place(pk, 0, NAMED) for pk in part.interactions]
