"""Where things stand: Django's `reverse`, asked once for each kind of address.

Templates have it as `{% address %}`, which costs a seventh of `{% url %}` and takes numbers alone. What the chat and
the history are made of uses it, with the shell that stands on every page: a turn holds thirty addresses. All other
templates use `{% url %}`. A test says which is which.
"""

import functools

from django.urls import reverse

# Stands in no address of its own.
NUMBER = 7_700_000_000_077


def address(name: str, *arguments: object) -> str:
    """What a turn shows holds thirty; each costs as much as reading its row. `arguments`: numbers."""
    return _form(name, len(arguments)).format(*arguments)


def session_url(session_id: int) -> str:
    return address("chat:session", session_id)


def interaction_url(session_id: int, pk: int) -> str:
    return f"{session_url(session_id)}#interaction-{pk}"


def place_url(session_id: int, pk: int) -> str:
    """Where an interaction stands in its session, however long that is."""
    return f"{session_url(session_id)}?at={pk}#interaction-{pk}"


@functools.cache
def _form(name: str, count: int) -> str:
    """With {} for each of its numbers."""
    numbers = range(NUMBER, NUMBER + count)
    form = reverse(name, args=numbers)

    for number in numbers:
        form = form.replace(str(number), "{}")

    return form
