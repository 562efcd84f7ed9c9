"""Texts of a form or a query that no form class reads: bounded, and without signs that can't be stored.

Views read them nowhere else; a test looks for it.
"""

from django.conf import settings
from django.http import QueryDict

from sessions_memory.database.text import storable

# The longest is an address of ours, which the server takes up to this.
CHOSEN_MAX_CHARS = 8_000
# Whoever wrote too much gets it back with the sentence that says so, and cuts it.
TIMES_TOO_LONG = 2


def chosen(sent: QueryDict, name: str, otherwise: str = "") -> str:
    """A button's value, a number, an address, a few words."""
    return storable(sent.get(name, otherwise)[:CHOSEN_MAX_CHARS])


def each_chosen(sent: QueryDict, name: str) -> list[str]:
    return [storable(text[:CHOSEN_MAX_CHARS]) for text in sent.getlist(name)]


def written(sent: QueryDict, name: str, otherwise: str = "") -> str:
    """A text that a person wrote; no question, note or instruction may be longer.

    A browser sends two signs for the end of a line, and counts one while it is typed.
    """
    text = storable(sent.get(name, otherwise)[: TIMES_TOO_LONG * settings.QUESTION_MAX_CHARS])
    return text.replace("\r\n", "\n")
