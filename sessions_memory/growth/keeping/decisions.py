"""What a person decides about their themes and insights: it is done at once, and stands above what is found.

A decision about interactions lies on the whole theme, never on a part of it. Each verb marks growth as changed, so
that the next reading begins from the decision.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext

from sessions_memory.growth.keeping import marks, tallying
from sessions_memory.growth.keeping.counting import counted
from sessions_memory.models import Insight, Theme, ThemeMember, UserInteraction, UserSession
from sessions_memory.querysets.growth import ThemeMemberQuerySet
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.states import InsightState, MemberBy
from sessions_memory.web.zones import zone_of

P = ParamSpec("P")
Decided = TypeVar("Decided", Theme, Insight)
BATCH = 500


class Undecidable(Exception):
    """What can't be done with this theme; says why."""


def _decision(
    verb: Callable[Concatenate[Decided, P], None],
) -> Callable[Concatenate[Decided, P], None]:
    """Whole or not at all, and told to the next reading."""

    @wraps(verb)
    def decide(row: Decided, /, *arguments: P.args, **named: P.kwargs) -> None:
        with transaction.atomic():
            # Held first, as by the reading: the two never wait for each other.
            marks.changed(row.user_id)
            verb(row, *arguments, **named)

    return decide


@_decision
def rename(theme: Theme, name: str) -> None:
    theme.rename(name)


@_decision
def hide(theme: Theme, *, is_hidden: bool) -> None:
    theme.hide(is_hidden=is_hidden)


@_decision
def pin(theme: Theme, *, is_pinned: bool) -> None:
    theme.pin(is_pinned=is_pinned)


@_decision
def merge(theme: Theme, into: Theme) -> None:
    """`theme` and its parts become parts of `into`. Raises Undecidable where one of them is none of its own."""
    if theme.pk == into.pk or theme.user_id != into.user_id:
        raise Undecidable(gettext("Choose another theme to merge this one into."))
    if theme.merged_into_id or into.merged_into_id:
        raise Undecidable(gettext("This theme is already part of another one."))

    theme.parts.update(merged_into=into)
    theme.merged_into = into
    theme.save(update_fields=["merged_into"])
    recount(into)
    marks.changed(theme.user_id, is_new_start=True)


@_decision
def unmerge(theme: Theme) -> None:
    """It stands for itself again; nothing, if it does already."""
    whole, theme.merged_into = theme.merged_into, None
    if whole:
        theme.save(update_fields=["merged_into"])
        recount(whole)
        recount(theme)
        marks.changed(theme.user_id, is_new_start=True)


@_decision
def put_in(theme: Theme, what: UserSession | UserInteraction) -> None:
    """All of a session, or one interaction; it leaves the themes that it was in."""
    held = _members_of(what).holding()
    holders = Theme.objects.owned_by(theme.user_id).filter(pk__in=held.values("theme")).select_related("merged_into")
    touched = {holder.merged_into or holder for holder in holders} | {theme}

    held.delete()
    file(theme, _readable(what).values_list("pk", flat=True), MemberBy.PUT_IN)
    for one in touched:
        recount(one)

    # Their words are found anew as well.
    marks.changed(theme.user_id, is_new_start=True)


@_decision
def take_out(theme: Theme, what: UserSession | UserInteraction) -> None:
    """Of a session what is in the theme; it stays out."""
    held = _members_of(what).filter(theme__in=Theme.objects.owned_by(theme.user_id).family(theme.pk))
    ids = set(held.values_list("interaction", flat=True))

    held.delete()
    file(theme, ids, MemberBy.TAKEN_OUT)
    recount(theme)
    marks.changed(theme.user_id, is_new_start=True)


@_decision
def confirm(insight: Insight) -> None:
    insight.decide(InsightState.CONFIRMED)


@_decision
def dismiss(insight: Insight) -> None:
    insight.decide(InsightState.DISMISSED)


@_decision
def restore(insight: Insight) -> None:
    """Of a dismissed one: it is asked about again."""
    insight.decide(InsightState.OFFERED)


@_decision
def reword(insight: Insight, words: str) -> None:
    insight.reword(words)


def recount(theme: Theme) -> None:
    """Its figures, of what it and its parts hold now."""
    held = ThemeMember.objects.owned_by(theme.user_id).held_by(theme)
    rows = held.values_list("interaction__created_at", "interaction__session_id", "interaction_id").distinct()
    found = counted(((at, session) for at, session, _ in rows), zone_of(theme.user))

    tallying.take(theme, found)
    theme.save(update_fields=tallying.COUNTED)


def _members_of(what: UserSession | UserInteraction) -> ThemeMemberQuerySet:
    return ThemeMember.objects.owned_by(what.user_id).filter(interaction__in=_readable(what).values("pk"))


def _readable(what: UserSession | UserInteraction) -> InteractionQuerySet:
    """What growth may read of it."""
    rows = UserInteraction.objects.owned_by(what.user_id).growing()
    return rows.in_session(what) if isinstance(what, UserSession) else rows.filter(pk=what.pk)


def file(theme: Theme, ids: Iterable[int], by: MemberBy) -> None:
    """So they are in it, or kept out of it, from now on, whatever they were there before."""
    ThemeMember.objects.bulk_create(
        (ThemeMember(theme=theme, interaction_id=pk, user_id=theme.user_id, by=by) for pk in ids),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["theme", "interaction"],
        update_fields=["by"],
    )
