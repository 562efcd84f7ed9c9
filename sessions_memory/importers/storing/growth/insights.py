"""Insights of a backup, with the state that the person gave them. Each rests on a place in a question that is here.

One that was dismissed comes along even without: it is to be known again by its key, and not to be offered.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.functions import Length

from sessions_memory.database.portions import portions
from sessions_memory.growth.keeping.keys import key_of, key_of_change, key_of_pair, key_of_rhythm
from sessions_memory.growth.portable import renamed, themes_in
from sessions_memory.importers.mapping.times import within_reach
from sessions_memory.importers.storing.known_names import ids_of, interactions_named
from sessions_memory.models import Evidence, ImportJob, Insight, Theme, UserInteraction
from sessions_memory.receipts.portable import Name
from sessions_memory.states import InsightKind, InsightState

AS_KEPT = ("source_id", "kind", "state", "found_by", "rule", "rule_version", "words")
TOLD_BY_A_SENTENCE = (InsightKind.MILESTONE, InsightKind.BREAKTHROUGH, InsightKind.ASKED_AGAIN)
SENTENCES_OF_A_CHANGE = 2

Kept = dict[str, Any]
Themes = Mapping[str, int]


def restore(job: ImportJob, claims: Sequence[Kept]) -> None:
    user = job.user
    here = ids_of(Insight.objects.owned_by(user), {kept["source_id"] for kept in claims})
    new = [kept for kept in claims if kept["source_id"] not in here]
    known = interactions_named(user, [tuple(one["interaction"] or ()) for kept in new for one in kept["evidence"]])
    lengths = _lengths(list(known.values()))
    themes = ids_of(Theme.objects.owned_by(user), {name for kept in new for name in _themes_in(kept)})

    for kept in new:
        evidence = [place for one in kept["evidence"] if (place := _place(user, one, known, lengths))]
        is_pattern = kept["theme"] in themes and bool(renamed(kept["found"], themes))
        if evidence or is_pattern or kept["state"] == InsightState.DISMISSED:
            _restore(user, kept, evidence, themes)


def _themes_in(kept: Kept) -> Iterator[str]:
    yield from themes_in(kept["found"])
    if kept["theme"]:
        yield kept["theme"]


def _lengths(ids: Sequence[int]) -> dict[int, int]:
    rows = UserInteraction.objects.annotate(chars=Length("user_question"))
    return {pk: chars for some in portions(ids) for pk, chars in rows.filter(pk__in=some).values_list("pk", "chars")}


def _place(user: AbstractBaseUser, one: Kept, known: Mapping[Name, int], lengths: Mapping[int, int]) -> Evidence | None:
    """None for what is not in a question that is here."""
    pk = known.get(tuple(one["interaction"] or ()))
    if pk is None or not one["start"] <= one["end"] <= lengths[pk]:
        return None

    return Evidence(user_id=user.pk, interaction_id=pk, role=one["role"], start=one["start"], end=one["end"])


def _restore(user: AbstractBaseUser, kept: Kept, evidence: Sequence[Evidence], themes: Themes) -> None:
    key = _key(kept, evidence)
    same = Insight.objects.owned_by(user).filter(kind=kept["kind"], key=key).first()
    if same and same.decided_at:
        return

    insight = same or Insight(user_id=user.pk)
    for name in AS_KEPT:
        setattr(insight, name, kept[name])

    insight.key = key
    insight.theme_id = themes.get(kept["theme"])
    insight.day = date.fromisoformat(kept["day"])
    insight.found = renamed(kept["found"], themes)
    insight.created_at = within_reach(kept["created_at"]) or insight.created_at
    insight.decided_at = within_reach(kept["decided_at"])
    insight.save()

    insight.evidence.all().delete()
    for number, place in enumerate(evidence):
        place.insight, place.number = insight, number
    Evidence.objects.bulk_create(evidence)


def _key(kept: Kept, evidence: Sequence[Evidence]) -> str:
    """Another vault has another secret: what can be keyed anew is."""
    if pair := kept["found"].get("goes-along"):
        return key_of_pair(pair[:2])
    if rhythm := kept["found"].get("rhythm"):
        return key_of_rhythm(*rhythm[:2])
    if kept["kind"] == InsightKind.CHANGE and len(evidence) == SENTENCES_OF_A_CHANGE:
        return key_of_change(map(_words, evidence))
    if kept["kind"] in TOLD_BY_A_SENTENCE and evidence:
        return key_of(_words(evidence[0]))

    return str(kept["key"])


def _words(place: Evidence) -> str:
    question = UserInteraction.objects.only("user_question").get(pk=place.interaction_id).user_question
    return question[place.start : place.end]
