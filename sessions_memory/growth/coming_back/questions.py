"""One question a day, made from somebody's own themes, in their voice: theirs to send or to leave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sessions_memory.growth.coming_back.gentle import is_painful, speaks_of_harm
from sessions_memory.web.dates import long_month

QUIET = timedelta(days=45)
LONG = timedelta(days=60)


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
    asked = [one for one in themes if not (is_painful(one.name) or speaks_of_harm(one.name))]
    if not asked:
        return None

    theme = asked[today.toordinal() % len(asked)]
    return OwnQuestion(theme.theme_id, _asked(theme, today))


def _asked(theme: Lately, today: date) -> str:
    if today - theme.last_day >= QUIET:
        return f"Where do I stand with “{theme.name}” now? I last wrote about it in {long_month(theme.last_day)}."
    if theme.last_day - theme.first_day >= LONG:
        return f"How has my thinking about “{theme.name}” changed since {long_month(theme.first_day)}?"

    return f"What have I not thought through yet about “{theme.name}”?"
