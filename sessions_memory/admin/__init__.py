"""Reviewing sessions and interactions: metadata for staff who may view them, content as `ADMIN_CONTENT` says.

Nothing is added or changed here. Columns of content stay out of lists and
change pages; only `read_view`, the export and a search in one person's words
load them, and all three log it. A title is content: it is made of somebody's words.
"""

import json
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from sessions_memory import lifecycle
from sessions_memory.admin.audit import log_readings, log_search, may_be_read
from sessions_memory.admin.content_csv import csv_response, read_interactions, read_sessions
from sessions_memory.admin.lists import (
    AtLeast,
    CappedPaginator,
    DayFilter,
    ModelFilter,
    SessionFilter,
    SourceFilter,
    StateFilter,
    UserFilter,
    interactions_saying,
    people_named,
    person_called,
)
from sessions_memory.admin.receipts import items_of
from sessions_memory.models import UserInteraction, UserSession

# What a person or a model said, or may have: `error` can quote, the metadata hold the model's thinking.
INTERACTION_CONTENT = (
    "user_question",
    "ai_response",
    "context_used",
    "interaction_metadata",
    "error",
    "response_html",
)
SESSION_CONTENT = ("title", "context_summary")
MEASURED = ("prompt_tokens", "completion_tokens", "time_to_first_token_ms", "duration_ms", "finish_reason")
SHOWN_IN_SESSION = 50

Row = TypeVar("Row", UserSession, UserInteraction)


