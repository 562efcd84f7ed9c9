from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Growth, Insight, Theme, UserSession
from sessions_memory.states import InsightKind, InsightState, Source
from sessions_memory.tests.growth.histories import GARTEN, LAUFEN, SOURDOUGH, START
from sessions_memory.tests.growth.keeping.histories import tell

DESCALE = "How do I descale my coffee machine with vinegar?"


def ask(person: Any, text: str, *days: int) -> None:
    for day in days:
        at = START + timedelta(days=day)
        session = UserSession.objects.create(user=person, source=Source.CLAUDE, session_start=at, session_end=at)
        lifecycle.store_interaction(session, text, "", created_at=at)


def bread(week: int) -> str:
    return " ".join(SOURDOUGH[week % 5] + SOURDOUGH[(week + 1) % 5])


def anew(person: Any) -> None:
    Growth.objects.update(found_at=None)
    assert refresh(person)


def of_kind(person: Any, kind: InsightKind) -> list[Insight]:
    return list(Insight.objects.owned_by(person).filter(kind=kind).order_by("pk"))


@pytest.fixture
def saturdays(ann: Any) -> None:
    """Sourdough on twelve Saturdays; something else on all the other days."""
    for week in range(12):
        ask(ann, bread(week), 7 * week)
        for day in range(1, 5):
            ask(ann, " ".join(GARTEN[(week + day) % 4] + GARTEN[(week + day + 1) % 4]), 7 * week + day)
    assert refresh(ann)


def test_a_theme_that_keeps_to_a_weekday_says_so_and_is_a_pattern(saturdays: None, ann: Any, bob: Any) -> None:
    sourdough = Theme.objects.get(name__icontains="sourdough")
    assert sourdough.found["rhythm"] == [START.weekday(), 12, 12]
    (pattern,) = [one for one in of_kind(ann, InsightKind.PATTERN) if one.rule == "rhythm" and one.theme == sourdough]
    assert pattern.state == InsightState.COUNTS
    assert pattern.found == {"rhythm": [sourdough.pk, START.weekday(), 12, 12]}
    assert [evidence.words for evidence in pattern.evidence.all()][-1] in bread(11)
    assert of_kind(bob, InsightKind.PATTERN) == []


def test_a_second_reading_keeps_each_pattern_s_row(saturdays: None, ann: Any) -> None:
    before = list(Insight.objects.order_by("pk").values()), list(Theme.objects.order_by("pk").values())
    anew(ann)
    assert (list(Insight.objects.order_by("pk").values()), list(Theme.objects.order_by("pk").values())) == before


def test_a_pattern_that_goes_on_stays_the_same_insight(saturdays: None, ann: Any) -> None:
    before = [one.pk for one in of_kind(ann, InsightKind.PATTERN)]
    ask(ann, bread(12), 84)
    anew(ann)
    assert [one.pk for one in of_kind(ann, InsightKind.PATTERN)] == before
    assert [13, 13] in [one.found.get("rhythm", [])[2:] for one in of_kind(ann, InsightKind.PATTERN)]


def test_a_dismissed_pattern_never_returns(saturdays: None, ann: Any) -> None:
    for one in Insight.objects.filter(kind=InsightKind.PATTERN):
        decisions.dismiss(one)
    ask(ann, bread(12), 84)
    anew(ann)
    assert not Insight.objects.shown().filter(kind=InsightKind.PATTERN).exists()


def test_what_is_hidden_is_in_no_pattern(saturdays: None, ann: Any) -> None:
    for theme in Theme.objects.all():
        decisions.hide(theme, is_hidden=True)
    anew(ann)
    assert of_kind(ann, InsightKind.PATTERN) == []
    assert {str(theme.found["goes_along"]) for theme in Theme.objects.all()} == {"[]"}


def test_a_question_asked_again_is_told_once_with_each_time_it_was_asked(ann: Any, bob: Any) -> None:
    ask(ann, DESCALE, 0, 40, 80)
    ask(bob, DESCALE, 1)
    assert refresh(ann) and refresh(bob)
    (again,) = of_kind(ann, InsightKind.ASKED_AGAIN)
    assert again.found == {"asked-again": [3, 3, 3]} and again.state == InsightState.COUNTS
    assert [evidence.words for evidence in again.evidence.all()] == [DESCALE] * 3
    assert of_kind(bob, InsightKind.ASKED_AGAIN) == []

    decisions.dismiss(again)
    ask(ann, DESCALE, 90)
    anew(ann)
    assert [one.state for one in of_kind(ann, InsightKind.ASKED_AGAIN)] == [InsightState.DISMISSED]


def test_then_and_now_quote_places_in_two_questions_and_are_offered(ann: Any) -> None:
    then = "I am afraid that my sourdough starter is dead and I feel stupid about the loaf."
    now = "I finally trust my sourdough starter, and I love how the loaf turns out."
    tell(ann, SOURDOUGH, LAUFEN)
    ask(ann, then, 0)
    ask(ann, now, 60)
    ask(ann, SOURDOUGH[0][1], 61)
    assert refresh(ann)
    (change,) = of_kind(ann, InsightKind.CHANGE)
    assert change.state == InsightState.OFFERED and change.day == (START + timedelta(days=60)).date()
    assert [(one.role, one.words) for one in change.evidence.all()] == [("then", then), ("now", now)]
    assert change.theme and change.theme.found["now"][0] == change.evidence.all()[1].interaction_id

    decisions.dismiss(change)
    anew(ann)
    assert [one.state for one in of_kind(ann, InsightKind.CHANGE)] == [InsightState.DISMISSED]


def test_what_is_filed_leaves_what_was_seen_and_a_day_later_all_is_seen_anew(saturdays: None, ann: Any) -> None:
    ask(ann, bread(12), 84)
    assert refresh(ann)
    sourdough = Theme.objects.get(name__icontains="sourdough")
    assert sourdough.days == 13 and sourdough.found["rhythm"][1] == 12

    Growth.objects.update(found_at=timezone.now() - timedelta(days=2))
    assert refresh(ann)
    sourdough.refresh_from_db()
    assert sourdough.found["rhythm"][1] == 13
