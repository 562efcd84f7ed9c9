"""All addresses that exist, as a walk over them asks."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """As they are written in `urls`, such as "/s/<int:pk>/"; those written as regular expressions catch the rest."""
    for pattern in (resolver or get_resolver()).url_patterns:
        there = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, there)
        elif isinstance(pattern, URLPattern) and "(" not in there:
            yield there


def filled(route: str, values: dict[str, str]) -> str:
    """With a value for each parameter: by its kind ("int", or "" for a text without one)."""
    return PARAMETER.sub(lambda found: values[found[1] or ""], route)
