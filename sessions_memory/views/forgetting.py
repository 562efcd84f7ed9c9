"""Deleting: what would go, the confirmation, and the report."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions_memory.deletion import jobs
from sessions_memory.deletion.previewing import preview
from sessions_memory.forms import ExportForm, ForgetForm
from sessions_memory.models import Area, Deletion, UserInteraction, UserSession
from sessions_memory.pages.filters import sources_of
from sessions_memory.states import Scope, Source, shown_source
from sessions_memory.views.exporting import page as data_page
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen

HEADINGS = {
    Scope.INTERACTION: gettext_lazy("Delete this question"),
    Scope.SESSION: gettext_lazy("Delete this session"),
    Scope.AREA: gettext_lazy("Delete this area and its sessions"),
    Scope.CHOSEN: gettext_lazy("Delete these sessions"),
    Scope.SPAN: gettext_lazy("Delete this date range"),
    Scope.ALL: gettext_lazy("Delete everything"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forget(request: PersonRequest) -> HttpResponse:
    """A source, a span or everything, as the form of the data page names it."""
    form = ForgetForm(request.POST or request.GET)
    if not form.is_valid():
        return data_page(request, ExportForm(sources=sources_of(request.user)), form)

    deletion = form.deletion(request.user)
    if deletion.scope == Scope.SESSION:
        return redirect("sessions_memory:session-delete", deletion.row)
    if deletion.scope == Scope.INTERACTION:
        return redirect("sessions_memory:interaction-delete", deletion.row)

    return _confirm(request, deletion, back=reverse("sessions_memory:data"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def session(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UserSession.objects.owned_by(request.user), pk=pk)
    deletion = Deletion(user_id=request.user.pk, scope=Scope.SESSION, row=row.pk)
    return _confirm(request, deletion, subject=row.title, began=row, back=row.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def interaction(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UserInteraction.objects.owned_by(request.user).select_related("session"), pk=pk)
    deletion = Deletion(user_id=request.user.pk, scope=Scope.INTERACTION, row=row.pk)
    return _confirm(request, deletion, subject=row.user_question, back=row.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def area(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Area.objects.owned_by(request.user), pk=pk)
    deletion = Deletion(user_id=request.user.pk, scope=Scope.AREA, row=row.pk)
    return _confirm(request, deletion, subject=row.name, back=row.get_absolute_url())


@login_required
@require_safe
@never_cache
def report(request: PersonRequest, key: str) -> HttpResponse:
    deletion = get_object_or_404(Deletion.objects.owned_by(request.user), key=key)
    context = {"deletion": deletion}
    template = "sessions_memory/_deletion.html" if request.htmx else "sessions_memory/deletion.html"

    return render(request, template, context)


def _confirm(
    request: PersonRequest, deletion: Deletion, *, back: str, subject: str = "", began: UserSession | None = None
) -> HttpResponse:
    """Shows what would go, or lets it go. `subject`: the person's own words for it, if it has any."""
    if request.method == "POST":
        return delete(request, deletion)

    return preview_page(request, deletion, back=back, subject=subject, began=began)


def delete(request: PersonRequest, deletion: Deletion) -> HttpResponse:
    deletion.with_answers = bool(chosen(request.POST, "with_answers"))
    return redirect(jobs.begin(deletion))


def preview_page(
    request: PersonRequest,
    deletion: Deletion,
    *,
    back: str,
    subject: str = "",
    began: UserSession | None = None,
    carried: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """`carried`: what says once more which sessions are meant."""
    context = {
        "carried": carried,
        "deletion": deletion,
        "heading": _heading(deletion),
        "preview": preview(deletion),
        "subject": subject,
        "began": began,
        "last_day": deletion.until - timedelta(seconds=1) if deletion.until else None,
        "back": back,
    }

    return render(request, "sessions_memory/forget.html", context)


def _heading(deletion: Deletion) -> str:
    if deletion.scope == Scope.SOURCE:
        if deletion.source == Source.CHAT:
            return _("Delete all that was asked here")

        return _("Delete all from {source}").format(source=shown_source(deletion.source))

    return str(HEADINGS[Scope(deletion.scope)])
