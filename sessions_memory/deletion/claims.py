"""What a backup claims of growth and nobody has restored: it goes with the interactions that it names."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sessions_memory.models import Claim, UserInteraction

CLAIMS_AT_ONCE = 100
LISTS_OF_NAMES = ("found_in", "put_in", "taken_out", "rests_on", "interactions")

Name = tuple[str, ...]


def forget_claims(user_id: int, interaction_ids: Collection[int]) -> None:
    """Before their rows go. A claim may quote in its own words: it goes whole, and comes back with its file."""
    claims = Claim.objects.owned_by(user_id)
    if not claims.exists():
        return

    rows = UserInteraction.objects.owned_by(user_id).filter(pk__in=interaction_ids)
    names = set(rows.values_list("session__source", "session__source_id", "source_id"))
    kept = claims.values_list("pk", "kept").iterator(CLAIMS_AT_ONCE)
    claims.filter(pk__in=[pk for pk, fields in kept if not names.isdisjoint(_named_in(fields))]).delete()


def _named_in(fields: Mapping[str, Any]) -> Iterator[Name]:
    for key in LISTS_OF_NAMES:
        yield from map(tuple, fields.get(key, ()))

    yield from (tuple(one["interaction"] or ()) for one in fields.get("evidence", ()))
    for part in fields.get("parts", ()):
        yield from _named_in(part)
