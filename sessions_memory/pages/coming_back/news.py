"""What is new since the last visit, in one line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from sessions_memory.growth.coming_back.visits import COUNTED_MAX, NewSince, visit
from sessions_memory.web import dates
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
        yield _counted(new.themes, _themes), address("sessions_memory:themes")
    if new.insights:
        yield _counted(new.insights, _insights), address("sessions_memory:insights")
    if new.reviews:
        yield _counted(new.reviews, _reviews), address("sessions_memory:reviews")


def _counted(count: int, named: Callable[[int], str]) -> str:
    """ "a theme", "3 insights", "more than 99 reviews"."""
    if count <= COUNTED_MAX:
        return named(count)

    return gettext("more than {so_many}").format(so_many=named(COUNTED_MAX))


def _themes(count: int) -> str:
    return ngettext("a theme", "{count} themes", count).format(count=count)


def _insights(count: int) -> str:
    return ngettext("an insight", "{count} insights", count).format(count=count)


def _reviews(count: int) -> str:
    return ngettext("a review", "{count} reviews", count).format(count=count)
