"""Reviewing what growth found: names, wordings and quotations are content, and are read as sessions are.

A rule's name is content too: it can tell what somebody reached. Deleting is for the interactions beneath.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sessions_memory.admin.content import SHOWN_AT_ONCE, ContentAdmin, Row, may_view_interactions
from sessions_memory.admin.lists import DateFilter, UserFilter, newest_of_found, people_named
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.models import Evidence, Insight, Review, ReviewRest, Theme, ThemeMember, UserInteraction
from sessions_memory.states import ReviewSpan


@dataclass(frozen=True)
class Quotation:
    role: str
    interaction: UserInteraction
    text: str


class GrowthAdmin(ContentAdmin[Row]):
    search_fields = ("user__username",)
    search_help_text = _("People by their names")
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        return (queryset.filter(user__in=people_named(search_term)) if search_term.strip() else queryset), False

    def has_read_permission(self, request: HttpRequest) -> bool:
        # Each of them quotes.
        return super().has_read_permission(request) and may_view_interactions(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


@admin.register(Theme)
class ThemeAdmin(GrowthAdmin[Theme]):
    content = ("name", "name_terms", "words", "likeness", "found", "months")
    lookups = ("user", "is_enough__exact", "is_pinned__exact", "is_hidden__exact", "name_by__exact")
    read_template = "admin/sessions_memory/theme/read.html"
    list_filter = (UserFilter, "is_enough", "is_pinned", "is_hidden", "name_by")
    list_display = ("__str__", "user", "is_enough", "is_pinned", "is_hidden", "name_by", "interactions", "last_at")
    fields = (
        *("user", "source_id", "name_by", "is_enough", "is_pinned", "is_hidden", "merged_into"),
        *("interactions", "sessions", "days", "first_at", "last_at", "created_at"),
    )

    def content_of(self, row: Theme, page: str) -> dict[str, Any]:
        members = ThemeMember.objects.held_by(row).select_related("interaction")
        newest = members.order_by(*newest_of_found("interaction__created_at"))

        return {
            "words": ", ".join(str(word[1]) for word in row.words),
            "quotations": _quoted_over_time(row),
            "page": Paginator(newest.only("by", *_of_interaction()), SHOWN_AT_ONCE).get_page(page or 1),
        }


@admin.register(Insight)
class InsightAdmin(GrowthAdmin[Insight]):
    content = ("words", "rule", "found", "key")
    lookups = ("user", "state__exact", "kind__exact", "found_by__exact", "day")
    read_template = "admin/sessions_memory/insight/read.html"
    list_filter = (UserFilter, "state", "kind", "found_by", DateFilter)
    list_display = ("__str__", "user", "kind", "state", "found_by", "day")
    fields = (
        *("user", "source_id", "kind", "state", "found_by", "rule_version", "theme", "day"),
        *("created_at", "decided_at"),
    )

    def content_of(self, row: Insight, page: str) -> dict[str, Any]:
        evidence = Evidence.objects.filter(insight=row).select_related("interaction").order_by("number")
        shown = evidence.only("role", "start", "end", *_of_interaction())[:SHOWN_AT_ONCE]
        return {"quotations": [Quotation(one.role, one.interaction, one.words) for one in shown]}


class SpanFilter(DateFilter):
    """Of the week, the month and the year of a day."""

    def on(self, day: date, queryset: QuerySet[Review]) -> QuerySet[Review]:
        # By their first days an index finds them; by days between two columns each person would be asked for theirs.
        of_day = Q()
        for span in ReviewSpan:
            of_day |= Q(span=span, first_day=containing(span, day).first)

        return queryset.filter(of_day)


@admin.register(Review)
class ReviewAdmin(GrowthAdmin[Review]):
    content = ("parts", "text")
    lookups = ("user", "span__exact", "made_by__exact", "day")
    read_template = "admin/sessions_memory/review/read.html"
    list_filter = (UserFilter, "span", "made_by", SpanFilter)
    list_display = ("__str__", "user", "span", "first_day", "last_day", "made_by", "edited_at")
    fields = ("user", "source_id", "span", "first_day", "last_day", "made_by", "created_at", "edited_at")

    def content_of(self, row: Review, page: str) -> dict[str, Any]:
        rests = ReviewRest.objects.filter(review=row).order_by(*newest_of_found("interaction__created_at"))
        named = rests.select_related("interaction").only(*_of_interaction())
        sentences = [str(part["text"]) for part in row.parts if isinstance(part, dict) and part.get("text")]
        return {"sentences": sentences, "page": Paginator(named, SHOWN_AT_ONCE).get_page(page or 1)}


def _of_interaction() -> tuple[str, ...]:
    return ("interaction__user_question", "interaction__created_at", "interaction__user")


def _quoted_over_time(theme: Theme) -> list[Quotation]:
    """Then, now and the telling sentences, as places in questions that are still there."""
    places = list(_places(theme.found))
    rows = UserInteraction.objects.owned_by(theme.user_id).only("user_question", "created_at", "user")
    there = rows.in_bulk([pk for _, pk, _, _ in places])
    return [Quotation(role, there[pk], there[pk].user_question[a:b]) for role, pk, a, b in places if pk in there]


def _places(found: Mapping[str, Any]) -> Iterable[tuple[str, int, int, int]]:
    for role in ("then", "now"):
        if place := found.get(role):
            yield (role, *place)

    for place in found.get("telling", ()):
        yield ("telling", *place)
