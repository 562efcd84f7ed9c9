"""Takes out of growth what came from interactions that go, or that are never to be recalled: at once, in the same
transaction. What remains is read anew by the worker.

With an interaction go its tiles, its places in themes, the insights and the reviews that rest on it; of a review that
the person rewrote, the lines that repeat it. A theme that held it loses its words, and its name unless the person gave
it; until they are found anew it is shown by that name or not at all. Of an insight that was dismissed its key stays,
so that it does not come back; the key says no word.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from sessions_memory.database.portions import portions
from sessions_memory.growth.keeping import marks
from sessions_memory.growth.keeping.decisions import recount
from sessions_memory.growth.keeping.texts import each_text
from sessions_memory.growth.reviews.repeated import without_repeated
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
from sessions_memory.querysets.growth import InsightQuerySet, ReviewQuerySet
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.states import MadeBy

# The figures of a theme are right at once where so few go; where more do, when the worker has read what remains.
RECOUNTED_AT_ONCE = 200


@dataclass(frozen=True)
class Affected:
    """What goes with some interactions, or is found anew without them: a theme once, when it loses its words."""

    themes: int = 0
    insights: int = 0
    reviews: int = 0

    @property
    def is_something(self) -> bool:
        return bool(self.themes or self.insights or self.reviews)

    def __add__(self, other: "Affected") -> "Affected":
        return Affected(self.themes + other.themes, self.insights + other.insights, self.reviews + other.reviews)


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


def forget(user_id: int, interaction_ids: Iterable[int]) -> Affected:
    """Before their rows go. Ids of other people's are passed over."""
    return _forget(user_id, list(interaction_ids), _forget_what_rests)


def keep_out(user_id: int, interaction_ids: Iterable[int]) -> None:
    """They stay, and are never to be recalled.

    What the person decided or wrote about them stays with them, out of sight: it is there again when that is taken
    back. What was only found is found again.
    """
    _forget(user_id, list(interaction_ids), _forget_what_was_found)


def _forget(user_id: int, ids: Sequence[int], what_rests: Callable[[int, Sequence[int]], Affected]) -> Affected:
    affected = Affected()
    if not ids:
        return affected

    # Held first, as by whoever reads: the two never wait for each other.
    marks.changed(user_id)
    was_read = False
    for some in portions(ids):
        was_read |= _unread(user_id, some)
        affected += what_rests(user_id, some) + Affected(themes=_empty_themes(user_id, some))

    if was_read:
        marks.changed(user_id, is_new_start=True)
        Growth.objects.filter(pk=user_id).update(rarities=b"")

    return affected


def forget_everything(user_id: int) -> None:
    """With what the person decided about it: nothing of theirs is left."""
    for model in (Insight, Review, Theme, ReadSession, ActiveDay, HiddenDay, Growth):
        model._default_manager.filter(user=user_id).delete()


def _unread(user_id: int, ids: Sequence[int]) -> bool:
    """Whether any of it was read."""
    own = UserInteraction.objects.owned_by(user_id).filter(pk__in=ids)
    sessions = set(own.values_list("session", flat=True))
    return bool(ReadSession.objects.filter(user=user_id, pk__in=sessions).delete()[0])


def _forget_what_rests(user_id: int, ids: Sequence[int]) -> Affected:
    return Affected(insights=_forget_insights(user_id, ids), reviews=_forget_reviews(user_id, ids))


def _forget_what_was_found(user_id: int, ids: Sequence[int]) -> Affected:
    _insights_on(user_id, ids).undecided().delete()
    _reviews_on(user_id, ids).filter(text="").delete()
    return Affected()


def _insights_on(user_id: int, ids: Sequence[int]) -> InsightQuerySet:
    rows = Evidence.objects.filter(user=user_id, interaction__in=ids)
    return Insight.objects.owned_by(user_id).filter(pk__in=set(rows.values_list("insight", flat=True)))


def _reviews_on(user_id: int, ids: Sequence[int]) -> ReviewQuerySet:
    rows = ReviewRest.objects.filter(user=user_id, interaction__in=ids)
    return Review.objects.owned_by(user_id).filter(pk__in=set(rows.values_list("review", flat=True)))


def _forget_insights(user_id: int, ids: Sequence[int]) -> int:
    insights = _insights_on(user_id, ids)
    dismissed, others = insights.dismissed(), insights.shown()
    count = others.count()
    Evidence.objects.filter(insight__in=list(dismissed.values_list("pk", flat=True))).delete()
    dismissed.update(words="", found={}, rule="", theme=None, day=timezone.localdate())
    others.delete()
    return count


def _forget_reviews(user_id: int, ids: Sequence[int]) -> int:
    """Of a text of the person's own the lines go that repeat what is deleted: the rest is their work, and no copy."""
    reviews = _reviews_on(user_id, ids)
    count = reviews.count()
    for review in reviews.edited():
        rests = UserInteraction.objects.filter(in_reviews__review=review)
        said, others = rests.filter(pk__in=ids), rests.exclude(pk__in=ids)
        review.keep_text(without_repeated(review.text, each_text(said), others=each_text(others)))

    reviews.filter(text="").delete()
    return count


def _empty_themes(user_id: int, ids: Sequence[int]) -> int:
    """How many lost their words."""
    members = ThemeMember.objects.owned_by(user_id).filter(interaction__in=ids)
    touched = set(members.values_list("theme", flat=True))
    themes = Theme.objects.owned_by(user_id).filter(Q(pk__in=touched) | Q(parts__in=touched)).distinct()

    had_words = dict(themes.values_list("pk", "words"))
    held = Theme.objects.filter(pk__in=list(had_words))
    held.update(words=[], name_terms=[], likeness=b"", found={}, rule_name="", is_name_asked=False)
    held.exclude(name_by=MadeBy.PERSON).update(name="", name_by=MadeBy.QUESTION)
    members.delete()

    # Without a name and a question there is nothing left that a decision could be about: parts first.
    bare = held.filter(name="", members=None, parts=None)
    bare.filter(merged_into__isnull=False).delete()
    bare.delete()
    if len(ids) <= RECOUNTED_AT_ONCE:
        for theme in held.select_related("user"):
            recount(theme)

    return sum(map(bool, had_words.values()))
