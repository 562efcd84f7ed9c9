"""A theme's phases in words, oldest first: when it came up, stayed and went quiet. Pure."""

from collections.abc import Sequence
from datetime import date

from sessions_memory.web.dates import long_month


def phases_in_words(found: Sequence[Sequence[str]], today: date) -> list[str]:
    """`found`: the kind, the first and the last day of each, as `Theme.found` has them."""
    return [words for kind, first, last in found if (words := _words(kind, _day(first), _day(last), today))]


def _words(kind: str, first: date, last: date, today: date) -> str:
    if kind == "came_up":
        return f"Came up in {long_month(first)}."
    if kind == "stayed":
        return f"Stayed {_span(first, last, today)}."
    if kind == "went_quiet":
        return f"Quiet {_span(first, last, today)}."

    return ""


def _span(first: date, last: date, today: date) -> str:
    begins, ends = long_month(first), long_month(last)
    if ends == long_month(today):
        return f"since {begins}"
    if begins == ends:
        return f"in {begins}"

    begins = begins.rpartition(" ")[0] if first.year == last.year else begins
    return f"from {begins} to {ends}"


def _day(text: str) -> date:
    return date.fromisoformat(text)
