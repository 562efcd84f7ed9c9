"""The admin of rows whose content is read one deliberate, logged step further, or not at all."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from sessions_memory.admin.audit import log_readings, may_be_read
from sessions_memory.admin.field_names import name_fields
from sessions_memory.admin.lists import AtLeast, CappedPaginator
from sessions_memory.models import Area, Insight, Review, Theme, UserInteraction, UserSession
from sessions_memory.web.sent import chosen

SHOWN_AT_ONCE = 50

Row = TypeVar("Row", UserSession, UserInteraction, Area, Theme, Insight, Review)


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
    actions: tuple[str, ...] = ()

    def __init__(self, model: type[Any], admin_site: admin.AdminSite) -> None:
        name_fields(model)
        super().__init__(model, admin_site)

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
            "title": gettext("Content of {row}").format(row=row),
            "opts": self.opts,
            "original": row,
            **self.content_of(row, chosen(request.POST, "page")),
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
        if chosen(request.POST, "select_across") == "1" and isinstance(CappedPaginator(queryset, 1).count, AtLeast):
            messages.error(request, gettext("Too many rows for one action. Filter the list first."))
            return None

        return super().response_action(request, queryset)


def may_view_interactions(request: HttpRequest) -> bool:
    return request.user.has_perm("sessions_memory.view_userinteraction")
