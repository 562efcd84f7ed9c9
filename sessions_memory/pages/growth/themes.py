"""A person's themes as a list shows them: name, own words, twelve months, and how much there is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sessions_memory.models import Theme
from sessions_memory.pages.growth.drawings.months import SmallBars, small_bars
from sessions_memory.web.dates import day
from sessions_memory.web.sizes import questions
from sessions_memory.web.urls import address

THEMES_SHOWN = 6
WORDS_SHOWN = 3
# In place of a name that went with the words it was made of.
NAMELESS = gettext_lazy("A theme whose name is being found anew")


@dataclass(frozen=True)
class ThemeRow:
    """`words`: its own, in one line. `when`: the days of its first and last question."""

    id: int
    url: str
    name: str
    words: str
    when: str
    count: int
    count_in_words: str
    months: SmallBars
    is_pinned: bool


def first_rows(user: AbstractBaseUser) -> list[ThemeRow]:
    return theme_rows(Theme.objects.owned_by(user).shown().listed().largest_first()[:THEMES_SHOWN])


def theme_rows(themes: Iterable[Theme]) -> list[ThemeRow]:
    return [_row(theme) for theme in themes]


def own_words(theme: Theme, most: int) -> list[str]:
    """The most telling first."""
    return [str(text) for _, text, _ in theme.words[:most]]


def name_of(theme: Theme) -> str:
    return theme.name or str(NAMELESS)


def _row(theme: Theme) -> ThemeRow:
    return ThemeRow(
        id=theme.pk,
        url=address("sessions_memory:theme", theme.pk),
        name=name_of(theme),
        words=", ".join(own_words(theme, WORDS_SHOWN)),
        when=_when(theme),
        count=theme.interactions,
        count_in_words=questions(theme.interactions),
        months=small_bars(theme.months, timezone.localdate()),
        is_pinned=theme.is_pinned,
    )


def _when(theme: Theme) -> str:
    if not (theme.first_at and theme.last_at):
        return ""

    first, last = timezone.localtime(theme.first_at), timezone.localtime(theme.last_at)
    if first.date() == last.date():
        return day(first)

    return gettext("{first} to {last}").format(first=day(first), last=day(last))
