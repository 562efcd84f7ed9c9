"""Growth at a glance: what it is made of, activity, themes and insights."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions_memory.models import Growth
from sessions_memory.pages.growth.drawings.spans import span_links, span_of
from sessions_memory.pages.growth.overview import overview_of
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen


@login_required
@require_safe
@never_cache
def growth(request: PersonRequest) -> HttpResponse:
    span = span_of(chosen(request.GET, "span"), timezone.localdate())
    row = Growth.objects.filter(user=request.user.pk).first()
    context = {"growth": overview_of(request.user, row, span), "spans": span_links(span)}

    return render(request, "sessions_memory/growth.html", context)
