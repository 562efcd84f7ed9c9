"""Keeping a note for a program: it is in mind with every question from then on, and says which program kept it."""

from django.http import Http404
from django_mcpz.server import ToolError

from insightvault.accounts.models import TokenDay, UseKind
from insightvault.mcp.shapes import Remembered
from insightvault.mcp.visits import Visit
from sessions_memory.notes.keeping import UnusableNote, keep_note
from sessions_memory.web.urls import address

# Each is in every prompt: a program that runs wild is stopped by these.
NOTES_A_DAY = 50
TOO_MANY = f"Programs have kept {NOTES_A_DAY} notes today, the most they may. The person can add it themselves."
# A program that was started with an area knows nothing of its end.
GONE = "The area that this program keeps to is gone. No note was kept."


def remember(visit: Visit, text: str) -> Remembered:
    """In the token's area, if it is bound to one. Raises ToolError."""
    if TokenDay.objects.done_today(visit.token, UseKind.NOTES) >= NOTES_A_DAY:
        raise ToolError(TOO_MANY)

    try:
        keep_note(visit.person, text, area=visit.caller.area, origin=visit.token.name)
    except UnusableNote as error:
        raise ToolError(str(error)) from None
    except Http404:
        raise ToolError(GONE) from None

    where = "in this area" if visit.token.area_id else "from the next question on"
    return Remembered(
        f"Note kept. It is in mind {where}; the person sees it under Memory.", visit.url(address("chat:memory"))
    )
