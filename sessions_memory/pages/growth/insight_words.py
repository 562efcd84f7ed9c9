"""What an insight asks, says and rests on, in sentences to the person. Pure."""

import functools
from collections.abc import Mapping

from sessions_memory.growth.rules.languages import languages
from sessions_memory.models import Insight
from sessions_memory.states import FoundBy, InsightKind, InsightState
from sessions_memory.web.dates import ENGLISH_WEEKDAYS
from sessions_memory.web.plain_text import counted

ASKED: Mapping[str, str] = {
    InsightKind.MILESTONE: "Is this a milestone?",
    InsightKind.BREAKTHROUGH: "Did you see something in a new way here?",
    InsightKind.CHANGE: "Has this changed?",
    InsightKind.PATTERN: "Is there something in this?",
    InsightKind.ASKED_AGAIN: "Is this still on your mind?",
}
FOUND: Mapping[str, str] = {
    InsightKind.MILESTONE: "A sentence in which you say that you reached or began something.",
    InsightKind.BREAKTHROUGH: "A sentence in which you say that you see something in a new way.",
    InsightKind.CHANGE: "Two sentences of yours, one early and one late, that share this theme’s words and say how "
    "you see it.",
    InsightKind.PATTERN: "These days fall together more often than they would by chance, given how much you write on "
    "each day.",
    InsightKind.ASKED_AGAIN: "Nearly the same question, in several sessions on different days.",
}
COUNTS = "What is found like this was right so often that it counts until you dismiss it."
BY_MODEL = "The model proposed it. Each quotation was found in what you wrote, letter for letter."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TIMES = {1: "once", 2: "twice"}


def how_it_was_found(insight: Insight) -> str:
    if insight.found_by == FoundBy.MODEL:
        return BY_MODEL

    how = _how_of_rules().get(insight.rule) or FOUND[insight.kind]
    return f"{how} {COUNTS}" if insight.state == InsightState.COUNTS else how


def asked_again(times: int, since: str) -> str:
    """ "You asked this four times since March 2026."."""
    spoken = TIMES.get(times) or f"{NUMBERS[times] if times < len(NUMBERS) else times} times"
    return f"You asked this {spoken} since {since}."


def rhythm(weekday: int, days: int, of_days: int) -> str:
    return f"Mostly on {ENGLISH_WEEKDAYS[weekday]}s: on {days} of its {counted(of_days, 'day')}."


def keeps_to_a_weekday(name: str, weekday: int, days: int, of_days: int) -> str:
    return f"“{name}” comes up mostly on {ENGLISH_WEEKDAYS[weekday]}s: on {days} of its {counted(of_days, 'day')}."


def goes_along(one: str, other: str, days: int, weekday: int | None) -> str:
    return f"“{one}” and “{other}” come up {on_the_same_days(days, weekday)}."


def on_the_same_days(days: int, weekday: int | None) -> str:
    """ "on the same 9 days, mostly Sundays"."""
    mostly = "" if weekday is None else f", mostly {ENGLISH_WEEKDAYS[weekday]}s"
    return f"on the same {counted(days, 'day')}{mostly}"


@functools.cache
def _how_of_rules() -> dict[str, str]:
    return {rule.name: rule.how for language in languages().values() for rule in language.sources}
