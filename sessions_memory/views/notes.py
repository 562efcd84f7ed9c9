"""Notes and instructions: each form works alone, comes back as a fragment to htmx, and else goes back to its page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sessions_memory.database.text import row_id
from sessions_memory.deletion.forgetting import forget_note
from sessions_memory.models import Area, Note
from sessions_memory.models.notes import NOTE_MAX_CHARS
from sessions_memory.notes import keeping
from sessions_memory.notes.keeping import UnusableNote
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen, written
from sessions_memory.web.urls import address


@login_required
@require_POST
def create(request: PersonRequest) -> HttpResponse:
    """`area`: an id, if it is to be in mind there alone."""
    number = row_id(chosen(request.POST, "area"))
    area = None if number is None else get_object_or_404(Area.objects.owned_by(request.user), pk=number)
    try:
        note = keeping.keep_note(request.user, written(request.POST, "text"), area=area)
    except UnusableNote as error:
        context = {"text": written(request.POST, "text"), "page_name": _("Add a note"), "area": area}
        return _refuse(request, str(error), "sessions_memory/_note_form.html", context)

    if request.htmx:
        return render(request, "sessions_memory/_note_added.html", {"note": note, "area": area})

    messages.success(request, _("Note saved. It will be used from your next question."))
    return _back(request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    note, error = _owned(request, pk), ""
    text = written(request.POST, "text", note.text)

    if request.method == "POST":
        try:
            note.reword(keeping.checked_note(text))
        except UnusableNote as refused:
            error = str(refused)
        else:
            return _changed(request, note, "Saved.")

    template = "sessions_memory/note_edit.html#editing" if request.htmx else "sessions_memory/note_edit.html"
    back = "" if request.htmx else _next(request)
    context = {"note": note, "text": text, "error": error, "limit": NOTE_MAX_CHARS, "back": back}

    return render(request, template, context, status=422 if error else 200)


@login_required
@require_POST
def switch(request: PersonRequest, pk: int) -> HttpResponse:
    """`active`: "1" on, "0" off."""
    note = _owned(request, pk)
    note.switch(is_active=chosen(request.POST, "active") == "1")
    return _changed(
        request, note, _("The note is in mind again.") if note.is_active else _("The note is switched off.")
    )


@login_required
@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    forget_note(_owned(request, pk))
    messages.success(request, _("Note deleted."))
    if request.htmx:
        return render(request, "_toasts.html", {"oob": True})

    return _back(request)


@login_required
@require_POST
def instructions(request: PersonRequest) -> HttpResponse:
    text = written(request.POST, "text")
    try:
        keeping.write_instructions(request.user, text)
    except UnusableNote as error:
        context = {"instructions": text, "page_name": "Instructions"}
        return _refuse(request, str(error), "sessions_memory/_instructions.html", context)

    messages.success(request, _("Saved. Applies from your next question."))
    if request.htmx:
        shown = {"instructions": keeping.instructions_of(request.user), "oob_toasts": True}
        return render(request, "sessions_memory/_instructions.html", shown)

    return _back(request)


def _changed(request: PersonRequest, note: Note, said: str) -> HttpResponse:
    if request.htmx:
        return render(request, "sessions_memory/_note.html", {"note": note})

    messages.success(request, said)
    return _back(request)


def _refuse(request: PersonRequest, error: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form again, with what was typed: by itself to htmx, else on a page of its own."""
    shown = template if request.htmx else "sessions_memory/written_again.html"
    return render(request, shown, context | {"error": error, "form_again": template}, status=422)


def _owned(request: PersonRequest, pk: int) -> Note:
    return get_object_or_404(Note.objects.owned_by(request.user).select_related("from_interaction"), pk=pk)


def _back(request: PersonRequest) -> HttpResponse:
    return redirect(_next(request))


def _next(request: PersonRequest) -> str:
    """The page that the form says it came from, if that is one of ours."""
    there = chosen(request.POST, "next") or chosen(request.GET, "next")
    return page_of_ours(request, there, otherwise=address("chat:memory"))