class ContentAdmin(admin.ModelAdmin[Row]):
    content: tuple[str, ...]
    lookups: tuple[str, ...]
    read_template: str

    list_select_related = ("user",)
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    # Only the order of the list has an index.
    sortable_by = ()
    view_on_site = False
    actions = ("export_content",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows: Any = super().get_queryset(request)
        kept: QuerySet[Row] = rows.select_related("user").defer(*self.content)
        return kept

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        # Django lets any column of the row's own be asked for: `?ai_response__icontains=` would read it by guessing.
        return lookup in self.lookups

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_read_permission(self, request: HttpRequest) -> bool:
        return may_be_read() and self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_read"
        return [path("<int:pk>/read/", self.admin_site.admin_view(self.read_view), name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def read_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_be_read():
            raise Http404
        if not self.has_read_permission(request):
            raise PermissionDenied

        row = get_object_or_404(self.get_queryset(request).defer(None), pk=pk)
        assert request.user.is_authenticated
        log_readings(request.user, [row])
        context = {
            **self.admin_site.each_context(request),
            "title": f"Content of {row}",
            "opts": self.opts,
            "original": row,
            **self.content_of(row, request.POST.get("page", "")),
        }

        return TemplateResponse(request, self.read_template, context)

    def content_of(self, row: Row, page: str) -> dict[str, Any]:
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown = {"may_read": self.has_read_permission(request), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], action_location: Any = "top"
    ) -> HttpResponse | None:
        # "All" would be more than the page could say.
        if request.POST.get("select_across") == "1" and isinstance(CappedPaginator(queryset, 1).count, AtLeast):
            messages.error(request, "Too many rows for one action. Filter the list first.")
            return None

        return super().response_action(request, queryset)


@admin.register(UserSession)
class SessionAdmin(ContentAdmin[UserSession]):
    content = SESSION_CONTENT
    lookups = ("user", "source__exact", "state")
    read_template = "admin/sessions_memory/usersession/read.html"
    list_filter = (UserFilter, "source", StateFilter)
    search_fields = ("user__username",)
    search_help_text = "People by their names"
    ordering = ("-pk",)
    list_display = ("__str__", "user", "source", "session_start", "session_end", "interaction_count")
    fields = (
        *("user", "session_start", "session_end", "last_activity_at", "interaction_count"),
        *("source", "source_id", "continues", "is_temporary", "is_pinned"),
    )

    def has_read_permission(self, request: HttpRequest) -> bool:
        return super().has_read_permission(request) and _may_view_interactions(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[UserSession], search_term: str
    ) -> tuple[QuerySet[UserSession], bool]:
        return (queryset.filter(user__in=people_named(search_term)) if search_term.strip() else queryset), False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = extra_context or {}
        session = self.get_object(request, object_id)

        if session and _may_view_interactions(request):
            rows = UserInteraction.objects.in_session(session).recent_first().defer(*INTERACTION_CONTENT)
            context |= {"interactions": Paginator(rows, SHOWN_IN_SESSION).get_page(request.GET.get("page"))}

        return super().change_view(request, object_id, form_url, context)

    def content_of(self, row: UserSession, page: str) -> dict[str, Any]:
        rows = UserInteraction.objects.in_session(row).oldest_first()
        return {"interactions": Paginator(rows, SHOWN_IN_SESSION).get_page(page or 1)}

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        lifecycle.delete_session(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        for session in queryset:
            lifecycle.delete_session(session)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Counts what goes, where Django's own collector would load and list each interaction."""
        rows = list(objs)
        lines = [f"{row} (interactions: {row.interaction_count})" for row in rows]
        counts = {"sessions": len(rows), "interactions": sum(row.interaction_count for row in rows)}
        may_delete_both = request.user.has_perm("sessions_memory.delete_userinteraction")
        lacking: set[str] = set() if may_delete_both else {"interaction"}

        return lines, counts, lacking, []

    @admin.action(description="Export the content as CSV (counts as reading)", permissions=["read"])
    def export_content(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> HttpResponseBase:
        assert request.user.is_authenticated
        return csv_response(read_sessions(request.user, queryset), "sessions.csv")


@admin.register(UserInteraction)
class InteractionAdmin(ContentAdmin[UserInteraction]):
    content = INTERACTION_CONTENT
    lookups = ("user", "session", "status__exact", "model", "source", "day")
    read_template = "admin/sessions_memory/userinteraction/read.html"
    list_display = ("__str__", "user", "session_link", "status", "model", "created_at")
    list_filter = (
        UserFilter,
        SessionFilter,
        "status",
        ModelFilter,
        SourceFilter,
        DayFilter,
    )
    search_fields = ("user__username",)
    search_help_text = (
        "People by their names; with one person chosen at the right, words in their history, which counts as reading"
    )
    ordering = ("-created_at", "-pk")
    fields = (
        "user",
        "session",
        "status",
        "model",
        "created_at",
        "answered_at",
        "measured",
        "replaces",
        "is_superseded",
        "source_id",
    )
    readonly_fields = ("measured",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[UserInteraction], search_term: str
    ) -> tuple[QuerySet[UserInteraction], bool]:
        if not search_term.strip():
            return queryset, False

        person = person_called(request.GET.get("user", ""))
        if person is None:
            return queryset.filter(user__in=people_named(search_term)), False
        if not self.has_read_permission(request):
            return queryset.none(), False

        assert request.user.is_authenticated
        log_search(request.user, person)
        return queryset.filter(pk__in=interactions_saying(person, search_term)), False

    def content_of(self, row: UserInteraction, page: str) -> dict[str, Any]:
        return {
            "items": items_of(row.context_used),
            "receipt": json.dumps(row.context_used, indent=2, ensure_ascii=False),
            "metadata": json.dumps(row.interaction_metadata, indent=2, ensure_ascii=False),
        }

    def delete_model(self, request: HttpRequest, obj: UserInteraction) -> None:
        lifecycle.delete_interaction(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserInteraction]) -> None:
        for interaction in queryset:
            lifecycle.delete_interaction(interaction)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        lines = [str(row) for row in objs]
        lacking: set[str] = set() if self.has_delete_permission(request) else {"interaction"}
        return lines, {"interactions": len(lines)}, lacking, []

    @admin.display(description="session")
    def session_link(self, row: UserInteraction) -> str:
        there = reverse("admin:sessions_memory_usersession_change", args=[row.session_id])
        return format_html('<a href="{}">session {}</a>', there, row.session_id)

    @admin.display(description="measured")
    def measured(self, row: UserInteraction) -> str:
        facts = [(name, row.interaction_metadata.get(name)) for name in MEASURED]
        return ", ".join(f"{name} {fact}" for name, fact in facts if fact is not None) or "–"

    @admin.action(description="Export the content as CSV (counts as reading)", permissions=["read"])
    def export_content(self, request: HttpRequest, queryset: QuerySet[UserInteraction]) -> HttpResponseBase:
        assert request.user.is_authenticated
        return csv_response(read_interactions(request.user, queryset), "interactions.csv")


def _may_view_interactions(request: HttpRequest) -> bool:
    return request.user.has_perm("sessions_memory.view_userinteraction")
