"""People and their tokens in the admin, and the admin's door.

A superuser may do everything. Staff who are not may change ordinary people
alone, give no rights, and set nobody's password: whoever sets a password can
log in as that person, past every record of who read what.
"""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ShowFacets
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from insightvault.accounts.forms import AddPersonForm, GivePasswordForm
from insightvault.accounts.leaving import leave, shut_out, why_not
from insightvault.accounts.models import PREFIX_CHARS, TOKEN_MARK, ApiToken, User
from insightvault.accounts.pages.doors import Logout
from insightvault.accounts.passwords import takes_password
from sessions_memory.admin.field_names import name_fields
from sessions_memory.admin.lists import CappedPaginator, people_named
from sessions_memory.admin.permission_names import GivesPermissions
from sessions_memory.database.text import row_id
from sessions_memory.models import UserSession
from sessions_memory.web.sent import chosen, each_chosen

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
DATES = ("last_login", "date_joined")


def log_in_on_our_page(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """One login page: one look, one throttle."""
    if admin.site.has_permission(request):
        return redirect("admin:index")
    # Sent to log in, somebody who is logged in already would come straight back here.
    if request.user.is_authenticated:
        raise PermissionDenied

    return redirect_to_login(chosen(request.GET, "next") or reverse("admin:index"), reverse("login"))


def log_out_on_our_page(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
    """Logging out of the admin ends the open session too."""
    return Logout.as_view()(request)


def change_password_on_our_page(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """It offers to revoke tokens, too."""
    return redirect("accounts:access")


def by_plain_number(view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
    """A row has one address: Django reads " 7 ", "+7" and digits of other scripts as its number, too."""
    checked = _admin_view(view, cacheable)

    @functools.wraps(checked)
    def respond(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        named = [given[name] for name in ("object_id", "id") if name in given]
        if any(row_id(one) is None for one in (*named, *each_chosen(request.POST, ACTION_CHECKBOX_NAME))):
            raise Http404
        try:
            response: HttpResponseBase = checked(request, *args, **given)
        except OverflowError:
            # SQLite's, of a number in a filter that no row can have.
            raise Http404 from None
        return response

    return respond


_admin_view = admin.site.admin_view
admin.site.admin_view = by_plain_number  # type: ignore[method-assign,assignment]
admin.site.login = log_in_on_our_page  # type: ignore[method-assign]
admin.site.logout = log_out_on_our_page  # type: ignore[method-assign,assignment]
admin.site.password_change = change_password_on_our_page  # type: ignore[method-assign,assignment]
admin.site.site_header = "InsightVault"
admin.site.site_title = _("InsightVault admin")
admin.site.index_title = _("Administration")


@admin.register(User)
class PersonAdmin(GivesPermissions, UserAdmin[User]):
    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "last_login")
    # One list, as a browser has it: Django's two, which a script fills, have hints without a role.
    filter_horizontal = ()
    list_filter = ("is_active", "is_staff", "is_superuser")
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "time_zone")}),
        (_("Rights"), {"fields": RIGHTS}),
        (pgettext_lazy("of an account", "Dates"), {"fields": DATES}),
    )
    readonly_fields = DATES
    add_form = AddPersonForm
    change_password_form = GivePasswordForm

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _within_reach(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return DATES if _is_superuser(request) else (*RIGHTS, *DATES)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None or _is_superuser(request):
            return super().get_fieldsets(request, obj)

        return ((None, {"fields": ("username", "is_active")}), *self.fieldsets[1:])

    def get_urls(self) -> list[URLPattern]:
        link = path(
            "<int:pk>/reset-link/", self.admin_site.admin_view(self.reset_link), name="accounts_user_reset_link"
        )
        return [link, *super().get_urls()]

    @method_decorator(takes_password())
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().add_view(request, form_url, extra_context)

    @method_decorator(takes_password())
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        if not _is_superuser(request):
            raise PermissionDenied

        return super().user_change_password(request, id, form_url)

    @method_decorator(require_POST)
    def reset_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the link in this response alone; it is kept nowhere."""
        if not _is_superuser(request):
            raise PermissionDenied

        person = get_object_or_404(User, pk=pk, is_active=True)
        self.log_change(request, person, gettext("Made a password-reset link"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Password-reset link for {person}").format(person=person),
            "opts": self.opts,
            "original": person,
            "link": _reset_link(request, person),
            "expires": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        }

        return TemplateResponse(request, "admin/accounts/user/reset_link.html", context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            shut_out(obj)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        leave(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            leave(person)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Counts what goes with a person, where Django's own collector would load and list all they ever asked.

        Whoever stands in the admin's log stays: with them would go the record of whose words they read.
        """
        people = list(objs)
        readers = set(LogEntry.objects.filter(user__in=people).order_by().values_list("user", flat=True).distinct())
        stays = gettext("{person}: made inactive instead, the log of readings keeps the name")
        logged = [stays.format(person=person) for person in people if person.pk in readers]
        logged += [f"{person}: {reason}" for person in people if (reason := why_not(person))]
        lacking = {"user" for person in people if not self.has_delete_permission(request, person)}
        counts = {gettext("users"): len(people), **_kept_of(people)}

        return [str(person) for person in people], counts, lacking, logged


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin[ApiToken]):
    """Looked at, and revoked by deleting."""

    list_display = ("__str__", "name", "user", "scope", "created_at", "last_used_at", "ends_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    search_help_text = _("People by their names, or how a token begins")
    ordering = ("-pk",)
    # Only the order of the list has an index.
    sortable_by = ()
    paginator = CappedPaginator
    fields = ("user", "name", "prefix", "scope", "created_at", "last_used_at", "ends_at")
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        # Django lets any column of the row's own be asked for: `?digest__startswith=` would tell it letter by letter.
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ApiToken], search_term: str
    ) -> tuple[QuerySet[ApiToken], bool]:
        if not (words := search_term.strip()):
            return queryset, False

        begins = words.removeprefix(TOKEN_MARK)[:PREFIX_CHARS]
        return queryset.filter(Q(user__in=people_named(words)) | Q(prefix=begins)), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False


admin.site.unregister(Group)
for model in (User, ApiToken):
    name_fields(model)


@admin.register(Group)
class RoleAdmin(GivesPermissions, GroupAdmin):  # type: ignore[misc]
    filter_horizontal = ()  # as for people


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)


def _within_reach(request: HttpRequest, person: User | None) -> bool:
    return _is_superuser(request) or person is None or not (person.is_staff or person.is_superuser)


def _reset_link(request: HttpRequest, person: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return request.build_absolute_uri(reverse("accounts:password-reset", args=[uid, token]))


def _kept_of(people: list[User]) -> dict[str, int]:
    sessions = UserSession.objects.filter(user__in=people)
    asked = sessions.aggregate(n=Sum("interaction_count"))["n"] or 0
    return {gettext("sessions"): sessions.count(), gettext("interactions"): asked}
