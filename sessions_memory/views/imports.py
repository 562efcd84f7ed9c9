"""Bringing a history in: the files arrive, a worker reads them, the page shows how far it is and what came of it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions_memory.database import disk
from sessions_memory.files.trouble import said_of
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs.progress import progress_of
from sessions_memory.models import ImportFile, ImportJob, OfferedNote
from sessions_memory.models.notes import NOTE_MAX_CHARS
from sessions_memory.notes import offers
from sessions_memory.notes.keeping import UnusableNote
from sessions_memory.sample import loading
from sessions_memory.states import JobState
from sessions_memory.views import import_choice
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, each_chosen, written

JOBS_LISTED = 20
OFFERS_LISTED = 5
SIZE_DIGITS = 15
JOB_PAGE_LISTED = 2_000
CONFLICT, UNPROCESSABLE, NO_ROOM = 409, 422, 507


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)

    try:
        job = uploads.take_whole(
            request.user,
            [each for each in request.FILES.getlist("files") if isinstance(each, UploadedFile)],
            is_look=bool(chosen(request.POST, "look")),
        )
    except uploads.Refused as refusal:
        return _page(request, error=str(refusal))
    except OSError as error:
        if not (sentence := said_of(error)):
            raise
        return _page(request, error=sentence)

    return redirect(job) if job.is_look else redirect("sessions_memory:import")


@login_required
@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Answers with the addresses that the pieces of each announced file are to be sent to."""
    names, sizes = each_chosen(request.POST, "name"), each_chosen(request.POST, "size")
    files = [
        (name, int(size))
        for name, size in zip(names, sizes, strict=False)
        if size.isdecimal() and len(size) <= SIZE_DIGITS
    ]

    try:
        job = uploads.begin(request.user, files, is_look=bool(chosen(request.POST, "look")))
    except uploads.Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=UNPROCESSABLE)

    urls = [file.get_absolute_url() for file in job.files.all()]
    cancel_url = reverse("sessions_memory:import-cancel", args=[job.pk])
    return JsonResponse(
        {"piece_bytes": uploads.PIECE_BYTES, "files": urls, "cancel": cancel_url, "job": job.get_absolute_url()}
    )


@login_required
@require_POST
def piece(request: PersonRequest, pk: int) -> HttpResponse:
    """Answers with how many bytes are here; also when they are others than the sender thinks (409)."""
    file = get_object_or_404(ImportFile.objects.select_related("job"), pk=pk, user=request.user)
    offset = chosen(request.GET, "offset")
    if not offset.isdecimal() or len(offset) > SIZE_DIGITS:
        return JsonResponse({"detail": _("Say where this piece begins.")}, status=UNPROCESSABLE)

    try:
        return JsonResponse({"received": uploads.append(file, int(offset), request.read(uploads.PIECE_BYTES))})
    except uploads.OutOfStep as error:
        return JsonResponse({"received": error.received}, status=CONFLICT)
    except uploads.Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=UNPROCESSABLE)
    except OSError as error:
        if not disk.is_full(error):
            raise
        uploads.give_up(file.job)
        return JsonResponse({"detail": disk.full_in_words()}, status=NO_ROOM)


@login_required
@require_safe
@never_cache
def job(request: PersonRequest, pk: int) -> HttpResponse:
    """One import; for htmx the part of the page that changes while it runs."""
    owned = _owned_job(request, pk)
    if owned.state == JobState.LOOKED and not request.htmx:
        return import_choice.page(request, owned, number=import_choice.page_number(chosen(request.GET, "page")))

    progress = progress_of([owned], listed=JOB_PAGE_LISTED)[0]
    if request.htmx:
        return render(request, "sessions_memory/_import_job.html", {"progress": progress})

    context = {"progress": progress}
    return render(request, "sessions_memory/import_job.html", context)


@login_required
@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    uploads.give_up(_owned_job(request, pk))
    if not request.htmx:
        return redirect("sessions_memory:import")

    progress = progress_of([_owned_job(request, pk)])[0]
    return render(request, "sessions_memory/_import_job.html", {"progress": progress})


@login_required
@require_POST
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    """The worker restores what a backup claims: thousands of receipts may name its notes."""
    _owned_job(request, pk).request_restore()
    messages.success(request, _("Restoring what the backup holds."))
    return redirect("sessions_memory:import")


@login_required
@require_POST
def load_sample(request: PersonRequest) -> HttpResponse:
    try:
        loading.load(request.user)
    except uploads.Refused as refusal:
        messages.error(request, str(refusal))
    except OSError as error:
        if not (sentence := said_of(error)):
            raise
        messages.error(request, sentence)

    return redirect("chat:home")


@login_required
@require_POST
def keep_note(request: PersonRequest, pk: int) -> HttpResponse:
    offered = _owned_offer(request, pk)
    text = written(request.POST, "text", offered.text)
    try:
        offers.accept(offered, text)
    except UnusableNote as error:
        return _page(request, refused={offered.pk: (text, str(error))})

    messages.success(request, _("Kept as a note."))
    return redirect("sessions_memory:import")


@login_required
@require_POST
def dismiss_note(request: PersonRequest, pk: int) -> HttpResponse:
    _owned_offer(request, pk).dismiss()
    return redirect("sessions_memory:import")


@login_required
@require_POST
def dismiss_notes(request: PersonRequest) -> HttpResponse:
    offers.dismiss_all(request.user)
    return redirect("sessions_memory:import")


def _page(
    request: PersonRequest, *, error: str = "", refused: Mapping[int, tuple[str, str]] = MappingProxyType({})
) -> HttpResponse:
    """`refused`: of an offered note, what was typed instead and why that can't be kept."""
    jobs = ImportJob.objects.owned_by(request.user).shown().newest_first()[:JOBS_LISTED]
    all_jobs = progress_of(list(jobs))
    ended = [it for it in all_jobs if it.job.is_finished]
    offered = OfferedNote.objects.owned_by(request.user).open()
    first_offered = list(offered.oldest_first()[:OFFERS_LISTED])

    all_offered = offered.count() if len(first_offered) == OFFERS_LISTED else len(first_offered)
    context = {
        "running": [it for it in all_jobs if not it.job.is_finished],
        "is_moving": any(it.is_moving for it in all_jobs),
        "latest": ended[:1],
        "earlier": ended[1:],
        "offered": [(note, *refused.get(note.pk, (note.text, ""))) for note in first_offered],
        "offers_all": all_offered,
        "offers_after": all_offered - len(first_offered),
        "note_max_chars": NOTE_MAX_CHARS,
        "max_gb": settings.MAX_IMPORT_GB,
        "sample": loading.state_of(request.user.pk),
        "error": error,
    }

    return render(request, "sessions_memory/import.html", context, status=UNPROCESSABLE if error or refused else 200)


def _owned_job(request: PersonRequest, pk: int) -> ImportJob:
    owned: ImportJob = get_object_or_404(ImportJob.objects.owned_by(request.user).select_related("user"), pk=pk)
    return owned


def _owned_offer(request: PersonRequest, pk: int) -> OfferedNote:
    rows = OfferedNote.objects.owned_by(request.user).open().select_related("user")
    owned: OfferedNote = get_object_or_404(rows, pk=pk)
    return owned
