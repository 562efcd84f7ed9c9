from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from sessions_memory import lifecycle, never_recalling
from sessions_memory.deletion import jobs
from sessions_memory.deletion.forgetting import drop_turns, forget_interactions
from sessions_memory.growth.keeping import decisions
from sessions_memory.growth.keeping.forgetting import affected_by
from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import (
    Deletion,
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
    UserSession,
)
from sessions_memory.recall.language.words import term_of
from sessions_memory.states import InsightKind, InsightState, ReviewSpan, Scope
from sessions_memory.tests.growth.histories import GARTEN, SOURDOUGH
from sessions_memory.tests.growth.keeping.histories import tell

WORD = "quittengelee"
# The word leads: it is in each of them.
JELLY = [
    [f"Mein {WORD} geliert nicht, fehlt Pektin?", f"Wie viel Gelierzucker braucht {WORD}?"],
    [f"Das {WORD} mit Gelierzucker ist zu dunkel.", f"Kann {WORD} mit Pektin einfrieren?"],
    [f"Wie lange hält {WORD} mit wenig Gelierzucker?", f"Schmeckt {WORD} mit Pektin und Vanille?"],
]
DAY = date(2025, 3, 2)


@pytest.fixture
def told(ann: Any, bob: Any) -> list[UserSession]:
    """The jelly's sessions, read; an insight, a review, and bob's garden beside them."""
    sessions = [each for each in tell(ann, JELLY, GARTEN, SOURDOUGH) if WORD in str(each.interactions.all().values())]
    tell(bob, GARTEN)
    assert refresh(ann) and refresh(bob)
    assert WORD in jelly().name.lower()

    row = sessions[0].interactions.oldest_first()[0]
    insight_on(row, InsightState.CONFIRMED)
    review = Review.objects.create(user=ann, span=ReviewSpan.WEEK, first_day=DAY, last_day=DAY, text=f"About {WORD}")
    ReviewRest.objects.create(review=review, interaction=row, user=ann)
    return sessions


def insight_on(row: UserInteraction, state: InsightState, **fields: Any) -> Insight:
    insight = Insight.objects.create(
        user=row.user, kind=InsightKind.MILESTONE, state=state, key=f"{state}", day=DAY, words=WORD, **fields
    )
    Evidence.objects.create(insight=insight, interaction=row, user=row.user)
    return insight


def jelly() -> Theme:
    return next(theme for theme in Theme.objects.all() if WORD in str(theme.words).lower())


def ids_of(sessions: list[UserSession]) -> list[int]:
    return [row.pk for session in sessions for row in session.interactions.all()]


def traces() -> list[str]:
    """The columns in which the word is, or its number in any language, as text or as bytes."""
    numbers = {term_of(WORD, language) for language in ("de", "en", "")}
    sought = [spelled for number in numbers for spelled in (str(number).encode(), number.to_bytes(8, "little"))]
    return [
        name
        for name, content in contents()
        if WORD.encode() in content.lower() or any(each in content for each in sought)
    ]


def contents() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", in_bytes(value)) for name, value in zip(names, row, strict=True))


def in_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def by_deletion_of_each(sessions: list[UserSession]) -> None:
    for row in UserInteraction.objects.filter(pk__in=ids_of(sessions)):
        lifecycle.delete_interaction(row)


def by_forgetting_together(sessions: list[UserSession]) -> None:
    forget_interactions(sessions[0].user_id, ids_of(sessions))


def by_deletion_of_sessions(sessions: list[UserSession]) -> None:
    for session in sessions:
        lifecycle.delete_session(session)


def by_dropped_turns(sessions: list[UserSession]) -> None:
    drop_turns(sessions[0].user_id, ids_of(sessions), retitled=[])
    UserSession.objects.filter(pk__in=[session.pk for session in sessions]).delete()


def by_scope(scope: Scope, **fields: Any) -> Callable[[list[UserSession]], None]:
    def delete(sessions: list[UserSession]) -> None:
        jobs.begin(Deletion(user=sessions[0].user, scope=scope, **fields))
        jobs.work_on_all()

    return delete


WAYS = [
    by_deletion_of_each,
    by_forgetting_together,
    by_deletion_of_sessions,
    by_dropped_turns,
    by_scope(Scope.SOURCE, source="claude"),
    by_scope(Scope.ALL),
    by_scope(Scope.ACCOUNT),
]


@pytest.mark.parametrize("delete", WAYS)
def test_no_deleted_word_and_no_number_of_one_is_left_in_any_row(
    told: list[UserSession], delete: Callable[[list[UserSession]], None]
) -> None:
    assert {"themes.name", "themes.words", "themes.likeness", "growth.rarities", "growth_sessions.tiles"} <= set(
        traces()
    )
    delete(told)
    assert traces() == []


def test_what_rests_on_a_deleted_interaction_goes_and_the_other_person_s_stays(
    told: list[UserSession], ann: Any, bob: Any
) -> None:
    insight_on(UserInteraction.objects.owned_by(bob)[0], InsightState.CONFIRMED)
    by_forgetting_together(told[:1])
    assert [insight.user_id for insight in Insight.objects.filter(kind=InsightKind.MILESTONE)] == [bob.pk]
    assert not Review.objects.filter(text__contains=WORD).exists()
    assert Theme.objects.owned_by(bob).get().name == "Tomaten"
    assert Growth.objects.get(user=bob).changed_at is None


def test_a_touched_theme_gets_its_name_back_from_what_remains(told: list[UserSession], ann: Any) -> None:
    theme = jelly()
    by_deletion_of_each(told[:1])
    theme.refresh_from_db()
    assert (theme.name, theme.words, bytes(theme.likeness)) == ("", [], b"")
    assert refresh(ann)
    others = set(Theme.objects.owned_by(ann).exclude(name="").values_list("name", flat=True))
    assert "Tomaten" in others and not Theme.objects.owned_by(ann).filter(name="").exists()


