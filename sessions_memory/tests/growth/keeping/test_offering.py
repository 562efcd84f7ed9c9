from typing import Any

from sessions_memory.growth.keeping.offering import Proposed, offer
from sessions_memory.growth.rules.choosing import WEEK_LIMIT
from sessions_memory.models import Growth, Insight, UserInteraction
from sessions_memory.states import InsightKind
from sessions_memory.tests.growth.keeping.histories import tell

# No two alike: each is an incident of its own.
REACHED = [
    "bread",
    "a kite",
    "the fence",
    "my thesis",
    "a song",
    "the roof",
    "a quilt",
    "the boat",
    "a stove",
    "our map",
]


def test_a_week_gets_no_more_than_its_limit_in_one_go(ann: Any, bob: Any) -> None:
    tell(ann, [[f"I finished {thing} all alone." for thing in REACHED]])
    Growth.objects.update_or_create(user=ann, defaults={"asks_model": True, "changed_at": None})
    rows = UserInteraction.objects.owned_by(ann)
    proposed = [Proposed(InsightKind.MILESTONE, row.pk, 0, len(row.user_question), row.user_question) for row in rows]

    assert offer(ann, proposed) == WEEK_LIMIT
    assert Insight.objects.owned_by(ann).offered().count() == WEEK_LIMIT
    assert not Insight.objects.owned_by(bob).exists()
