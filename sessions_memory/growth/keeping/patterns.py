"""Insights of what is seen over time: what keeps to a weekday, and what goes along.

What was decided about is known again by its key.
"""

from collections.abc import Iterator, Mapping, Sequence

from sessions_memory.growth.keeping import wanted
from sessions_memory.growth.keeping.keys import keyed
from sessions_memory.growth.keeping.seen_over_time import Seen, ThemeOverTime
from sessions_memory.growth.keeping.texts import questions
from sessions_memory.growth.keeping.wanted import Place, Wanted
from sessions_memory.growth.over_time.values import Pair, Rhythm
from sessions_memory.growth.rules.sentences import sentences
from sessions_memory.states import EvidenceRole, InsightKind, InsightState

KINDS = (InsightKind.PATTERN,)
RHYTHM, ALONG = "rhythm", "goes-along"
VERSION = 1
DAYS_QUOTED = 5
QUOTED_CHARS = 240


def insights_of(user_id: int, themes: Mapping[int, ThemeOverTime], seen: Seen) -> list[Wanted]:
    shown = {pk: one for pk, one in themes.items() if not one.theme.is_hidden}
    found = [*_rhythms(shown, seen.rhythms), *(_along(shown, pair) for pair in seen.pairs)]
    keys = set(wanted.decided(user_id, KINDS).values_list("key", flat=True))
    return [one for one in found if one.key not in keys]


def _rhythms(shown: Mapping[int, ThemeOverTime], rhythms: Mapping[int, Rhythm]) -> Iterator[Wanted]:
    for pk, rhythm in ((pk, rhythms[pk]) for pk in shown if pk in rhythms):
        one = shown[pk]
        days = sorted(day for day in one.days if day.weekday() == rhythm.weekday)
        key = keyed(f"{RHYTHM} {one.theme.source_id} {rhythm.weekday}")
        found = {RHYTHM: [pk, rhythm.weekday, rhythm.days, rhythm.of_days]}
        evidence = _quoted([one.first_of[day] for day in days[-DAYS_QUOTED:]])
        yield Wanted(InsightKind.PATTERN, InsightState.COUNTS, RHYTHM, VERSION, key, days[-1], evidence, found)


def _along(shown: Mapping[int, ThemeOverTime], pair: Pair) -> Wanted:
    both = shown[pair.one], shown[pair.other]
    days = sorted(both[0].days.keys() & both[1].days.keys())
    names = " ".join(sorted(one.theme.source_id for one in both))
    ids = [one.first_of[day] for day in days[-DAYS_QUOTED:] for one in both]
    found = {ALONG: [pair.one, pair.other, pair.days, pair.weekday]}
    evidence = _quoted(list(dict.fromkeys(ids)))
    key = keyed(f"{ALONG} {names}")
    return Wanted(InsightKind.PATTERN, InsightState.COUNTS, ALONG, VERSION, key, days[-1], evidence, found)


def _quoted(ids: Sequence[int]) -> tuple[Place, ...]:
    texts = questions(ids)
    return tuple(_place(pk, texts[pk], EvidenceRole.SAID) for pk in ids if pk in texts)


def _place(interaction: int, question: str, role: EvidenceRole) -> Place:
    """Of a long one its last question, or else its first sentence."""
    if len(question) <= QUOTED_CHARS:
        return Place(interaction, 0, len(question), role)

    said = list(sentences(question))
    chosen = next((one for one in reversed(said) if one.is_question), said[0] if said else None)
    if chosen is None:
        return Place(interaction, 0, QUOTED_CHARS, role)

    return Place(interaction, chosen.start, min(chosen.end, chosen.start + QUOTED_CHARS), role)
