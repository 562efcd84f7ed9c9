"""What an insight asks, says and rests on, in sentences to the person. Pure."""

import functools
from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy, ngettext

from sessions_memory.growth.rules.languages import languages
from sessions_memory.models import Insight
from sessions_memory.states import FoundBy, InsightKind, InsightState
from sessions_memory.web.sizes import number

ASKED: Mapping[str, object] = {
    InsightKind.MILESTONE: gettext_lazy("Is this a milestone?"),
    InsightKind.BREAKTHROUGH: gettext_lazy("Did you see something in a new way here?"),
    InsightKind.CHANGE: gettext_lazy("Has this changed?"),
    InsightKind.PATTERN: gettext_lazy("Is there something in this?"),
    InsightKind.ASKED_AGAIN: gettext_lazy("Is this still on your mind?"),
}
FOUND: Mapping[str, object] = {
    InsightKind.MILESTONE: gettext_lazy("A sentence in which you say that you reached or began something."),
    InsightKind.BREAKTHROUGH: gettext_lazy("A sentence in which you say that you see something in a new way."),
    InsightKind.CHANGE: gettext_lazy(
        "Two sentences of yours, one early and one late, that share this theme’s words and say how you see it."
    ),
    InsightKind.PATTERN: gettext_lazy(
        "These days fall together more often than they would by chance, given how much you write on each day."
    ),
    InsightKind.ASKED_AGAIN: gettext_lazy("Nearly the same question, in several sessions on different days."),
}
COUNTS = gettext_lazy("What is found like this was right so often that it counts until you dismiss it.")
BY_MODEL = gettext_lazy("The model proposed it. Each quotation was found in what you wrote, letter for letter.")
TIMES = (
    gettext_lazy("once"),
    gettext_lazy("twice"),
    gettext_lazy("three times"),
    gettext_lazy("four times"),
    gettext_lazy("five times"),
    gettext_lazy("six times"),
    gettext_lazy("seven times"),
    gettext_lazy("eight times"),
    gettext_lazy("nine times"),
    gettext_lazy("ten times"),
    gettext_lazy("eleven times"),
    gettext_lazy("twelve times"),
)
# Monday first.
EACH_WEEK = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)


def how_it_was_found(insight: Insight) -> str:
    if insight.found_by == FoundBy.MODEL:
        return str(BY_MODEL)

    how = _how_of_rules().get(insight.rule)
    how = gettext(how) if how else str(FOUND[insight.kind])
    return f"{how} {COUNTS}" if insight.state == InsightState.COUNTS else how


def asked_again(times: int, since: str) -> str:
    """ "You asked this four times since March 2026."."""
    spoken = str(TIMES[times - 1]) if times <= len(TIMES) else gettext("{count} times").format(count=times)
    return gettext("You asked this {times} since {month}.").format(times=spoken, month=since)


def rhythm(weekday: int, days: int, of_days: int) -> str:
    said = ngettext(
        "Mostly on {weekdays}: on {days} of its {count} day.",
        "Mostly on {weekdays}: on {days} of its {count} days.",
        of_days,
    )
    return said.format(weekdays=EACH_WEEK[weekday], days=days, count=number(of_days))


def keeps_to_a_weekday(name: str, weekday: int, days: int, of_days: int) -> str:
    said = ngettext(
        "“{theme}” comes up mostly on {weekdays}: on {days} of its {count} day.",
        "“{theme}” comes up mostly on {weekdays}: on {days} of its {count} days.",
        of_days,
    )
    return said.format(theme=name, weekdays=EACH_WEEK[weekday], days=days, count=number(of_days))


def goes_along(one: str, other: str, days: int, weekday: int | None) -> str:
    said = ngettext(
        "“{one}” and “{other}” come up on the same {count} day.",
        "“{one}” and “{other}” come up on the same {count} days.",
        days,
    )
    if weekday is None:
        return said.format(one=one, other=other, count=number(days))

    said = ngettext(
        "“{one}” and “{other}” come up on the same {count} day, mostly {weekdays}.",
        "“{one}” and “{other}” come up on the same {count} days, mostly {weekdays}.",
        days,
    )
    return said.format(one=one, other=other, count=number(days), weekdays=EACH_WEEK[weekday])


def on_the_same_days(days: int, weekday: int | None) -> str:
    """ "on the same 9 days, mostly Sundays"."""
    if weekday is None:
        return ngettext("on the same {count} day", "on the same {count} days", days).format(count=number(days))

    said = ngettext("on the same {count} day, mostly {weekdays}", "on the same {count} days, mostly {weekdays}", days)
    return said.format(count=number(days), weekdays=EACH_WEEK[weekday])


@functools.cache
def _how_of_rules() -> dict[str, str]:
    return {rule.name: rule.how for language in languages().values() for rule in language.sources}
