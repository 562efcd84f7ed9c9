"""Takes out of growth what came from interactions that go, or that are never to be recalled: at once, in the same
transaction. What remains is read anew by the worker.

With an interaction go its tiles, its places in themes, the insights and the reviews that rest on it. A theme that held
it loses its words, and its name unless the person gave it; until they are found anew it is shown by that name or not
at all. Of an insight that was dismissed its key stays, so that it does not come back; the key says no word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from sessions_memory.database.portions import portions
from sessions_memory.growth.keeping import marks
from sessions_memory.growth.keeping.decisions import recount
from sessions_memory.models import (
    ActiveDay,
    Evidence,
    Growth,
    HiddenDay,
    Insight,
    ReadSession,
    Review,
    ReviewRest,
    Theme,
    ThemeMember,
    UserInteraction,
)
from sessions_memory.querysets import InteractionQuerySet
from sessions_memory.states import InsightState, MadeBy

# The figures of a theme are right at once where so few go; where more do, when the worker has read what remains.
RECOUNTED_AT_ONCE = 200


@dataclass(frozen=True)
class Affected:
    """What would go with some interactions, or be found anew without them."""

    themes: int
    insights: int
    reviews: int

    @property
    def is_something(self) -> bool:
        return bool(self.themes or self.insights or self.reviews)


def affected_by(user_id: int, interactions: InteractionQuerySet) -> Affected:
    rows = interactions.values("pk")
    members = ThemeMember.objects.owned_by(user_id).filter(interaction__in=rows)
    rests = ReviewRest.objects.filter(user=user_id, interaction__in=rows)
    insights = Insight.objects.owned_by(user_id).shown().filter(evidence__interaction__in=rows)
    return Affected(
        themes=members.values("theme").distinct().count(),
        insights=insights.distinct().count(),
        reviews=rests.values("review").distinct().count(),
    )


def affected_by_everything(user_id: int) -> Affected:
    """All there is, whatever it rests on."""
    return Affected(
        themes=Theme.objects.owned_by(user_id).count(),
        insights=Insight.objects.owned_by(user_id).count(),
        reviews=Review.objects.owned_by(user_id).count(),
    )


def forget(user_id: int, interaction_ids: Iterable[int]) -> None:
    """Before their rows go. Ids of other people's are passed over."""
    ids = list(interaction_ids)
    if not ids:
        return

    # Held first, as by whoever reads: the two never wait for each other.
    marks.changed(user_id)
    was_read = [_forget(user_id, some) for some in portions(ids)]
    if any(was_read):
        marks.changed(user_id, is_new_start=True)
        Growth.objects.filter(pk=user_id).update(rarities=b"")


def forget_everything(user_id: int) -> None:
    """With what the person decided about it: nothing of theirs is left."""
    for model in (Insight, Review, Theme, ReadSession, ActiveDay, HiddenDay, Growth):
        model._default_manager.filter(user=user_id).delete()


def _forget(user_id: int, ids: Sequence[int]) -> bool:
    """Whether any of it was read."""
    own = UserInteraction.objects.owned_by(user_id).filter(pk__in=ids)
    sessions = set(own.values_list("session", flat=True))
    read = ReadSession.objects.filter(user=user_id, pk__in=sessions).delete()[0]

    _forget_insights(user_id, ids)
    Review.objects.owned_by(user_id).filter(rests_on__interaction__in=ids).delete()
    _empty_themes(user_id, ids)
    return bool(read)


def _forget_insights(user_id: int, ids: Sequence[int]) -> None:
    rows = Evidence.objects.filter(user=user_id, interaction__in=ids)
    insights = Insight.objects.owned_by(user_id).filter(pk__in=set(rows.values_list("insight", flat=True)))
    dismissed = insights.filter(state=InsightState.DISMISSED)
    Evidence.objects.filter(insight__in=list(dismissed.values_list("pk", flat=True))).delete()
    dismissed.update(words="", found={}, rule="", theme=None, day=timezone.localdate())
    insights.exclude(state=InsightState.DISMISSED).delete()


def _empty_themes(user_id: int, ids: Sequence[int]) -> None:
    members = ThemeMember.objects.owned_by(user_id).filter(interaction__in=ids)
    touched = set(members.values_list("theme", flat=True))
    themes = Theme.objects.owned_by(user_id).filter(Q(pk__in=touched) | Q(parts__in=touched)).distinct()

    held = Theme.objects.filter(pk__in=list(themes.values_list("pk", flat=True)))
    held.update(words=[], name_terms=[], likeness=b"", found={})
    held.exclude(name_by=MadeBy.PERSON).update(name="")
    members.delete()

    # Without a name and a question there is nothing left that a decision could be about: parts first.
    bare = held.filter(name="", members=None, parts=None)
    bare.filter(merged_into__isnull=False).delete()
    bare.delete()
    if len(ids) <= RECOUNTED_AT_ONCE:
        for theme in held.select_related("user"):
            recount(theme)
