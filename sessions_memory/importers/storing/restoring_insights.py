"""Insights of a backup, with the state that the person gave them. Each rests on a place in a question that is here.

One that was dismissed comes along even without: it is to be known again by its key, and not to be offered.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.functions import Length

from sessions_memory.importers.mapping.times import within_reach
from sessions_memory.importers.storing.known_names import interactions_named
from sessions_memory.models import Evidence, Insight, Theme, UserInteraction
from sessions_memory.recall.index.statements import portions
from sessions_memory.receipts.portable import Name
from sessions_memory.states import InsightState

AS_KEPT = ("source_id", "kind", "state", "found_by", "rule", "rule_version", "key", "words")

Kept = dict[str, Any]
Themes = Mapping[str, int]


def restore(user: AbstractBaseUser, claims: Sequence[Kept]) -> None:
    here = set(Insight.objects.owned_by(user).values_list("source_id", flat=True))
    new = [kept for kept in claims if kept["source_id"] not in here]
    known = interactions_named(user, [tuple(one["interaction"] or ()) for kept in new for one in kept["evidence"]])
    lengths = _lengths(list(known.values()))
    themes = dict(Theme.objects.owned_by(user).values_list("source_id", "pk"))

    for kept in new:
        evidence = [place for one in kept["evidence"] if (place := _place(user, one, known, lengths))]
        is_pattern = kept["theme"] in themes and bool(_found(kept, themes))
        if evidence or is_pattern or kept["state"] == InsightState.DISMISSED:
            _restore(user, kept, evidence, themes)


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
    same = Insight.objects.owned_by(user).filter(kind=kept["kind"], key=kept["key"]).first()
    if same and same.decided_at:
        return

    insight = same or Insight(user_id=user.pk)
    for name in AS_KEPT:
        setattr(insight, name, kept[name])

    insight.theme_id = themes.get(kept["theme"])
    insight.day = date.fromisoformat(kept["day"])
    insight.found = _found(kept, themes)
    insight.created_at = within_reach(kept["created_at"]) or insight.created_at
    insight.decided_at = within_reach(kept["decided_at"])
    insight.save()

    insight.evidence.all().delete()
    for number, place in enumerate(evidence):
        place.insight, place.number = insight, number
    Evidence.objects.bulk_create(evidence)


def _found(kept: Kept, themes: Themes) -> Kept:
    """Without what goes along with a theme that is not here."""
    found = dict(kept["found"])
    if goes := found.pop("goes_along", None):
        other, *numbers = goes
        found |= {"goes_along": [themes[other], *numbers]} if other in themes else {}

    return found
