"""What a person decides about "on this day": to hide a day, and to see it at all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sessions_memory.forms import HideDayForm
from sessions_memory.growth.coming_back import choices
from sessions_memory.web.requests import PersonRequest, page_of_ours
from sessions_memory.web.sent import chosen
from sessions_memory.web.urls import address


@login_required
@require_POST
def hide_day(request: PersonRequest) -> HttpResponse:
    form = HideDayForm(request.POST)
    if form.is_valid():
        choices.hide_day(request.user.pk, form.cleaned_data["day"])
        messages.success(request, "That day won’t be shown again.")

    return _back(request)


@login_required
@require_POST
def on_this_day(request: PersonRequest) -> HttpResponse:
    """`shows`: "on"; without it, off."""
    shows = chosen(request.POST, "shows") == "on"
    choices.switch_on_this_day(request.user.pk, shows=shows)
    messages.success(request, "On this day is shown." if shows else "On this day is off.")

    return _back(request)


def _back(request: PersonRequest) -> HttpResponse:
    return redirect(page_of_ours(request, chosen(request.POST, "next"), otherwise=address("sessions_memory:growth")))
