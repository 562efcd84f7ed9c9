"""Reviewing sessions, interactions, areas and growth: metadata for staff who may view them.

Content is read as `ADMIN_CONTENT` says.

Nothing is added or changed here. Columns of content stay out of lists and
change pages; only `read_view`, the export and a search in one person's words
load them, and all three log it. A title is content: it is made of somebody's words.
"""

import json
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions_memory import lifecycle
from sessions_memory.admin import areas as _areas  # noqa: F401 (it registers its own)
from sessions_memory.admin import growth as _growth  # noqa: F401 (it registers its own)
from sessions_memory.admin.audit import log_search
from sessions_memory.admin.content import SHOWN_AT_ONCE, ContentAdmin, may_view_interactions
from sessions_memory.admin.content_csv import csv_response, read_interactions, read_sessions
from sessions_memory.admin.lists import (
    AreaFilter,
    DayFilter,
    ModelFilter,
    SessionFilter,
    SessionSourceFilter,
    SourceFilter,
    StateFilter,
    UserFilter,
    interactions_saying,
    newest_of_found,
    people_named,
    person_called,
)
from sessions_memory.admin.receipts import items_of
from sessions_memory.models import Attachment, UserInteraction, UserSession
from sessions_memory.states import shown_source
from sessions_memory.web.sent import chosen

# Words of a person or a model, or fields that may hold them: `error` can quote, the metadata hold a model's thinking.
INTERACTION_CONTENT = (
    "user_question",
    "ai_response",
    "context_used",
    "interaction_metadata",
    "error",
    "response_html",
)
SESSION_CONTENT = ("title", "context_summary")
# Of an attached file's text, which may have a million.
FILE_SHOWN_CHARS = 20_000
MEASURED = ("prompt_tokens", "completion_tokens", "time_to_first_token_ms", "duration_ms", "finish_reason")


@admin.register(UserSession)
class SessionAdmin(ContentAdmin[UserSession]):
    content = SESSION_CONTENT
    actions = ("export_content",)
    lookups = ("user", "source", "state", "area")
    read_template = "admin/sessions_memory/usersession/read.html"
    list_filter = (UserFilter, SessionSourceFilter, StateFilter, AreaFilter)
    search_fields = ("user__username",)
    search_help_text = _("People by their names")
    ordering = ("-pk",)
    list_display = ("__str__", "user", "shown_source", "area_link", "session_start", "session_end", "interaction_count")
    fields = (
        *("user", "session_start", "session_end", "last_activity_at", "interaction_count"),
        *(
            "shown_source",
            "source_id",
            "continues",
            "is_temporary",
            "area_link",
            "is_pinned",
            "archived_at",
            "is_read_only",
        ),
    )
    readonly_fields = ("area_link", "shown_source")

    def has_read_permission(self, request: HttpRequest) -> bool:
        return super().has_read_permission(request) and may_view_interactions(request)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        # As the index of an area has them.
        return ("-last_activity_at", "-pk") if chosen(request.GET, "area") else self.ordering

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

        if session and may_view_interactions(request):
            rows = UserInteraction.objects.in_session(session).recent_first().defer(*INTERACTION_CONTENT)
            context |= {"interactions": Paginator(rows, SHOWN_AT_ONCE).get_page(chosen(request.GET, "page"))}

        return super().change_view(request, object_id, form_url, context)

    def content_of(self, row: UserSession, page: str) -> dict[str, Any]:
        rows = UserInteraction.objects.in_session(row).oldest_first()
        return {"interactions": Paginator(rows, SHOWN_AT_ONCE).get_page(page or 1)}

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
        said = gettext("{session} (interactions: {count})")
        lines = [said.format(session=row, count=row.interaction_count) for row in rows]
        asked = sum(row.interaction_count for row in rows)
        counts = {gettext("sessions"): len(rows), gettext("interactions"): asked}
        may_delete_both = request.user.has_perm("sessions_memory.delete_userinteraction")
        lacking: set[str] = set() if may_delete_both else {"interaction"}

        return lines, counts, lacking, []

    @admin.display(description=_("source"))
    def shown_source(self, row: UserSession) -> str:
        return shown_source(row.source)

    @admin.display(description=_("area"))
    def area_link(self, row: UserSession) -> str:
        if row.area_id is None:
            return "–"

        there = reverse("admin:sessions_memory_area_change", args=[row.area_id])
        return format_html('<a href="{}">{}</a>', there, gettext("area {number}").format(number=row.area_id))

    @admin.action(description=_("Export the content as CSV (counts as reading)"), permissions=["read"])
    def export_content(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> HttpResponseBase:
        assert request.user.is_authenticated
        return csv_response(read_sessions(request.user, queryset), "sessions.csv")


@admin.register(UserInteraction)
class InteractionAdmin(ContentAdmin[UserInteraction]):
    content = INTERACTION_CONTENT
    actions = ("export_content",)
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
    search_help_text = _(
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

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        return newest_of_found("created_at") if chosen(request.GET, "source") else self.ordering

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[UserInteraction], search_term: str
    ) -> tuple[QuerySet[UserInteraction], bool]:
        if not search_term.strip():
            return queryset, False

        person = person_called(chosen(request.GET, "user"))
        if person is None:
            return _of_people(people_named(search_term), queryset), False
        if not self.has_read_permission(request):
            return queryset.none(), False

        assert request.user.is_authenticated
        log_search(request.user, person)
        return queryset.filter(pk__in=interactions_saying(person, search_term)), False

    def content_of(self, row: UserInteraction, page: str) -> dict[str, Any]:
        return {
            "files": Attachment.objects.of([row.pk]).listed().annotate(begins=Left("text", FILE_SHOWN_CHARS)),
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
        return lines, {gettext("interactions"): len(lines)}, lacking, []

    @admin.display(description=_("session"))
    def session_link(self, row: UserInteraction) -> str:
        there = reverse("admin:sessions_memory_usersession_change", args=[row.session_id])
        return format_html('<a href="{}">{}</a>', there, gettext("session {number}").format(number=row.session_id))

    @admin.display(description=_("measured"))
    def measured(self, row: UserInteraction) -> str:
        facts = [(name, row.interaction_metadata.get(name)) for name in MEASURED]
        return ", ".join(f"{name} {fact}" for name, fact in facts if fact is not None) or "–"

    @admin.action(description=_("Export the content as CSV (counts as reading)"), permissions=["read"])
    def export_content(self, request: HttpRequest, queryset: QuerySet[UserInteraction]) -> HttpResponseBase:
        assert request.user.is_authenticated
        return csv_response(read_interactions(request.user, queryset), "interactions.csv")


def _of_people(people: list[int], rows: QuerySet[UserInteraction]) -> QuerySet[UserInteraction]:
    """One person's have an index in their order."""
    found = rows.filter(user__in=people)
    return found if len(people) == 1 else found.order_by(*newest_of_found("created_at"))
