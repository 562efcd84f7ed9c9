from datetime import date, timedelta
from typing import Any

import pytest

from sessions_memory import lifecycle
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.growth.rules.choosing import WEEK_LIMIT
from sessions_memory.models import Evidence, Growth, Insight, ReadSession, Theme, UserInteraction, UserSession
from sessions_memory.states import InsightState, Source
from sessions_memory.tests.growth.histories import SOURDOUGH, START
from sessions_memory.tests.growth.keeping.histories import tell

EXAM = "I finally passed my driving test yesterday. How do I celebrate?"
FLAT = "I moved into my own flat in May."
REALIZED = "I realized that I hate my job. What now?"


@pytest.fixture
def told(ann: Any) -> list[UserSession]:
    sessions = tell(ann, [[EXAM, "What does a licence cost?"], [REALIZED]])
    assert refresh(ann)
    return sessions


def offered(person: Any) -> list[str]:
    rows = Insight.objects.owned_by(person).offered().order_by("day", "pk")
    return [row.evidence.get().words for row in rows]


def test_what_rules_found_is_offered_with_the_place_where_it_stands(
    told: list[UserSession], ann: Any, bob: Any
) -> None:
    assert offered(ann) == ["I finally passed my driving test yesterday.", "I realized that I hate my job."]
    exam = Insight.objects.owned_by(ann).order_by("day")[0]
    assert (exam.kind, exam.rule, exam.day) == ("milestone", "passed", date(2025, 3, 2))
    assert offered(bob) == []


def test_reading_again_changes_no_row(told: list[UserSession], ann: Any) -> None:
    before = list(Insight.objects.order_by("pk").values()), list(Evidence.objects.order_by("pk").values())
    ReadSession.objects.all().delete()
    assert refresh(ann)
    assert (list(Insight.objects.order_by("pk").values()), list(Evidence.objects.order_by("pk").values())) == before


def test_only_what_is_new_is_searched_by_rules(told: list[UserSession], ann: Any) -> None:
    ReadSession.objects.update(told=[])
    tell(ann, [[FLAT]], first=70)
    assert refresh(ann)
    assert offered(ann) == [FLAT]


@pytest.mark.parametrize("copy", [EXAM, "I passed my driving test!"])
def test_a_dismissed_one_never_returns(told: list[UserSession], ann: Any, copy: str) -> None:
    decisions.dismiss(Insight.objects.get(kind="milestone"))
    tell(ann, [[copy]], first=80)
    Insight.objects.filter(kind="milestone").update(rule="another", rule_version=9)
    ReadSession.objects.all().delete()
    assert refresh(ann)
    assert offered(ann) == ["I realized that I hate my job."]


def test_a_dismissed_one_does_not_return_after_its_words_were_deleted(told: list[UserSession], ann: Any) -> None:
    decisions.dismiss(Insight.objects.get(kind="milestone"))
    lifecycle.delete_session(told[0])
    tell(ann, [[EXAM]], first=80)
    assert refresh(ann)
    assert offered(ann) == ["I realized that I hate my job."]


def test_what_one_person_dismissed_is_offered_to_another(told: list[UserSession], ann: Any, bob: Any) -> None:
    decisions.dismiss(Insight.objects.get(kind="milestone"))
    tell(bob, [[EXAM]])
    assert refresh(bob)
    assert offered(bob) == ["I finally passed my driving test yesterday."]


def test_a_confirmed_one_stays_and_its_copy_is_not_offered(told: list[UserSession], ann: Any) -> None:
    insight = Insight.objects.get(kind="milestone")
    decisions.reword(insight, "My licence")
    tell(ann, [[EXAM]], first=80)
    ReadSession.objects.all().delete()
    assert refresh(ann)
    insight.refresh_from_db()
    assert (insight.state, insight.words) == (InsightState.CONFIRMED, "My licence")
    assert Insight.objects.filter(kind="milestone").count() == 1


def test_what_is_found_no_more_goes_unless_it_was_decided(told: list[UserSession], ann: Any) -> None:
    decisions.confirm(Insight.objects.get(kind="breakthrough"))
    ReadSession.objects.update(told=[])
    assert refresh(ann)
    assert [insight.kind for insight in Insight.objects.all()] == ["breakthrough"]


def test_a_week_has_few_and_deciding_brings_no_others(ann: Any) -> None:
    session = UserSession.objects.create(user=ann, source=Source.CLAUDE, session_end=START)
    for number in range(WEEK_LIMIT + 3):
        said = f"I passed my exam number {number} in field{number} of topic{number} today."
        lifecycle.store_interaction(session, said, "", created_at=START + timedelta(minutes=number))
    assert refresh(ann)
    assert len(offered(ann)) == WEEK_LIMIT

    for insight in Insight.objects.all()[:2]:
        decisions.dismiss(insight)
    assert refresh(ann)
    assert len(offered(ann)) == WEEK_LIMIT - 2


def test_an_insight_lies_in_the_theme_of_its_words(ann: Any) -> None:
    subject = [[*SOURDOUGH[0], "I won a prize for my sourdough loaf and its starter!"], *SOURDOUGH[1:]]
    tell(ann, subject)
    assert refresh(ann)
    theme = Theme.objects.get()
    insight = Insight.objects.get(kind="milestone")
    assert insight.theme == theme
    Growth.objects.update(found_at_interactions=0)
    decisions.take_out(theme, UserInteraction.objects.get(evidence_of__insight=insight))
    assert refresh(ann)
    insight.refresh_from_db()
    assert insight.theme is None
