"""Growth at a glance: what it is made of, activity, themes, insights, reviews, and reasons to come back.

Of these a person decides about "on this day" here: to hide a day, and to see it at all.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sessions_memory.forms import HideDayForm
from sessions_memory.growth.coming_back import choices
from sessions_memory.growth.coming_back.asking import own_question
from sessions_memory.models import Growth
from sessions_memory.pages.coming_back.news import news_of
from sessions_memory.pages.coming_back.this_day import this_day
from sessions_memory.pages.growth.coverage import coverage_of
from sessions_memory.pages.growth.drawings.spans import span_links, span_of
from sessions_memory.pages.growth.overview import overview_of
from sessions_memory.pages.growth.reviews.lists import newest_rows
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen
from sessions_memory.web.urls import address


@login_required
@require_safe
@never_cache
def growth(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    span = span_of(chosen(request.GET, "span"), today)
    row = Growth.objects.filter(user=request.user.pk).first()
    if request.htmx:
        # The page asks how far the reading is.
        coverage = coverage_of(request.user, row)
        return render(request, "sessions_memory/growth.html#growth-coverage", {"coverage": coverage})

    overview = overview_of(request.user, row, span)
    context = {
        "growth": overview,
        "coverage": overview.coverage,
        "spans": span_links(span),
        "this_day": this_day(request.user, today),
        "news": news_of(request.user),
        "own_question": own_question(request.user, today=today),
        "reviews": newest_rows(request.user),
    }

    return render(request, "sessions_memory/growth.html", context)


@login_required
@require_POST
def hide_day(request: PersonRequest) -> HttpResponse:
    form = HideDayForm(request.POST)
    if form.is_valid():
        choices.hide_day(request.user.pk, form.cleaned_data["day"])
        messages.success(request, _("That day won’t be shown again."))

    return _back(request)


@login_required
@require_POST
def on_this_day(request: PersonRequest) -> HttpResponse:
    """`shows`: "on"; without it, off."""
    shows = chosen(request.POST, "shows") == "on"
    choices.switch_on_this_day(request.user.pk, shows=shows)
    messages.success(request, _("On this day is shown.") if shows else _("On this day is off."))

    return _back(request)


def _back(request: PersonRequest) -> HttpResponse:
    return redirect(page_of_ours(request, chosen(request.POST, "next"), otherwise=address("sessions_memory:growth")))
