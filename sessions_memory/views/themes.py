"""A person's themes: all of them, one's story, and what they decide about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions_memory.database.text import row_id
from sessions_memory.forms import QUERY_MAX_CHARS, ThemeNameForm
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.decisions import Undecidable
from sessions_memory.models import Theme, UserInteraction, UserSession
from sessions_memory.pages.growth.drawings.months import days_of, key_in_words
from sessions_memory.pages.growth.theme.areas import area_links, within
from sessions_memory.pages.growth.theme.members import member_page
from sessions_memory.pages.growth.theme.page import theme_page
from sessions_memory.pages.growth.theme.session_choice import sessions_to_put
from sessions_memory.pages.growth.themes import theme_rows
from sessions_memory.web.cursors import InvalidCursor
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen, written
from sessions_memory.web.urls import address, narrowed

# A person has some dozens; so many are read.
THEMES_LISTED = 500


@login_required
@require_safe
@never_cache
def themes(request: PersonRequest) -> HttpResponse:
    rows = Theme.objects.owned_by(request.user).listed()
    context = {
        "shown": theme_rows(rows.shown().largest_first()[:THEMES_LISTED]),
        "hidden": theme_rows(rows.hidden().largest_first()[:THEMES_LISTED]),
    }

    return render(request, "sessions_memory/themes.html", context)


@login_required
@require_safe
@never_cache
def theme(request: PersonRequest, pk: int) -> HttpResponse:
    """`month`: a bar of its chart, whose questions are listed. `area`: the theme as it is there alone."""
    row = _owned(request, pk)
    if row.merged_into_id:
        return redirect("sessions_memory:theme", row.merged_into_id)

    month = chosen(request.GET, "month")
    picked, number = month if days_of(month) else "", row_id(chosen(request.GET, "area"))
    area = within(request.user, row, number) if number else None
    # None of a link that is old.
    number = area.area if area else None
    try:
        page = member_page(request.user, row, chosen=picked, area=number, cursor=chosen(request.GET, "cursor"))
    except (InvalidCursor, OverflowError):
        return redirect("sessions_memory:theme", pk)

    narrow = {"area": str(number)} if number else {}
    context = {
        "story": theme_page(request.user, row, chosen=picked, area=area),
        "areas": area_links(request.user, row, number),
        "area": area,
        "whole_url": narrowed("sessions_memory:theme", pk, **narrow),
        "questions": page,
        "chosen": key_in_words(picked) if picked else "",
        "next_url": _following(pk, picked, page.following, narrow),
    }
    return render(request, "sessions_memory/theme.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    form = ThemeNameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        decisions.rename(row, form.cleaned_data["name"])
        return redirect("sessions_memory:theme", pk)

    context = {"story": row, "form": form}
    return render(request, "sessions_memory/theme_rename.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def merge(request: PersonRequest, pk: int) -> HttpResponse:
    """`into`: the theme that it becomes a part of."""
    row, error = _owned(request, pk), ""
    if request.method == "POST":
        try:
            into = _owned(request, row_id(chosen(request.POST, "into")) or 0)
            decisions.merge(row, into)
        except Undecidable as refused:
            error = str(refused)
        else:
            told = _("“{theme}” is now part of “{whole}”.").format(theme=row.name, whole=into.name)
            messages.success(request, told)
            return redirect("sessions_memory:theme", into.pk)

    others = Theme.objects.owned_by(request.user).whole().exclude(pk=pk).exclude(name="")
    rows = theme_rows(others.listed().largest_first()[:THEMES_LISTED])
    context = {"story": row, "others": rows, "error": error}
    return render(request, "sessions_memory/theme_merge.html", context, status=422 if error else 200)


@login_required
@require_POST
def unmerge(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    decisions.unmerge(row)
    return redirect("sessions_memory:theme", pk)


@login_required
@require_POST
def hide(request: PersonRequest, pk: int) -> HttpResponse:
    """`hidden`: "1" takes it off growth, "0" shows it again."""
    row = _owned(request, pk)
    decisions.hide(row, is_hidden=chosen(request.POST, "hidden") != "0")
    told = _("Theme hidden. You find it under all themes.") if row.is_hidden else _("Theme shown again.")
    messages.success(request, told)

    return redirect(_back(request, row))


@login_required
@require_POST
def pin(request: PersonRequest, pk: int) -> HttpResponse:
    """`pinned`: "1" lists it first, "0" as the others."""
    row = _owned(request, pk)
    decisions.pin(row, is_pinned=chosen(request.POST, "pinned") != "0")
    return redirect(_back(request, row))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def put(request: PersonRequest, pk: int) -> HttpResponse:
    """A session or a question that belongs here; found by words of it (`q`)."""
    row = _owned(request, pk)
    if request.method == "POST":
        decisions.put_in(row, _named(request))
        messages.success(request, _("Put into “{theme}”.").format(theme=row.name))
        return redirect("sessions_memory:theme", pk)

    query = written(request.GET, "q")[:QUERY_MAX_CHARS]
    context = {"story": row, "query": query, "sessions": sessions_to_put(request.user, row, query)}
    return render(request, "sessions_memory/theme_put.html", context)


@login_required
@require_POST
def take(request: PersonRequest, pk: int) -> HttpResponse:
    row = _owned(request, pk)
    decisions.take_out(row, _named(request))
    messages.success(request, _("Taken out. It stays out of this theme."))

    return redirect(_back(request, row))


def _owned(request: PersonRequest, pk: int) -> Theme:
    return get_object_or_404(Theme.objects.owned_by(request.user).select_related("merged_into"), pk=pk)


def _named(request: PersonRequest) -> UserSession | UserInteraction:
    """The session that the form names, or the question."""
    if (session := row_id(chosen(request.POST, "session"))) is not None:
        return get_object_or_404(UserSession.objects.owned_by(request.user).kept(), pk=session)

    question = row_id(chosen(request.POST, "interaction"))
    return get_object_or_404(UserInteraction.objects.owned_by(request.user).listed(), pk=question)


def _back(request: PersonRequest, row: Theme) -> str:
    return page_of_ours(
        request, chosen(request.POST, "next"), otherwise=address("sessions_memory:theme", row.merged_into_id or row.pk)
    )


def _following(pk: int, month: str, cursor: str, narrow: dict[str, str]) -> str:
    return narrowed("sessions_memory:theme", pk, month=month, cursor=cursor, **narrow) if cursor else ""
