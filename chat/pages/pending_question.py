"""A question sent without a login: it waits in the browser's session and comes back in the composer."""

from django.http import HttpRequest

KEY = "carried_question"


def carry(request: HttpRequest) -> None:
    """Keeps the question that the login form brought along, if any."""
    if question := request.POST.get("question", ""):
        request.session[KEY] = question


def carried_question(request: HttpRequest) -> str:
    """The question carried here, once."""
    return str(request.session.pop(KEY, ""))
