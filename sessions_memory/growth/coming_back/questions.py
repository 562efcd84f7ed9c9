"""Questions of a day, made from somebody's own themes and titles, in their voice: theirs to send or to leave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_lazy

from sessions_memory.growth.coming_back.gentle import is_painful, speaks_of_harm
from sessions_memory.web.dates import long_month

QUIET = timedelta(days=45)
LONG = timedelta(days=60)
TITLE_LENGTHS = range(4, 81)
# One each, where there are so many titles.
OF_TITLES = (
    gettext_lazy("What did I find out about “{title}”?"),
    gettext_lazy("What is still open about “{title}”?"),
    gettext_lazy("What would I see differently today about “{title}”?"),
)


@dataclass(frozen=True)
class Lately:
    """A theme by its name and the days of its first and last question."""

    theme_id: int
    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class OwnQuestion:
    theme_id: int
    text: str


def question_for(today: date, themes: Sequence[Lately]) -> OwnQuestion | None:
    """Each day of another theme, in turns; the same all day. None without a theme."""
    asked = [one for one in themes if not _is_spared(one.name)]
    if not asked:
        return None

    theme = asked[today.toordinal() % len(asked)]
    return OwnQuestion(theme.theme_id, _asked(theme, today))


def questions_of_titles(today: date, titles: Sequence[str]) -> list[str]:
    """At most three, of titles that lie far apart among these; each day of others, the same all day."""
    asked = [one for one in dict.fromkeys(titles) if len(one) in TITLE_LENGTHS and not _is_spared(one)]
    count = min(len(asked), len(OF_TITLES))
    start = today.toordinal() % len(asked) if asked else 0
    chosen = [asked[(start + number * len(asked) // count) % len(asked)] for number in range(count)]
    return [str(question).format(title=title) for question, title in zip(OF_TITLES, chosen, strict=False)]


def _is_spared(text: str) -> bool:
    return is_painful(text) or speaks_of_harm(text)


def _asked(theme: Lately, today: date) -> str:
    if today - theme.last_day >= QUIET:
        said = gettext("Where do I stand with “{theme}” now? I last wrote about it in {month}.")
        return said.format(theme=theme.name, month=long_month(theme.last_day))
    if theme.last_day - theme.first_day >= LONG:
        said = gettext("How has my thinking about “{theme}” changed since {month}?")
        return said.format(theme=theme.name, month=long_month(theme.first_day))

    return gettext("What have I not thought through yet about “{theme}”?").format(theme=theme.name)
