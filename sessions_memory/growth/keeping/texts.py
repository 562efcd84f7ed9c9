"""Questions of many interactions, a few at a time: one may be as long as a book."""

from collections.abc import Iterator, Sequence

from sessions_memory.models import UserInteraction
from sessions_memory.querysets.interactions import InteractionQuerySet

AT_ONCE = 100
# A name, a telling sentence or a question that comes again stands in so much of it.
CHARS = 4_000


def questions(interaction_ids: Sequence[int]) -> dict[int, str]:
    """The beginning of each that is there."""
    return dict(each_question(interaction_ids))


def each_text(interactions: InteractionQuerySet) -> Iterator[str]:
    """Whole."""
    return interactions.order_by("pk").values_list("user_question", flat=True).iterator(AT_ONCE)


def each_question(interaction_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(interaction_ids), AT_ONCE):
        rows = UserInteraction.objects.filter(pk__in=interaction_ids[start : start + AT_ONCE]).order_by("pk")
        yield from [(pk, text[:CHARS]) for pk, text in rows.values_list("pk", "user_question")]
