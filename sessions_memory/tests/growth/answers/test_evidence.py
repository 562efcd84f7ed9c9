"""What growth tells a prompt: the person's own words, to questions about the years alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sessions_memory.growth.answers.evidence import evidence_for
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Evidence, Insight, Theme, UserInteraction
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.growth.histories import GARTEN, ONE_OFFS, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import flat, tell

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CHANGED = "How has my sourdough changed my habits, and how have I changed?"
BEGAN = "When did I start with sourdough?"
REACHED = "What did I finish this year?"


@pytest.fixture
def sourdough(ann: Any) -> Theme:
    tell(ann, SOURDOUGH, GARTEN, ONE_OFFS)
    refresh(ann)
    return Theme.objects.owned_by(ann).largest_first()[0]


def texts(person: Any, question: str, *exclude: int) -> list[str]:
    return [each.memory.text for each in evidence_for(person, question, now=NOW, exclude=frozenset(exclude))]


def insight(person: Any, state: InsightState, day: date) -> Insight:
    said = UserInteraction.objects.owned_by(person).get(user_question="The sourdough loaf finally has an open crumb.")
    made = Insight.objects.create(user=person, kind=InsightKind.MILESTONE, state=state, key=f"{state}{day}", day=day)
    Evidence.objects.create(insight=made, interaction=said, user=person, start=0, end=len(said.user_question))
    return made


def test_a_beginning_is_told_with_the_first_word_on_it(sourdough: Theme, ann: Any, bob: Any) -> None:
    found = evidence_for(ann, BEGAN, now=NOW, exclude=frozenset())
    assert found[0].memory.text == SOURDOUGH[0][0] and found[0].tells.startswith("the first time")
    assert {each.memory.text for each in found} <= flat(SOURDOUGH)
    assert texts(bob, BEGAN) == []


def test_other_questions_and_subjects_get_nothing(sourdough: Theme, ann: Any) -> None:
    assert texts(ann, "Does sourdough need salt?") == []
    assert texts(ann, "When did I start with chess?") == []


def test_what_is_kept_out_of_sight_stays_out(sourdough: Theme, ann: Any) -> None:
    first = UserInteraction.objects.get(user_question=SOURDOUGH[0][0])
    assert SOURDOUGH[0][0] not in texts(ann, BEGAN, first.pk)

    first.keep_from_recall(never_recall=True)
    assert SOURDOUGH[0][0] not in texts(ann, BEGAN)

    decisions.hide(sourdough, is_hidden=True)
    assert texts(ann, BEGAN) == []


def test_a_change_is_told_with_then_and_now(sourdough: Theme, ann: Any) -> None:
    now = UserInteraction.objects.get(user_question=SOURDOUGH[4][1])
    sourdough.found = {"then": None, "now": [now.pk, 0, 7], "phases": [["came_up", "2025-03-01", "2025-04-30"]]}
    sourdough.save()

    found = {each.tells: each.memory.text for each in evidence_for(ann, CHANGED, now=NOW, exclude=frozenset())}
    assert found["a word of now"] == "My loaf"
    assert found["the first time; came up from March 2025 to April 2025"] == SOURDOUGH[0][0]


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (InsightState.CONFIRMED, True),
        (InsightState.COUNTS, True),
        (InsightState.OFFERED, False),
        (InsightState.DISMISSED, False),
    ],
)
def test_what_was_reached_is_what_counts(sourdough: Theme, ann: Any, state: InsightState, *, is_told: bool) -> None:
    Insight.objects.all().delete()
    insight(ann, state, date(2026, 2, 3))
    assert bool(texts(ann, REACHED)) is is_told


def test_what_was_reached_in_a_hidden_theme_stays_out(sourdough: Theme, ann: Any) -> None:
    Insight.objects.all().delete()
    made = insight(ann, InsightState.CONFIRMED, date(2026, 2, 3))
    made.theme = sourdough
    made.save()
    assert texts(ann, REACHED)

    decisions.hide(sourdough, is_hidden=True)
    assert texts(ann, REACHED) == []


def test_a_year_that_is_named_bounds_what_was_reached(sourdough: Theme, ann: Any) -> None:
    Insight.objects.all().delete()
    insight(ann, InsightState.CONFIRMED, date(2024, 2, 3))
    assert texts(ann, REACHED) == []
    assert texts(ann, "What did I finish in 2024?") == ["The sourdough loaf finally has an open crumb."]
