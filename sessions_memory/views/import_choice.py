"""The choice after a look: all of a file, a span of days, or what stays ticked. No press of a button loses a tick."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sessions_memory.forms import DatesForm
from sessions_memory.importers.jobs import choosing
from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.importers.jobs.progress import progress_of
from sessions_memory.models import ImportJob
from sessions_memory.pages.import_choice import ROWS, choice_page, folders_of
from sessions_memory.states import JobState
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, each_chosen

ID_DIGITS = 18
PAGE_DIGITS = 4
NOTHING = gettext_lazy("Tick at least one conversation, or choose other dates.")


@login_required
@require_POST
def everything(request: PersonRequest, pk: int) -> HttpResponse:
    choosing.import_all(_owned_job(request, pk))
    return redirect("sessions_memory:import-job", pk)


@login_required
@require_POST
@never_cache
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps the ticks of the page, then does what its button says; without a button it says how many are chosen."""
    job = _owned_job(request, pk)
    if job.state != JobState.LOOKED:
        return redirect(job)

    _keep_ticks(request, job)
    match then := chosen(request.POST, "then"):
        case "span":
            return _keep_span(request, job)
        case "all" | "none":
            choosing.tick_all(job, is_chosen=then == "all")
        case "import":
            return _import(request, job)
        case "" if request.htmx:
            return render(request, "sessions_memory/_import_chosen.html", {"choice": choice_page(job)})

    return redirect(f"{job.get_absolute_url()}?page={page_number(then or chosen(request.POST, 'page'))}")


def page_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= PAGE_DIGITS else 1


def page(
    request: PersonRequest, job: ImportJob, *, number: int = 1, dates: DatesForm | None = None, error: str = ""
) -> HttpResponse:
    context = {
        "progress": progress_of([job])[0],
        "choice": choice_page(job, number),
        "dates": dates or DatesForm(initial=choosing.days_of(Choice.kept(job.choice))),
        "error": error,
    }
    status = 422 if error or (dates and dates.errors) else 200
    return render(request, "sessions_memory/import_job.html", context, status=status)


def _keep_ticks(request: PersonRequest, job: ImportJob) -> None:
    shown, ticked = _ids(each_chosen(request.POST, "shown")), _ids(each_chosen(request.POST, "ticked"))
    choosing.tick(job, shown=shown, ticked=ticked)
    if chosen(request.POST, "has_rest"):
        choosing.take_rest(job, takes_rest=bool(chosen(request.POST, "rest")))
    if chosen(request.POST, "has_folders"):
        ticked_folders = each_chosen(request.POST, "folder")
        choosing.make_areas_of(job, [name for name, _ in folders_of(job) if name in ticked_folders])


def _ids(given: list[str]) -> list[int]:
    return [int(text) for text in given[:ROWS] if text.isdecimal() and len(text) <= ID_DIGITS]


def _keep_span(request: PersonRequest, job: ImportJob) -> HttpResponse:
    dates = DatesForm(request.POST)
    if not dates.is_valid():
        return page(request, job, dates=dates)

    choosing.take_span(job, *dates.span())
    return redirect(job)


def _import(request: PersonRequest, job: ImportJob) -> HttpResponse:
    if not choosing.is_any_chosen(job):
        return page(request, job, error=str(NOTHING))

    choosing.import_chosen(job)
    messages.success(request, _("Importing what you chose."))
    return redirect(job)


def _owned_job(request: PersonRequest, pk: int) -> ImportJob:
    owned: ImportJob = get_object_or_404(ImportJob.objects.owned_by(request.user).select_related("user"), pk=pk)
    return owned
