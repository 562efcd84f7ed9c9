"""Offers what rules found in a person's questions: each incident once, a few a week, and never what was decided.

What is offered follows from all places that rules found and from what the person decided. So a reading of what is new
and one of everything come to the same.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo

from sessions_memory.growth.keeping import wanted
from sessions_memory.growth.keeping.keys import key_of
from sessions_memory.growth.keeping.reading.told_places import Told
from sessions_memory.growth.keeping.wanted import Place, Wanted
from sessions_memory.growth.rules.choosing import Candidate, offered
from sessions_memory.growth.rules.finding import rule_named
from sessions_memory.growth.rules.values import FoundSentence, Kind
from sessions_memory.models import Evidence, ReadSession, UserInteraction
from sessions_memory.states import InsightKind, InsightState

KINDS = (InsightKind.MILESTONE, InsightKind.BREAKTHROUGH)
TEXTS_AT_ONCE = 100


def offers(user_id: int, zone: tzinfo) -> list[Wanted]:
    """What is to be offered now, oldest first."""
    decided = wanted.decided(user_id, KINDS)
    keys = set(decided.values_list("key", flat=True))
    candidates = (one for one in _candidates(user_id, zone) if key_of(one.found.text) not in keys)

    days = list(decided.values_list("day", flat=True))
    return [_wanted(one) for one in offered(candidates, known=_decided_sentences(user_id), there=days)]


def _decided_sentences(user_id: int) -> Iterator[str]:
    rows = Evidence.objects.filter(user=user_id, insight__in=wanted.decided(user_id, KINDS).values("pk"))
    return wanted.words_of(rows.order_by("insight", "number"))


def _candidates(user_id: int, zone: tzinfo) -> Iterator[Candidate]:
    rows = ReadSession.objects.filter(user=user_id).exclude(told=[]).order_by("session")
    places: dict[int, list[Told]] = defaultdict(list)
    for told in (told for each in rows.values_list("told", flat=True).iterator() for told in each):
        places[told[0]].append(told)

    ids = list(places)
    for start in range(0, len(ids), TEXTS_AT_ONCE):
        texts = UserInteraction.objects.owned_by(user_id).filter(pk__in=ids[start : start + TEXTS_AT_ONCE])
        for pk, at, text in texts.values_list("pk", "created_at", "user_question"):
            found = (_found(told, text) for told in places[pk])
            yield from (Candidate(pk, at.astimezone(zone).date(), one) for one in found if one)


def _found(told: Told, question: str) -> FoundSentence | None:
    """None of a rule that is no more."""
    _, start, end, kind, name = told
    rule = rule_named(name)
    if rule is None:
        return None

    return FoundSentence(
        kind=Kind(kind),
        rule=name,
        version=rule.version,
        start=start,
        end=end,
        text=question[start:end],
        how=rule.how,
        confidence=rule.confidence,
        is_proven=rule.is_proven,
    )


def _wanted(one: Candidate) -> Wanted:
    return Wanted(
        kind=InsightKind(one.found.kind),
        state=InsightState.COUNTS if one.found.is_proven else InsightState.OFFERED,
        rule=one.found.rule,
        version=one.found.version,
        key=key_of(one.found.text),
        day=one.day,
        evidence=(Place(one.interaction_id, one.found.start, one.found.end),),
    )
