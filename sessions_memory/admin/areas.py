"""Reviewing areas: which there are and what they say of recall. Names and instructions are content.

Deleting an area is for its person, who sees before what would go with it.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sessions_memory.admin.content import ContentAdmin
from sessions_memory.admin.lists import UserFilter, people_named
from sessions_memory.models import Area
from sessions_memory.web.sent import chosen


@admin.register(Area)
class AreaAdmin(ContentAdmin[Area]):
    content = ("name", "instructions", "source_id")
    lookups = ("user", "is_closed__exact")
    read_template = "admin/sessions_memory/area/read.html"
    list_filter = (UserFilter, "is_closed")
    search_fields = ("user__username",)
    search_help_text = _("People by their names")
    ordering = ("-pk",)
    list_display = ("__str__", "user", "recalls", "is_closed", "archived_at", "created_at")
    fields = ("user", "recalls", "is_closed", "colour", "position", "archived_at", "created_at")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        # One person's have an index in the order that they chose.
        return ("position", "pk") if chosen(request.GET, "user") else self.ordering

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Area], search_term: str
    ) -> tuple[QuerySet[Area], bool]:
        return (queryset.filter(user__in=people_named(search_term)) if search_term.strip() else queryset), False

    def has_delete_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False

    def content_of(self, row: Area, page: str) -> dict[str, Any]:
        return {}
