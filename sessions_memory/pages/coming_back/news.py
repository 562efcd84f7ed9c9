"""What is new since the last visit, in one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.growth.coming_back.visits import COUNTED_MAX, NewSince, visit
from sessions_memory.web import dates
from sessions_memory.web.plain_text import counted
from sessions_memory.web.urls import address


@dataclass(frozen=True)
class News:
    """`since`: "3 November 2026". `found`: what is new, in words, and where it is."""

    since: str
    found: Sequence[tuple[str, str]]


def news_of(user: AbstractBaseUser) -> News | None:
    """Writes this visit down."""
    new = visit(user.pk, timezone.now())
    return News(dates.long_day(timezone.localtime(new.since)), list(_in_words(new))) if new else None


def _in_words(new: NewSince) -> Iterator[tuple[str, str]]:
    if new.themes:
        yield _counted(new.themes, "theme"), address("sessions_memory:themes")
    if new.insights:
        yield _counted(new.insights, "insight"), address("sessions_memory:insights")
    if new.reviews:
        yield _counted(new.reviews, "review"), address("sessions_memory:reviews")


def _counted(count: int, word: str) -> str:
    """ "a theme", "3 insights", "more than 99 reviews"."""
    if count == 1:
        return f"an {word}" if word.startswith("i") else f"a {word}"

    return counted(count, word) if count <= COUNTED_MAX else f"more than {counted(COUNTED_MAX, word)}"
