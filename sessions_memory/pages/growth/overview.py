"""All that the page of growth shows at once, in a fixed number of readings."""

from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.text import cut
from sessions_memory.models import Growth, Insight, Theme, UserInteraction
from sessions_memory.pages.growth.activity import Activity, activity_of
from sessions_memory.pages.growth.counted_days import counted_days_of
from sessions_memory.pages.growth.coverage import Coverage, coverage_of
from sessions_memory.pages.growth.drawings.spans import Span
from sessions_memory.pages.growth.insights import InsightCard, first_cards
from sessions_memory.pages.growth.quotations import Place, Quotation, quotations
from sessions_memory.pages.growth.themes import ThemeRow, first_rows

# Of somebody without a theme, so many of their latest questions are shown.
ASKED_SHOWN = 5
ASKED_CHARS = 160


@dataclass(frozen=True)
class Overview:
    """`all_themes`, `all_insights`: how many their own pages list. `asked`: own words where no theme is there yet."""

    coverage: Coverage
    activity: Activity
    themes: list[ThemeRow]
    all_themes: int
    insights: list[InsightCard]
    all_insights: int
    asked: list[Quotation]


def overview_of(user: AbstractBaseUser, growth: Growth | None, span: Span) -> Overview:
    themes, coverage = first_rows(user), coverage_of(user, growth)
    days = counted_days_of(user, growth)
    # What an import brought, or a deletion took, lies before the day from which on rows are counted here.
    is_counted = days.is_whole and (days.since is None or not coverage.is_behind)

    return Overview(
        coverage=coverage,
        activity=activity_of(replace(days, is_whole=is_counted), span),
        themes=themes,
        all_themes=Theme.objects.owned_by(user).shown().count(),
        insights=first_cards(user),
        all_insights=Insight.objects.owned_by(user).in_sight().shown().count(),
        asked=[] if themes else _asked(user),
    )


def _asked(user: AbstractBaseUser) -> list[Quotation]:
    rows = UserInteraction.objects.owned_by(user).growing().recent_first().values_list("pk", flat=True)[:ASKED_SHOWN]
    # More than is shown, so that it can be seen where a question goes on.
    places = [Place(pk, 0, 2 * ASKED_CHARS) for pk in rows]
    found = quotations(user, places)
    asked = [found[place] for place in places if place in found]

    return [replace(each, text=cut(each.text, ASKED_CHARS)) for each in asked]
