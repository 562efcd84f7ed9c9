"""A question sent without a login: it waits in the browser's session and comes back in the composer."""

from django.conf import settings
from django.http import HttpRequest

KEY = "carried_question"


def carry(request: HttpRequest) -> None:
    """Keeps the question that the login form brought along, if any."""
    if question := request.POST.get("question", ""):
        # No longer one can be asked.
        request.session[KEY] = question[: settings.QUESTION_MAX_CHARS]


def carried_question(request: HttpRequest) -> str:
    """The question carried here, once."""
    return str(request.session.pop(KEY, ""))
