"""The owner edits what every model is told first."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chat.models import SystemPrompt
from chat.prompt.system import BUILT_IN, MAX_CHARS, standing_prompt, write_prompt
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, written
from sessions_memory.web.sizes import number

VERSIONS_SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def system_prompt(request: PersonRequest) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied

    text, error = standing_prompt().text, ""
    if request.method == "POST":
        text = BUILT_IN if chosen(request.POST, "do") == "restore" else written(request.POST, "text")
        if len(text) <= MAX_CHARS:
            version = write_prompt(text).version
            messages.success(request, _("Version {number} applies from the next question.").format(number=version))
            return redirect("chat:system-prompt")

        told = _("At most {most} characters; this has {count}.")
        error = told.format(most=number(MAX_CHARS), count=number(len(text)))

    context: dict[str, Any] = {
        "text": text,
        "error": error,
        "limit": MAX_CHARS,
        "versions": SystemPrompt.objects.all()[:VERSIONS_SHOWN],
    }

    return render(request, "chat/system_prompt.html", context, status=422 if error else 200)
