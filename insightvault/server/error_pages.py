"""Pages for when something is wrong, which lose nothing of what was sent."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from sessions_memory.database import disk
from sessions_memory.database.text import row_id
from sessions_memory.files.trouble import StorageAway, said_of
from sessions_memory.web.requests import reload_address
from sessions_memory.web.sent import chosen, written

RETRY_SECONDS = 3
READ_ONLY = ("readonly database", "read-only", "unable to open database")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also where the host is none of ours, which is told before any call or page is asked."""
    if "Authorization" in request.headers:
        detail = _("This request could not be read, or its host is none of this vault’s.")
        return JsonResponse({"detail": detail}, status=400, headers={"Cache-Control": "no-store"})

    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if not isinstance(error, (OperationalError, InterfaceError, OSError)):
        return HttpResponse(render_to_string("500.html"), status=500)

    # No request context: the page must not ask the database who is reading.
    context = {"trouble": explain(error), "question": sent_question(request), "seconds": RETRY_SECONDS}
    context["reload"] = reload_address(request) if request.method == "GET" else ""
    page = render_to_string("503.html", context)

    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    context = {"question": sent_question(request), "session_id": _session_id(request)}
    # Rendered later, in a thread: what refuses a form runs on the event loop, and the page asks who is reading.
    return TemplateResponse(request, "403_csrf.html", context, status=403)


def explain(error: BaseException) -> str:
    """One sentence: what happened and what to do."""
    text = str(error).lower()
    if disk.is_full(error):
        return disk.full_in_words()
    if isinstance(error, StorageAway):
        return said_of(error)
    if any(words in text for words in READ_ONLY):
        return _("The data folder of this vault can’t be written. Give the server the right to write there.")

    return _("The database does not answer at the moment. This page tries again by itself.")


def sent_question(request: HttpRequest) -> str:
    try:
        return written(request.POST, "question")
    except Exception:  # a body that can't be read has no question to save
        return ""


def _session_id(request: HttpRequest) -> str:
    number = row_id(chosen(request.POST, "session"))
    return "" if number is None else str(number)
