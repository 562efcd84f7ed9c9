"""Themes of a backup: each is the one here that draws the same interactions, or a new one.

The person's decisions come along: its name, its place in the list, what it is part of, what was put in or taken out.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.portions import portions
from sessions_memory.growth.identity import carried
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.names import terms_of
from sessions_memory.importers.mapping.times import within_reach
from sessions_memory.importers.storing.known_names import ids_of, interactions_named
from sessions_memory.models import Claim, ImportJob, Theme, ThemeMember, UserInteraction
from sessions_memory.states import ClaimKind, MadeBy, MemberBy

AS_KEPT = ("source_id", "name", "name_by", "is_pinned", "is_hidden")
MEMBERS = {"found_in": MemberBy.FOUND, "put_in": MemberBy.PUT_IN, "taken_out": MemberBy.TAKEN_OUT}

Kept = dict[str, Any]
Members = dict[MemberBy, list[int]]


def restore(job: ImportJob, claims: Sequence[Kept]) -> None:
    all_claims = [*_wholes_of(job, claims), *claims]
    here = set(ids_of(Theme.objects.owned_by(job.user), {kept["source_id"] for kept in all_claims}))
    for kept in all_claims:
        if kept["source_id"] not in here:
            here.add(kept["source_id"])
            _restore(job.user, kept)


def _wholes_of(job: ImportJob, claims: Sequence[Kept]) -> list[Kept]:
    """What these are part of may come later in the file, and has to be here first."""
    names = {kept["merged_into"] for kept in claims if kept["merged_into"]}
    return list(job.claims.of_kind(ClaimKind.THEME).filter(name__in=names).values_list("kept", flat=True))


def _restore(user: AbstractBaseUser, kept: Kept) -> None:
    members = _members(user, kept)
    theme = _same_here(user, members[MemberBy.FOUND]) or Theme(user_id=user.pk)
    _take(theme, kept)
    _put(theme, members)

    if whole := Theme.objects.owned_by(user).filter(source_id=kept["merged_into"]).first():
        # A file that goes round in a circle is not followed.
        with suppress(decisions.Undecidable):
            decisions.merge(theme, whole)


def _members(user: AbstractBaseUser, kept: Kept) -> Members:
    """Of what growth may read now."""
    named = {by: [tuple(name) for name in kept[field]] for field, by in MEMBERS.items()}
    known = interactions_named(user, [name for names in named.values() for name in names])
    growing = _growing(user, list(known.values()))
    return {by: [known[name] for name in names if known.get(name) in growing] for by, names in named.items()}


def _growing(user: AbstractBaseUser, ids: Sequence[int]) -> set[int]:
    rows = UserInteraction.objects.owned_by(user).growing()
    return {pk for some in portions(ids) for pk in rows.filter(pk__in=some).values_list("pk", flat=True)}


def _same_here(user: AbstractBaseUser, interactions: Collection[int]) -> Theme | None:
    """The theme that shares most with it, unless it was decided here, or is what another claim knows it as."""
    claimed = Claim.objects.owned_by(user).of_kind(ClaimKind.THEME).values_list("name", flat=True)
    shared = _shared(user, interactions)
    themes = (
        Theme.objects.owned_by(user).filter(pk__in=shared, merged_into=None, parts=None).exclude(source_id__in=claimed)
    )
    free = {theme.pk: theme for theme in themes if not theme.is_decided}
    held = _held(free)

    (found,) = carried([list(interactions)], {pk: held[pk] for pk in free})
    return free[found] if found else None


def _shared(user: AbstractBaseUser, interactions: Collection[int]) -> set[int]:
    members = ThemeMember.objects.owned_by(user).holding()
    shared: set[int] = set()
    for some in portions(list(interactions)):
        shared.update(members.filter(interaction__in=some).values_list("theme", flat=True))

    return shared


def _held(themes: Collection[int]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = defaultdict(list)
    for theme, interaction in (
        ThemeMember.objects.filter(theme__in=themes).holding().values_list("theme", "interaction")
    ):
        held[theme].append(interaction)

    return held


def _take(theme: Theme, kept: Kept) -> None:
    for name in AS_KEPT:
        setattr(theme, name, kept[name])

    # Whether a model may name it is for this vault's switch to say.
    theme.name_by = MadeBy.PERSON if theme.is_renamed else MadeBy.QUESTION
    theme.rule_name, theme.is_name_asked = "", False
    theme.created_at = within_reach(kept["created_at"]) or theme.created_at
    theme.name_terms = list(terms_of(theme.name))
    theme.save()


def _put(theme: Theme, members: Members) -> None:
    """What is found in another theme here stays there; what the person put in comes, unless they put it there."""
    held = _holding(theme.user_id, members[MemberBy.FOUND] + members[MemberBy.PUT_IN])
    found = [pk for pk in members[MemberBy.FOUND] if pk not in held]
    put_in = [pk for pk in members[MemberBy.PUT_IN] if held.get(pk) != MemberBy.PUT_IN]

    for some in portions(put_in):
        ThemeMember.objects.owned_by(theme.user_id).holding().filter(interaction__in=some).delete()

    decisions.file(theme, found, MemberBy.FOUND)
    decisions.file(theme, put_in, MemberBy.PUT_IN)
    decisions.file(theme, members[MemberBy.TAKEN_OUT], MemberBy.TAKEN_OUT)
    decisions.recount(theme)


def _holding(user_id: int, ids: Sequence[int]) -> dict[int, str]:
    """How those that are in a theme came to be there."""
    members = ThemeMember.objects.owned_by(user_id).holding()
    rows = (members.filter(interaction__in=some).values_list("interaction", "by") for some in portions(ids))
    return {pk: by for some in rows for pk, by in some}
