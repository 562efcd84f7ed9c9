"""A question that stands in the composer when the page opens: one sent without a login, or one about own words.

The first waits in the browser's session; the others are made from the theme or the sentence that the address names.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sessions_memory.database.text import row_id
from sessions_memory.models import Theme
from sessions_memory.pages.growth.quotations import Place, quotations
from sessions_memory.web.requests import PersonRequest
from sessions_memory.web.sent import chosen, written

KEY = "carried_question"


def carry(request: HttpRequest) -> None:
    """Keeps the question that the login form brought along, if any."""
    if question := written(request.POST, "question"):
        # No longer one can be asked.
        request.session[KEY] = question[: settings.QUESTION_MAX_CHARS]


def carried_question(request: HttpRequest) -> str:
    """The question carried here, once."""
    return str(request.session.pop(KEY, ""))


def theme_question(request: PersonRequest) -> str:
    """About the theme of theirs that the address names; "" without one."""
    pk = row_id(chosen(request.GET, "theme"))
    name = Theme.objects.owned_by(request.user).filter(pk=pk).values_list("name", flat=True).first() if pk else ""
    return _("How has my thinking about “{name}” changed?").format(name=name) if name else ""


def said_question(request: PersonRequest) -> str:
    """About a sentence of theirs: the interaction, and from where to where in its question; "" without one."""
    pk = row_id(chosen(request.GET, "said"))
    start, end = row_id(chosen(request.GET, "from")), row_id(chosen(request.GET, "to"))
    place = Place(pk, start or 0, end) if pk and end else None
    quoted = quotations(request.user, [place]).get(place) if place else None
    if quoted is None:
        return ""

    asked = _("On {day} I wrote: “{text}” How do I see that now?")
    return asked.format(day=quoted.day, text=quoted.text)


def ready_question(request: PersonRequest) -> str:
    return carried_question(request) or theme_question(request) or said_question(request)
