"""A person's data: what there is, and taking it out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.markdown import as_markdown
from sessions_memory.exporters.selection import Selection
from sessions_memory.forms import ExportForm, ForgetForm
from sessions_memory.models import Deletion, UserSession
from sessions_memory.pages.filters import sources_of
from sessions_memory.web.downloads import download
from sessions_memory.web.requests import PersonRequest

SHOWN_DELETIONS = 5


@login_required
@require_safe
@never_cache
def data(request: PersonRequest) -> HttpResponse:
    return page(request, ExportForm(sources=sources_of(request.user)))


@login_required
@require_safe
@never_cache
def export(request: PersonRequest) -> HttpResponseBase:
    form = ExportForm(request.GET, sources=sources_of(request.user))
    if not form.is_valid():
        return page(request, form)

    selection = form.selection()
    if selection.session_id:
        get_object_or_404(UserSession.objects.owned_by(request.user).kept(), pk=selection.session_id)

    return exported(request, selection, form.cleaned_data["format"])


def exported(request: PersonRequest, selection: Selection, file_format: str) -> HttpResponseBase:
    name, now = f"insightvault-{timezone.localdate()}", timezone.now()
    if file_format == "markdown":
        pieces = as_markdown(request.user, selection, zone=timezone.get_current_timezone(), at=now)
        return download(pieces, content_type="application/zip", filename=f"{name}.zip")

    pieces = as_json(request.user, selection, at=now)
    return download(pieces, content_type="application/json", filename=f"{name}.json")


def page(request: PersonRequest, form: ExportForm, forget_form: ForgetForm | None = None) -> HttpResponse:
    """`forget_form`: one that is to be mended."""
    deletions = Deletion.objects.owned_by(request.user).asked_for().newest_first()
    context = {
        "form": form,
        "forget_form": forget_form or ForgetForm(),
        "sources": sources_of(request.user),
        "deletions": deletions[:SHOWN_DELETIONS],
    }

    wrong = form.errors or (forget_form and forget_form.errors)
    return render(request, "sessions_memory/data.html", context, status=422 if wrong else 200)
