"""Areas: the list, one area's page, and what a person does with them. Every form works without JavaScript."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sessions_memory.areas import keeping
from sessions_memory.areas.keeping import TooManyAreas
from sessions_memory.database.text import row_id
from sessions_memory.forms import AreaForm
from sessions_memory.models import Area, Note, UserSession
from sessions_memory.pages.areas import area_rows, rule_in_words
from sessions_memory.pages.history_rows import SESSIONS, history_rows, listed, sessions_of
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen
from sessions_memory.web.urls import narrowed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def areas(request: PersonRequest) -> HttpResponse:
    """All of them; a new one is made here."""
    form = AreaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            area = keeping.make(request.user, **form.cleaned_data)
        except TooManyAreas as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Area made. Sessions that you begin here are in it."))
            return redirect(area)

    rows = area_rows(request.user)
    context = {
        "form": form,
        "in_use": [row for row in rows if not row.is_archived],
        "archived": [row for row in rows if row.is_archived],
    }
    return render(request, "sessions_memory/areas.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def area(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    rule = rule_in_words(row.recalls, is_closed=row.is_closed)
    form = AreaForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        keeping.change(row, **form.cleaned_data)
        messages.success(request, _("Saved. Applies from your next question."))
        return redirect(row)

    # The form has written what was refused into the row.
    row.refresh_from_db()
    try:
        start = Cursor.read(chosen(request.GET, "cursor"))
    except (ValueError, OverflowError):
        return redirect(row)

    sessions = sessions_of(request.user.pk).filter(area=row)
    rows = history_rows(listed(sessions.before(start.time, start.pk) if start else sessions))
    following = rows[SESSIONS - 1].cursor if len(rows) > SESSIONS else ""
    context = {
        "area": row,
        "rule": rule,
        "form": form,
        "sessions": rows[:SESSIONS],
        "notes": Note.objects.owned_by(request.user).filter(area=row).newest_first(),
        "next_url": narrowed("sessions_memory:area", row.pk, cursor=following) if following else "",
    }
    return render(request, "sessions_memory/area.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def shift(request: PersonRequest, pk: int) -> HttpResponse:
    """`to`: "up" or "down"."""
    keeping.shift(_owned(request, pk), is_up=chosen(request.POST, "to") == "up")
    return redirect("sessions_memory:areas")


@login_required
@require_POST
def archive(request: PersonRequest, pk: int) -> HttpResponse:
    """`archived`: "1" takes it out of the sidebar, "0" brings it back."""
    row = _owned(request, pk)
    is_archived = chosen(request.POST, "archived", "1") == "1"
    keeping.archive(row, is_archived=is_archived)
    messages.success(
        request, _("Area archived. Its sessions are recalled as before.") if is_archived else _("Area back.")
    )
    return redirect(row)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """The area alone goes; its sessions are another deletion, with a preview of its own."""
    row = _owned(request, pk)
    if request.method == "POST":
        keeping.dissolve(row)
        messages.success(request, _("Area deleted. Its sessions are in no area now."))
        return redirect("sessions_memory:areas")

    context = {"area": row, "sessions": row.sessions.asked_in().count(), "notes": row.notes.count()}
    return render(request, "sessions_memory/area_delete.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def put(request: PersonRequest, pk: int) -> HttpResponse:
    """The choice of an area for a session, as a page or in its menu; `area`: an id, "" for none."""
    session = get_object_or_404(UserSession.objects.owned_by(request.user).kept(), pk=pk)
    if request.method == "POST":
        number = row_id(chosen(request.POST, "area"))
        into = None if number is None else _owned(request, number)
        keeping.put(session, into)
        messages.success(request, _("Session moved.") if into else _("Session moved out of its area."))
        return redirect(page_of_ours(request, chosen(request.POST, "next"), otherwise=session.get_absolute_url()))

    choices = [row for row in area_rows(request.user) if not row.is_archived or row.id == session.area_id]
    template = "sessions_memory/session_area.html#area-choice" if request.htmx else "sessions_memory/session_area.html"
    return render(request, template, {"session": session, "choices": choices})


def _owned(request: PersonRequest, pk: int) -> Area:
    return get_object_or_404(Area.objects.owned_by(request.user).select_related("user"), pk=pk)
