"""Themes, insights, reviews and what they rest on, as they are looked up."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from sessions_memory.querysets.conditions import of_active_people, silent_for
from sessions_memory.querysets.owned import OwnedQuerySet
from sessions_memory.states import InsightKind, InsightState, MadeBy, MemberBy

if TYPE_CHECKING:
    from sessions_memory.models import (  # noqa: F401 (in base classes, as strings)
        Growth,
        Insight,
        Review,
        Theme,
        ThemeMember,
    )

# Large or internal columns that no list shows.
NOT_LISTED_OF_THEME = ("likeness", "found", "name_terms")
# What an insight says of its theme is its name.
NOT_NAMING_THEME = (*NOT_LISTED_OF_THEME, "words", "months")


class GrowthQuerySet(models.QuerySet["Growth"]):
    def to_read(self, quiet: timedelta, dead_after: timedelta) -> Self:
        """Something was changed, the last of it `quiet` ago, and no worker is at it; the longest wait first."""
        waiting = self.filter(of_active_people(), changed_at__lte=timezone.now() - quiet)
        return waiting.free(dead_after).order_by("changed_at", "user")

    def free(self, dead_after: timedelta) -> Self:
        """Without those that a worker has which is alive."""
        return self.filter(Q(claim_id=None) | silent_for(dead_after))


class ThemeQuerySet(OwnedQuerySet["Theme"]):
    def whole(self) -> Self:
        """All that are not part of another one."""
        return self.filter(merged_into__isnull=True)

    def shown(self) -> Self:
        """What comes back, and what the person decided to see; the hidden ones are not."""
        decided = Q(is_pinned=True) | Q(name_by=MadeBy.PERSON)
        return self.whole().filter(Q(is_enough=True) | decided, is_hidden=False).exclude(name="")

    def named_by_rule(self) -> Self:
        return self.filter(name_by=MadeBy.QUESTION)

    def give_back_names(self) -> None:
        """What a model called them: by the rule's name again."""
        named = self.filter(name_by=MadeBy.MODEL)
        named.update(name=F("rule_name"), name_by=MadeBy.QUESTION, rule_name="")
        self.filter(is_name_asked=True).update(is_name_asked=False)

    def hidden(self) -> Self:
        return self.whole().filter(is_hidden=True)

    def out_of_sight(self) -> Self:
        """Hidden, or part of a hidden one."""
        return self.filter(Q(is_hidden=True) | Q(merged_into__is_hidden=True))

    def family(self, pk: int) -> Self:
        """A theme and its parts."""
        return self.filter(Q(pk=pk) | Q(merged_into=pk))

    def largest_first(self) -> Self:
        return self.order_by("-is_pinned", "-interactions", "id")

    def listed(self) -> Self:
        return self.defer(*NOT_LISTED_OF_THEME)

    def smaller(self, is_pinned: bool, interactions: int, pk: int) -> Self:
        """The page after such a row in `largest_first` order."""
        below = Q(interactions__lt=interactions) | Q(interactions=interactions, pk__gt=pk)
        return self.filter(Q(is_pinned__lt=is_pinned) | Q(below, is_pinned=is_pinned))


class ThemeMemberQuerySet(OwnedQuerySet["ThemeMember"]):
    def holding(self) -> Self:
        """All but what the person took out."""
        return self.exclude(by=MemberBy.TAKEN_OUT)

    def held_by(self, theme: "Theme") -> Self:
        """What it holds, and what its parts do. These are looked up first: databases then plan by the few themes."""
        return self.holding().filter(theme__in=[theme.pk, *theme.parts.values_list("pk", flat=True)])


class InsightQuerySet(OwnedQuerySet["Insight"]):
    def offered(self) -> Self:
        return self.filter(state=InsightState.OFFERED)

    def undecided(self) -> Self:
        """Found, and neither confirmed nor dismissed nor reworded nor asked for again."""
        return self.filter(state__in=(InsightState.OFFERED, InsightState.COUNTS), decided_at=None)

    def counted(self) -> Self:
        """Confirmed, or found by a rule that proved itself."""
        return self.filter(state__in=(InsightState.CONFIRMED, InsightState.COUNTS))

    def shown(self) -> Self:
        return self.exclude(state=InsightState.DISMISSED)

    def dismissed(self) -> Self:
        return self.filter(state=InsightState.DISMISSED)

    def in_sight(self) -> Self:
        """Without those of a theme that is hidden, and of its parts; nor what rests on something that is kept out."""
        said = "evidence__interaction__"
        never = Q(**{f"{said}never_recall": True}) | Q(**{f"{said}session__never_recall": True})
        never |= Q(**{f"{said}session__area__is_closed": True})
        kept_out = self.model.objects.filter(never, pk=OuterRef("pk"))
        in_sight = self.exclude(theme__is_hidden=True).exclude(theme__merged_into__is_hidden=True)
        return in_sight.filter(~Exists(kept_out))

    def with_theme(self) -> Self:
        rows = self.select_related("theme__merged_into")
        return rows.defer(
            *(f"{theme}__{name}" for theme in ("theme", "theme__merged_into") for name in NOT_NAMING_THEME)
        )

    def quoted(self) -> Self:
        """Those whose words are still there; a pattern has none."""
        evidence = self.model.objects.filter(pk=OuterRef("pk"), evidence__isnull=False)
        return self.filter(Exists(evidence) | Q(kind=InsightKind.PATTERN))

    def before(self, day: date, pk: int) -> Self:
        """The page after the row (day, pk) in `newest_first` order."""
        return self.filter(Q(day__lt=day) | Q(day=day, pk__lt=pk), day__lte=day)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-id")


class ReviewQuerySet(OwnedQuerySet["Review"]):
    def of(self, span: str, first_day: date) -> Self:
        return self.filter(span=span, first_day=first_day)

    def edited(self) -> Self:
        """With the person's own text."""
        return self.exclude(text="")

    def ended_in(self, year: int) -> Self:
        return self.filter(last_day__year=year)

    def before(self, last_day: date, pk: int) -> Self:
        """The page after the row (last_day, pk) in `newest_first` order."""
        return self.filter(Q(last_day__lt=last_day) | Q(last_day=last_day, pk__lt=pk), last_day__lte=last_day)

    def newest_first(self) -> Self:
        return self.order_by("-last_day", "-id")
