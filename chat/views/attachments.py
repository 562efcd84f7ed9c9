"""Attached files: taken in before the question is sent, looked at, downloaded and removed, by their owner alone."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chat.pages.attachments import shown_files
from sessions_memory.attachments import keeping
from sessions_memory.database.text import row_id
from sessions_memory.files.trouble import said_of
from sessions_memory.models import Attachment
from sessions_memory.web.downloads import SAFE, file_download, opened
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import each_chosen

# More ids than any question may have files.
IDS_MAX = 200


@dataclass(frozen=True)
class SentFiles:
    """`rows`: those that are kept and wait for the question. `refusals`: a sentence for each other."""

    rows: list[Attachment] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(row.pk for row in self.rows)


def files_of_form(request: PersonRequest) -> SentFiles:
    """The files that a question is sent with: those that were attached before, and without a script new ones."""
    removed = set(each_chosen(request.POST, "detached"))
    texts = [text for text in each_chosen(request.POST, "attachment")[:IDS_MAX] if text not in removed]
    ids = {pk for text in texts if (pk := row_id(text)) is not None}
    uploads = _uploads(request)
    if not ids and not uploads:
        return SentFiles()

    rows = list(Attachment.objects.owned_by(request.user).unclaimed().filter(pk__in=ids).listed().order_by("id"))
    kept, refusals = _take(request, uploads)
    gone = [str(keeping.Gone())] if len(rows) < len(ids) else []
    return SentFiles(rows + kept, refusals + gone)


@login_required
@require_POST
def attach(request: PersonRequest) -> HttpResponse:
    """Keeps the files until the question is sent; the composer shows them, and says what could not be kept."""
    kept, refusals = _take(request, _uploads(request))
    context = {"files": shown_files(kept), "composer": {"error": " ".join(refusals)}, "oob": True}
    return render(request, "chat/_attached_now.html", context, status=200 if kept else 422)


@login_required
@require_safe
@never_cache
def attachment(request: PersonRequest, pk: int) -> HttpResponse:
    """One that waits for its question, as the composer shows it."""
    row = _owned(request, pk)
    if not request.htmx:
        return redirect("chat:home") if row.interaction is None else redirect(row.interaction)

    return render(request, "chat/_attached.html", {"file": shown_files([row])[0]})


@login_required
@require_safe
def file(request: PersonRequest, pk: int) -> HttpResponseBase:
    row = _owned(request, pk)
    return file_download(row.stored_as, row.name)


@login_required
@require_safe
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    with opened(row.preview_name if row.has_preview else "") as file:
        return HttpResponse(file.read(), content_type="image/jpeg", headers=SAFE)


@login_required
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Only as long as it waits for a question: with one it goes by deleting that."""
    row = _owned(request, pk)
    if row.interaction_id is None:
        keeping.remove(row)

    return HttpResponse() if request.htmx else redirect("chat:home")


def _take(request: PersonRequest, uploads: list[UploadedFile[Any]]) -> tuple[list[Attachment], list[str]]:
    try:
        return keeping.take_each(request.user, uploads)
    except OSError as error:
        if not (sentence := said_of(error)):
            raise
        return [], [sentence]


def _uploads(request: PersonRequest) -> list[UploadedFile[Any]]:
    return [each for each in request.FILES.getlist("files") if isinstance(each, UploadedFile)]


def _owned(request: PersonRequest, pk: int) -> Attachment:
    rows = Attachment.objects.owned_by(request.user).listed().select_related("interaction")
    owned: Attachment = get_object_or_404(rows.defer("text", "interaction__context_used"), pk=pk)
    return owned
