"""The sidebar, and what a person does with a whole session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions_memory import lifecycle
from sessions_memory.database.text import row_id
from sessions_memory.forms import RenameForm
from sessions_memory.models import Area, UserSession
from sessions_memory.never_recalling import keep_sessions_from_recall
from sessions_memory.pages import session_rows
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen


@login_required
@require_safe
@never_cache
def sidebar(request: PersonRequest) -> HttpResponse:
    return render(request, "sessions_memory/_sidebar.html")


@login_required
@require_safe
@never_cache
def all_sessions(request: PersonRequest) -> HttpResponse:
    """The next of all sessions, for the sidebar as it is scrolled; without scripts the history has them in pages."""
    if not request.htmx:
        return redirect("sessions_memory:history")

    try:
        after = Cursor.read(chosen(request.GET, "cursor"))
        page = session_rows.all_sessions(request.user, after)
    except (ValueError, OverflowError) as error:
        # A cursor that no page gave out.
        raise Http404 from error

    template = "sessions_memory/_sidebar_all_rows.html" if after else "sessions_memory/_sidebar_all.html"
    return render(request, template, {"page": page})


@login_required
@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """`area`: an id, of the one that is open; "" for none."""
    number = row_id(chosen(request.POST, "area"))
    area = None if number is None else get_object_or_404(Area.objects.owned_by(request.user), pk=number)
    now_open = lifecycle.open_session(request.user)
    if now_open is None and area is None:
        # The next question begins it.
        return redirect("chat:home")
    if now_open is None or now_open.interaction_count or now_open.area_id != number:
        lifecycle.start_session(request.user, area=area)

    return redirect("chat:home")


@login_required
@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    session = _owned(request, pk)
    lifecycle.end_session(session)
    messages.success(request, _("Temporary session deleted.") if session.is_temporary else _("Session ended."))

    return redirect("chat:home")


@login_required
@require_POST
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    session = _owned(request, pk)
    try:
        lifecycle.resume_session(session)
    except lifecycle.ReadOnlySession as error:
        messages.error(request, str(error))
    except lifecycle.SessionGone as error:
        raise Http404 from error

    return redirect(session)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    session = _owned(request, pk)
    form = RenameForm(request.POST or None, initial={"title": session.title})

    if request.method == "POST" and form.is_valid():
        session.rename(form.cleaned_data["title"])
        return redirect(_back(request, session))

    context = {"session": session, "form": form}
    return render(request, "sessions_memory/session_rename.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def pin(request: PersonRequest, pk: int) -> HttpResponse:
    session = _owned(request, pk)
    session.toggle_pin()
    return redirect(_back(request, session))


@login_required
@require_POST
def never_recall(request: PersonRequest, pk: int) -> HttpResponse:
    """`never`: "1" keeps all of it from recall, "0" takes that back."""
    session = _owned(request, pk)
    never = chosen(request.POST, "never", "1") == "1"
    keep_sessions_from_recall(request.user, [session.pk], never_recall=never)
    told = _("Nothing of this session is recalled from now on.") if never else _("This session can be recalled again.")
    messages.success(request, told)

    return redirect(_back(request, session))


@login_required
@require_POST
def archive(request: PersonRequest, pk: int) -> HttpResponse:
    """`archived`: "1" takes it out of the lists, "0" brings it back."""
    session = _owned(request, pk)
    if chosen(request.POST, "archived", "1") == "1":
        lifecycle.archive_sessions(request.user, [session.pk])
        messages.success(request, _("Session archived. It can still be recalled and found by a search."))
    else:
        lifecycle.bring_sessions_back(request.user, [session.pk])
        messages.success(request, _("Session back in your lists."))

    return redirect(_back(request, session))


@login_required
@require_POST
def read_only(request: PersonRequest, pk: int) -> HttpResponse:
    """`read_only`: "1" lets nothing be added, "0" takes that back."""
    session = _owned(request, pk)
    is_read_only = chosen(request.POST, "read_only", "1") == "1"
    lifecycle.make_read_only(request.user, [session.pk], is_read_only=is_read_only)
    told = _("This session is read-only from now on.") if is_read_only else _("This session takes questions again.")
    messages.success(request, told)

    return redirect(_back(request, session))


def _owned(request: PersonRequest, pk: int) -> UserSession:
    return get_object_or_404(UserSession.objects.owned_by(request.user), pk=pk)


def _back(request: PersonRequest, session: UserSession) -> str:
    return page_of_ours(request, chosen(request.POST, "next"), otherwise=reverse("chat:session", args=[session.pk]))
