"""What is known of a pattern, in and out of a vault: its themes, by ids here and by names elsewhere. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

# What is known of a pattern begins with so many themes.
THEMES_FIRST = {"goes-along": 2, "rhythm": 1, "asked-again": 0}


def themes_in(found: Mapping[str, Any]) -> Iterable[Any]:
    return (theme for kind, count in THEMES_FIRST.items() for theme in found.get(kind, ())[:count])


def renamed(found: Mapping[str, Any], themes: Mapping[Any, Hashable]) -> dict[str, Any]:
    """With what `themes` has in place of each theme; without what is said of one that it lacks."""
    named = {}
    for kind, count in THEMES_FIRST.items():
        others = [themes.get(theme) for theme in found.get(kind, ())[:count]]
        if kind in found and None not in others:
            named[kind] = [*others, *found[kind][count:]]

    return named
