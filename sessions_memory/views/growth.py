"""Growth at a glance: what it is made of, activity, themes, insights, reviews, and reasons to come back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions_memory.growth.coming_back.asking import own_question
from sessions_memory.models import Growth
from sessions_memory.pages.coming_back.news import news_of
from sessions_memory.pages.coming_back.this_day import this_day
from sessions_memory.pages.growth.coverage import coverage_of
from sessions_memory.pages.growth.drawings.spans import span_links, span_of
from sessions_memory.pages.growth.overview import overview_of
from sessions_memory.pages.growth.reviews.lists import newest_rows
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen


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
