"""What was found in a person's words, by kind and state, and what they say of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions_memory.forms import InsightForm
from sessions_memory.growth.keeping import decisions
from sessions_memory.models import Insight
from sessions_memory.models.growth import INSIGHT_MAX_CHARS
from sessions_memory.pages.growth.insight_lists import insight_list
from sessions_memory.pages.growth.insights import insight_cards
from sessions_memory.web.cursors import InvalidCursor
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen
from sessions_memory.web.urls import address, narrowed

VERBS = {"confirm": decisions.confirm, "dismiss": decisions.dismiss, "restore": decisions.restore}
TOLD = {
    "confirm": gettext_lazy("Confirmed."),
    "dismiss": gettext_lazy("Dismissed. It won’t come back."),
    "restore": gettext_lazy("Brought back."),
}


@login_required
@require_safe
@never_cache
def insights(request: PersonRequest) -> HttpResponse:
    """`kind` and `state` narrow it; what is none of either is all."""
    kind, state = chosen(request.GET, "kind"), chosen(request.GET, "state")
    try:
        listed = insight_list(request.user, kind, state, chosen(request.GET, "cursor"))
    except (InvalidCursor, OverflowError):
        return redirect("sessions_memory:insights")

    given = {"kind": listed.kind, "state": listed.state, "cursor": listed.following}
    next_url = narrowed("sessions_memory:insights", **given) if listed.following else ""
    return render(request, "sessions_memory/insights.html", {"listed": listed, "next_url": next_url})


@login_required
@require_POST
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """`decision`: confirm, dismiss or restore."""
    insight, decision = _owned(request, pk), chosen(request.POST, "decision")
    if decision not in VERBS:
        return redirect("sessions_memory:insights")

    VERBS[decision](insight)
    if request.htmx:
        return _fragment(request, insight)

    messages.success(request, str(TOLD[decision]))
    return redirect(page_of_ours(request, chosen(request.POST, "next"), otherwise=address("sessions_memory:insights")))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """In the person's own words; the evidence stays as it is."""
    insight = _owned(request, pk)
    form = InsightForm(request.POST or None, initial={"words": insight.words})
    back = page_of_ours(
        request,
        chosen(request.POST, "next") or chosen(request.GET, "next"),
        otherwise=address("sessions_memory:insights"),
    )
    if request.method == "POST" and form.is_valid():
        decisions.reword(insight, form.cleaned_data["words"])
        messages.success(request, gettext("Saved in your words, and confirmed."))
        return redirect(back)

    context = {
        "insight": insight,
        "cards": insight_cards(request.user, [insight]),
        "form": form,
        "limit": INSIGHT_MAX_CHARS,
        "back": back,
    }
    return render(request, "sessions_memory/insight_edit.html", context, status=422 if form.errors else 200)


def _owned(request: PersonRequest, pk: int) -> Insight:
    return get_object_or_404(Insight.objects.owned_by(request.user).with_theme(), pk=pk)


def _fragment(request: PersonRequest, insight: Insight) -> HttpResponse:
    """As it stands now; nothing where its words are gone."""
    cards = insight_cards(request.user, [insight])
    if not cards:
        return HttpResponse()

    context = {"insight": cards[0], "here": chosen(request.POST, "next"), "is_folded": cards[0].is_dismissed}
    return render(request, "sessions_memory/_insight.html", context)
