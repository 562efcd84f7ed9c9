"""All addresses that exist, as a walk over them asks."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes() -> Iterator[str]:
    """All routes, as they are written in `urls`, such as "/s/<int:pk>/"."""
    return (there for there in _all() if "(" not in there)


def caught() -> Iterator[str]:
    """Those written as regular expressions, which catch the rest."""
    return (there for there in _all() if "(" in there)


def filled(route: str, values: dict[str, str]) -> str:
    """With a value for each parameter: by its kind ("int", or "" for a text without one)."""
    return PARAMETER.sub(lambda found: values[found[1] or ""], route)


def _all(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        there = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _all(pattern, there)
        elif isinstance(pattern, URLPattern):
            yield there
