"""The search that every page opens over itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions_memory.forms import QUERY_MAX_CHARS
from sessions_memory.pages.finding import finds
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen


@login_required
@require_safe
@never_cache
def find(request: PersonRequest) -> HttpResponse:
    query = chosen(request.GET, "q")[:QUERY_MAX_CHARS].strip()
    context = {"query": query, "finds": finds(request.user, query)}
    return render(request, "sessions_memory/_finds.html", context)