def test_a_name_of_the_person_s_own_stays(told: list[UserSession], ann: Any) -> None:
    decisions.rename(jelly(), "Was ich koche")
    by_deletion_of_each(told[:1])
    assert Theme.objects.get(name="Was ich koche").words == []
    assert refresh(ann)
    assert Theme.objects.get(name="Was ich koche").interactions < 6


def test_a_theme_into_which_a_touched_one_was_merged_loses_its_words(told: list[UserSession], ann: Any) -> None:
    garden = Theme.objects.get(name="Tomaten", user=ann)
    decisions.merge(jelly(), garden)
    by_deletion_of_each(told[:1])
    garden.refresh_from_db()
    assert garden.words == [] and garden.name == ""


def test_of_a_dismissed_insight_only_its_key_stays(told: list[UserSession], ann: Any) -> None:
    row = told[0].interactions.oldest_first()[0]
    insight_on(row, InsightState.DISMISSED, theme=jelly(), found={"days": 3}, rule="passed")
    lifecycle.delete_interaction(row)
    left = Insight.objects.get(kind=InsightKind.MILESTONE)
    assert (left.key, left.state) == ("dismissed", InsightState.DISMISSED)
    assert (left.words, left.found, left.rule, left.theme, left.evidence.count()) == ("", {}, "", None, 0)


def test_what_is_never_recalled_leaves_growth_at_once_and_comes_back(told: list[UserSession], ann: Any) -> None:
    for session in told:
        never_recalling.keep_sessions_from_recall(session.user, [session.pk], never_recall=True)
    assert not [name for name in traces() if name.startswith(("themes", "growth"))]
    assert not ThemeMember.objects.filter(interaction__session__in=told).exists()
    assert refresh(ann)
    assert not ReadSession.objects.filter(session__in=told).exists()

    for session in told:
        never_recalling.keep_sessions_from_recall(session.user, [session.pk], never_recall=False)
    assert refresh(ann)
    assert WORD in jelly().name.lower()


def test_one_interaction_that_is_never_recalled_leaves_growth(told: list[UserSession], ann: Any) -> None:
    for row in UserInteraction.objects.filter(session__in=told):
        never_recalling.keep_interaction_from_recall(row, never_recall=True)
    assert not [name for name in traces() if name.startswith(("themes", "growth"))]


def test_decided_about_what_is_never_recalled_is_out_of_sight_until_it_may_be(told: list[UserSession]) -> None:
    """And what the person wrote into a review is theirs; what was only found goes, and is found again."""
    row = told[0].interactions.oldest_first()[0]
    dismissed = insight_on(row, InsightState.DISMISSED)
    insight_on(row, InsightState.OFFERED)
    of_a_model = Review.objects.create(user=row.user, span=ReviewSpan.MONTH, first_day=DAY, last_day=DAY)
    ReviewRest.objects.create(review=of_a_model, interaction=row, user=row.user)
    own = Insight.objects.owned_by(row.user).filter(evidence__interaction=row)

    never_recalling.keep_interaction_from_recall(row, never_recall=True)
    assert set(own.values_list("state", flat=True)) == {"confirmed", "dismissed"} and not own.in_sight()
    assert list(Review.objects.filter(rests_on__interaction=row).values_list("text", flat=True)) == [f"About {WORD}"]

    row.refresh_from_db()
    never_recalling.keep_interaction_from_recall(row, never_recall=False)
    assert own.in_sight().count() == 2 and dismissed in own.in_sight().dismissed()


def test_everything_takes_decisions_and_hidden_days_along(told: list[UserSession], ann: Any, bob: Any) -> None:
    HiddenDay.objects.create(user=ann, day=DAY)
    decisions.rename(jelly(), "Was ich koche")
    by_scope(Scope.ALL)(told)
    for model in (Theme, Insight, Review, HiddenDay, Growth):
        assert not model._default_manager.filter(user=ann).exists()
    assert Theme.objects.owned_by(bob).exists()


def test_what_would_go_is_counted_before(told: list[UserSession], ann: Any, bob: Any) -> None:
    own = UserInteraction.objects.owned_by(ann)
    found = affected_by(ann.pk, own.filter(session=told[0]))
    rests = ReviewRest.objects.filter(interaction__session=told[0])
    assert (found.themes, found.reviews) == (1, rests.values("review").distinct().count())
    assert found.insights == Insight.objects.filter(evidence__interaction__session=told[0]).distinct().count() >= 1
    assert affected_by(ann.pk, own).themes == Theme.objects.owned_by(ann).count()
    assert affected_by(bob.pk, own).themes == 0


def test_a_theme_s_figures_are_right_at_once(told: list[UserSession]) -> None:
    before = jelly()
    lifecycle.delete_session(told[0])
    after = Theme.objects.get(pk=before.pk)
    assert (after.interactions, after.sessions) == (before.interactions - 2, before.sessions - 1)
    assert sum(after.months.values()) == after.interactions


@pytest.mark.parametrize(("name", "is_left"), [("", False), ("Mine", True)])
def test_a_decided_theme_without_a_question_stays_by_a_name_of_one_s_own(
    told: list[UserSession], name: str, is_left: bool
) -> None:
    theme = jelly()
    decisions.hide(theme, is_hidden=True)
    if name:
        decisions.rename(theme, name)
    forget_interactions(theme.user_id, list(theme.members.values_list("interaction", flat=True)))
    assert Theme.objects.filter(pk=theme.pk).exists() == is_left
