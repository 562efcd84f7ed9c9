"""The person's own dated words that answer a question about change, about what was reached, or about a beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from sessions_memory.areas.rules import EVERYTHING, Reach
from sessions_memory.growth.answers.asked import Asks, asks, themes_meant
from sessions_memory.growth.keeping.insights import KINDS
from sessions_memory.growth.values import OwnWord
from sessions_memory.models import Evidence, Insight, Theme, ThemeMember, UserInteraction
from sessions_memory.recall import RecalledMemory
from sessions_memory.recall.language.dates import named_spans
from sessions_memory.recall.language.words import terms_of
from sessions_memory.web.dates import english_month

# So many of a kind say enough.
TELLING = 3
PHASES = 3
REACHED = 8
OF_A_THEME = 3
QUOTED_CHARS = 600
SESSION_FIELDS = ("session__title", "session__source", "session__source_id")


@dataclass(frozen=True)
class Place:
    """A place in a question, and what it tells: "the first time", "then", "a milestone". Never a word of the person's:
    a receipt keeps it when the words that a theme is named by are deleted.
    """

    interaction_id: int
    start: int
    end: int
    tells: str


@dataclass(frozen=True)
class GrowthMemory:
    """`memory.text`: the quoted words alone. `tells`: what they are evidence of; in words of ours."""

    memory: RecalledMemory
    tells: str


def evidence_for(
    user: AbstractBaseUser,
    question: str,
    *,
    now: datetime,
    exclude: frozenset[int],
    reach: Reach = EVERYTHING,
) -> list[GrowthMemory]:
    """Oldest first; empty for every other question. `now`: in the person's time zone.

    Nothing comes of hidden themes, of insights that were not confirmed, of what is never recalled, or of what is out
    of `reach`; a closed area is no part of growth anyway.
    """
    kind = asks(question)
    if kind is None:
        return []

    themes = _themes_meant(user, question)
    places = _reached(user, question, themes, now) if kind is Asks.REACHED else _of_themes(user, kind, themes)
    return _quoted(user, places, exclude, reach)


def _themes_meant(user: AbstractBaseUser, question: str) -> list[Theme]:
    shown = Theme.objects.owned_by(user).shown().only("name", "words", "found")
    rows = {theme.pk: theme for theme in shown}
    words = {pk: [OwnWord(*word) for word in theme.words] for pk, theme in rows.items()}
    names = {pk: terms_of(theme.name) for pk, theme in rows.items()}
    return [rows[pk] for pk in themes_meant(terms_of(question), words, names)]


def _of_themes(user: AbstractBaseUser, kind: Asks, themes: Sequence[Theme]) -> list[Place]:
    places = []
    for theme in themes:
        places += _first_time(theme)
        if kind is Asks.CHANGE:
            places += _over_time(theme)

        places += _counted(user, [theme], OF_A_THEME)

    return places


def _first_time(theme: Theme) -> list[Place]:
    members = ThemeMember.objects.holding().filter(Q(theme=theme) | Q(theme__merged_into=theme))
    first = members.order_by("interaction__created_at", "interaction").values_list("interaction", flat=True)[:1]
    tells = "; ".join(["the first time", *_phases(theme)])
    return [Place(pk, 0, QUOTED_CHARS, tells) for pk in first]


def _phases(theme: Theme) -> list[str]:
    """ "came up from March 2025 to June 2025"."""
    return [
        f"{kind.replace('_', ' ')} from {_month(first)} to {_month(last)}"
        for kind, first, last in theme.found.get("phases", [])[-PHASES:]
    ]


def _month(day: str) -> str:
    return english_month(date.fromisoformat(day))


def _over_time(theme: Theme) -> list[Place]:
    then, now = theme.found.get("then"), theme.found.get("now")
    pair = [_place(found, tells) for found, tells in ((then, "a word of then"), (now, "a word of now")) if found]
    telling = [_place(found, "a word of the time between") for found in theme.found.get("telling", [])]
    return [*pair, *telling[-TELLING:]]


def _place(found: Sequence[int], tells: str) -> Place:
    interaction_id, start, end = found
    return Place(interaction_id, start, end, tells)


def _reached(user: AbstractBaseUser, question: str, themes: Sequence[Theme], now: datetime) -> list[Place]:
    spans = named_spans(question, now)
    days = (spans[0].start.date(), spans[0].end.date()) if spans else None
    return _counted(user, themes, REACHED, days=days)


def _counted(
    user: AbstractBaseUser, themes: Sequence[Theme], limit: int, days: tuple[object, object] | None = None
) -> list[Place]:
    """Of insights that count, the newest. `days`: from the first to before the second."""
    insights = Insight.objects.owned_by(user).counted().in_sight().filter(kind__in=KINDS)
    rows = Evidence.objects.filter(user=user.pk, insight__in=insights)
    if themes:
        rows = rows.filter(insight__theme__in=[theme.pk for theme in themes])
    if days:
        rows = rows.filter(insight__day__gte=days[0], insight__day__lt=days[1])

    rows = rows.select_related("insight").only("interaction", "start", "end", "insight__kind")
    newest = rows.order_by("-insight__day", "-insight", "number")[:limit]
    return [Place(row.interaction_id, row.start, row.end, f"a {row.insight.kind}") for row in newest]


def _quoted(
    user: AbstractBaseUser, places: Iterable[Place], exclude: frozenset[int], reach: Reach
) -> list[GrowthMemory]:
    first: dict[int, Place] = {}
    for place in places:
        if place.interaction_id not in exclude:
            first.setdefault(place.interaction_id, place)

    kept = UserInteraction.objects.owned_by(user).growing().within_reach(reach).filter(pk__in=first)
    rows = kept.select_related("session").only("user_question", "created_at", *SESSION_FIELDS)
    found = [_memory(row, first[row.pk]) for row in rows.order_by("created_at", "pk")]
    return [each for each in found if each.memory.text.strip()]


def _memory(row: UserInteraction, place: Place) -> GrowthMemory:
    end = min(place.end, place.start + QUOTED_CHARS)
    return GrowthMemory(
        RecalledMemory(
            interaction_id=row.pk,
            session_id=row.session_id,
            session_title=row.session.title,
            source=row.session.source,
            said_in=row.session.said_in,
            time=row.created_at,
            text=row.user_question[place.start : end].strip(),
            answer="",
            score=0.0,
            reasons=(f"growth: {place.tells}",),
            matched=(),
            times_asked=1,
        ),
        place.tells,
    )
