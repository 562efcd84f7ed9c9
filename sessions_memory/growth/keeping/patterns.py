"""Insights of what is seen over time: what changed, what keeps to a weekday, what goes along, what was asked again.

What was decided about is known again by its key, and a change also by either of its sentences.
"""

from collections.abc import Iterator, Mapping, Sequence

from sessions_memory.growth.keeping import wanted
from sessions_memory.growth.keeping.keys import key_of, key_of_change, key_of_pair, key_of_rhythm
from sessions_memory.growth.keeping.seen_over_time import Seen, ThemeOverTime
from sessions_memory.growth.keeping.texts import questions
from sessions_memory.growth.keeping.wanted import Place, Wanted
from sessions_memory.growth.over_time.values import Pair, Repeated, Rhythm, ThenAndNow
from sessions_memory.growth.rules.incidents import incident_key
from sessions_memory.growth.rules.sentences import sentences
from sessions_memory.models import Evidence
from sessions_memory.states import EvidenceRole, InsightKind, InsightState

KINDS = (InsightKind.CHANGE, InsightKind.PATTERN, InsightKind.ASKED_AGAIN)
CHANGE, RHYTHM, ALONG, AGAIN = "then-and-now", "rhythm", "goes-along", "asked-again"
VERSION = 1
DAYS_QUOTED = 5
ASKED_QUOTED = 12
# Nobody looks through more.
ASKED_MOST = 50
QUOTED_CHARS = 240


def insights_of(
    user_id: int, themes: Mapping[int, ThemeOverTime], seen: Seen, repeated: Sequence[Repeated]
) -> list[Wanted]:
    shown = {pk: one for pk, one in themes.items() if not one.theme.is_hidden}
    found = [
        *_rhythms(shown, seen.rhythms),
        *(_along(shown, pair) for pair in seen.pairs),
        *_asked_again(repeated),
    ]
    keys = set(wanted.decided(user_id, KINDS).values_list("key", flat=True))
    return [*_changes(user_id, shown, seen.changes, keys), *(one for one in found if one.key not in keys)]


def _changes(
    user_id: int, shown: Mapping[int, ThemeOverTime], changes: Mapping[int, ThenAndNow], keys: set[str]
) -> Iterator[Wanted]:
    decided = _decided_sentences(user_id)
    for change in (changes[pk] for pk in shown if pk in changes):
        told = {incident_key(change.then.text), incident_key(change.now.text)}
        key = key_of_change((change.then.text, change.now.text))
        if key not in keys and decided.isdisjoint(told):
            yield _change(change, key)


def _change(change: ThenAndNow, key: str) -> Wanted:
    then, now = change.then, change.now
    evidence = (
        Place(then.interaction_id, then.start, then.end, EvidenceRole.THEN),
        Place(now.interaction_id, now.start, now.end, EvidenceRole.NOW),
    )
    return Wanted(InsightKind.CHANGE, InsightState.OFFERED, CHANGE, VERSION, key, now.day, evidence)


def _decided_sentences(user_id: int) -> set[str]:
    rows = wanted.decided(user_id, [InsightKind.CHANGE])
    places = Evidence.objects.filter(user=user_id, insight__in=rows.values("pk"))
    return {incident_key(words) for words in wanted.words_of(places)}


def _rhythms(shown: Mapping[int, ThemeOverTime], rhythms: Mapping[int, Rhythm]) -> Iterator[Wanted]:
    for pk, rhythm in ((pk, rhythms[pk]) for pk in shown if pk in rhythms):
        one = shown[pk]
        days = sorted(day for day in one.days if day.weekday() == rhythm.weekday)
        key = key_of_rhythm(one.theme.source_id, rhythm.weekday)
        found = {RHYTHM: [pk, rhythm.weekday, rhythm.days, rhythm.of_days]}
        evidence = _quoted([one.first_of[day] for day in days[-DAYS_QUOTED:]])
        yield Wanted(InsightKind.PATTERN, InsightState.COUNTS, RHYTHM, VERSION, key, days[-1], evidence, found)


def _along(shown: Mapping[int, ThemeOverTime], pair: Pair) -> Wanted:
    both = shown[pair.one], shown[pair.other]
    days = sorted(both[0].days.keys() & both[1].days.keys())
    ids = [one.first_of[day] for day in days[-DAYS_QUOTED:] for one in both]
    found = {ALONG: [pair.one, pair.other, pair.days, pair.weekday]}
    evidence = _quoted(list(dict.fromkeys(ids)))
    key = key_of_pair(one.theme.source_id for one in both)
    return Wanted(InsightKind.PATTERN, InsightState.COUNTS, ALONG, VERSION, key, days[-1], evidence, found)


def _asked_again(repeated: Sequence[Repeated]) -> Iterator[Wanted]:
    keys: set[str] = set()
    for one in repeated[:ASKED_MOST]:
        ids = [one.interaction_ids[0], *one.interaction_ids[1:][1 - ASKED_QUOTED :]]
        texts = questions(ids)
        evidence = tuple(_place(pk, texts[pk], EvidenceRole.ASKED) for pk in ids if pk in texts)
        if not evidence:
            continue

        first = evidence[0]
        key = key_of(texts[first.interaction_id][first.start : first.end])
        if key not in keys:
            keys.add(key)
            found = {AGAIN: [len(one.interaction_ids), one.sessions, one.days]}
            kind, state = InsightKind.ASKED_AGAIN, InsightState.COUNTS
            yield Wanted(kind, state, AGAIN, VERSION, key, one.last_day, evidence, found)


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
