"""Acting on many sessions of the history: those that were ticked, or all that match its filters."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sessions_memory.bulk import jobs
from sessions_memory.bulk.actions import Action
from sessions_memory.chosen_sessions import ChosenSessions
from sessions_memory.exporters.selection import Selection
from sessions_memory.forms import DELETE, EXPORTS, ManyForm
from sessions_memory.models import BulkJob, Deletion
from sessions_memory.pages.areas import area_choice
from sessions_memory.pages.bulk import counts_of, job_page
from sessions_memory.states import Scope
from sessions_memory.views.exporting import exported
from sessions_memory.views.forgetting import delete, preview_page
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.urls import narrowed

NOTHING = gettext_lazy("Tick a session first, or all of them.")


@login_required
@require_POST
@never_cache
def act(request: PersonRequest) -> HttpResponseBase:
    """Does it with what was ticked; where all that match are meant, it first says how many these are."""
    areas = area_choice(request.user)
    form = ManyForm(request.POST, areas=areas.choices)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("sessions_memory:history")

    chosen = form.chosen(areas.reach(form.cleaned_data["area"]))
    if chosen is None:
        messages.error(request, str(NOTHING))
        return redirect(back_to_history(form))

    do = form.cleaned_data["do"]
    if do == DELETE:
        return _delete(request, form, jobs.as_they_are(request.user, chosen))
    if do in EXPORTS:
        return exported(request, Selection(chosen=jobs.as_they_are(request.user, chosen)), EXPORTS[do])

    action = form.action()
    assert action is not None
    if chosen.ids is None and not form.cleaned_data["confirmed"]:
        return _confirm(request, form, action, chosen)

    return _begin(request, form, action, chosen)


@login_required
@require_safe
@never_cache
def job(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    template = "sessions_memory/bulk_job.html#bulk-job" if request.htmx else "sessions_memory/bulk_job.html"
    return render(request, template, {"job": job_page(row)})


@login_required
@require_POST
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    if not jobs.undo(row):
        messages.error(request, _("This can’t be undone any more. Only the last action on many sessions can."))
        return redirect("sessions_memory:history")
    if row.is_waiting:
        return redirect(row)

    messages.success(request, _("Undone."))
    return redirect("sessions_memory:history")


def back_to_history(form: ManyForm) -> str:
    return narrowed("sessions_memory:history", **form.filters())


def _delete(request: PersonRequest, form: ManyForm, chosen: ChosenSessions) -> HttpResponse:
    deletion = Deletion(user_id=request.user.pk, scope=Scope.CHOSEN, chosen=chosen.as_json())
    if form.cleaned_data["confirmed"]:
        return delete(request, deletion)

    return preview_page(request, deletion, back=back_to_history(form), carried=form.carried())


def _confirm(request: PersonRequest, form: ManyForm, action: Action, chosen: ChosenSessions) -> HttpResponse:
    context = {
        "action": action,
        "counts": counts_of(request.user, action, jobs.as_they_are(request.user, chosen)),
        "carried": form.carried(),
        "back": back_to_history(form),
    }

    return render(request, "sessions_memory/bulk_confirm.html", context)


def _begin(request: PersonRequest, form: ManyForm, action: Action, chosen: ChosenSessions) -> HttpResponse:
    try:
        begun = jobs.begin(request.user, action, jobs.as_they_are(request.user, chosen))
    except jobs.StillBusy as error:
        messages.error(request, str(error))
        return redirect(back_to_history(form))

    if begun.is_waiting:
        return redirect(begun)
    if not begun.changed:
        messages.success(request, _("{done} already. Nothing was changed.").format(done=action.told))

    return redirect(back_to_history(form))


def _owned(request: PersonRequest, pk: int) -> BulkJob:
    return get_object_or_404(BulkJob.objects.owned_by(request.user).select_related("user"), pk=pk)
