"""Addresses of pages: Django's `reverse`, asked once for each kind of address.

Templates have it as `{% address %}`, which costs a seventh of `{% url %}` and takes numbers alone. The parts of the
chat and the history use it, and so does the shell of every page: a turn holds thirty addresses. All other templates
use `{% url %}`. A test says which is which.
"""

import functools
from urllib.parse import urlencode

from django.urls import reverse

# Stands in no address of its own.
NUMBER = 7_700_000_000_077


def address(name: str, *arguments: object) -> str:
    """A turn holds thirty; each by `reverse` would cost as much as reading its row. `arguments`: numbers."""
    return _form(name, len(arguments)).format(*arguments)


def narrowed(name: str, *arguments: object, **given: str) -> str:
    """With a query of those that say something."""
    query = urlencode({key: value for key, value in given.items() if value})
    return address(name, *arguments) + (f"?{query}" if query else "")


def session_url(session_id: int) -> str:
    return address("chat:session", session_id)


def interaction_url(session_id: int, pk: int) -> str:
    return f"{session_url(session_id)}#interaction-{pk}"


def place_url(session_id: int, pk: int) -> str:
    """The address of an interaction's place in its session, however long that is."""
    return f"{session_url(session_id)}?at={pk}#interaction-{pk}"


@functools.cache
def _form(name: str, count: int) -> str:
    """With {} for each of its numbers."""
    numbers = range(NUMBER, NUMBER + count)
    form = reverse(name, args=numbers)

    for number in numbers:
        form = form.replace(str(number), "{}")

    return form
