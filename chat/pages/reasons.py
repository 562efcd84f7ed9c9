"""Why something was recalled, in its reader's language: a receipt stores its reasons in English."""

from datetime import date, datetime

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_noop as noop

from sessions_memory.web import dates
from sessions_memory.web.plain_text import in_language

PHASES = (
    noop("came up from {first} to {last}"),
    noop("stayed from {first} to {last}"),
    noop("went quiet from {first} to {last}"),
)
FORMS = (
    noop("mentions {words}"),
    noop("from {span}, which you named"),
    noop("close in meaning"),
    noop("a standing wish of yours"),
    noop("asked {count} times, last on {day}"),
    noop("rather close in meaning"),
    noop("from the same conversation as a match"),
    # Stored by earlier versions.
    noop("says {words}"),
    noop("said next to what matches"),
    noop("always in mind"),
    noop("always in mind in this area"),
    noop("growth: the first time"),
    noop("growth: the first time; {phases}"),
    noop("growth: a word of then"),
    noop("growth: a word of now"),
    noop("growth: a word of the time between"),
    noop("growth: a milestone"),
    noop("growth: a breakthrough"),
    noop("growth: a change"),
)
# How recall calls the time that a question names, where it is no day, month or year.
SPANS = (
    noop("the spring of {year}"),
    noop("the summer of {year}"),
    noop("the autumn of {year}"),
    noop("the winter of {year}"),
    noop("today"),
    noop("yesterday"),
    noop("the day before yesterday"),
    noop("last weekend"),
    noop("last week"),
    noop("this week"),
    noop("about {day}"),
)
AGES = {
    "older": pgettext_lazy("of two memories on one subject", "Older"),
    "newer": pgettext_lazy("of two memories on one subject", "Newer"),
}


def in_words(stored: str) -> str:
    return in_language(stored, FORMS, TELL)


def age_in_words(stored: str) -> str:
    return str(AGES.get(stored, stored))


def _day(stored: str) -> str:
    said = _read(stored, "%d %B %Y")
    return dates.long_day(said) if said else stored


def _month(stored: str) -> str:
    said = _read(stored, "%B %Y")
    return dates.long_month(said) if said else stored


def _read(stored: str, form: str) -> date | None:
    try:
        return datetime.strptime(stored, form).date()
    except ValueError:
        return None


def _span(stored: str) -> str:
    return in_language(_month(_day(stored)), SPANS, TELL)


def _phases(stored: str) -> str:
    return "; ".join(in_language(phase, PHASES, TELL) for phase in stored.split("; "))


def _words(stored: str) -> str:
    """Quoted as the language quotes."""
    mark = gettext("“{words}”")
    return ", ".join(mark.format(words=word.strip("“”")) for word in stored.split(", "))


TELL = {"day": _day, "first": _month, "last": _month, "phases": _phases, "span": _span, "words": _words}
