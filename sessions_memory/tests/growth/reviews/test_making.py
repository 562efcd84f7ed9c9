from datetime import UTC, date, datetime, timedelta

from insightvault.accounts.models import User
from sessions_memory.deletion.forgetting import forget_interactions
from sessions_memory.growth.reviews.making import make_due_reviews, make_on_demand, make_reviews
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.growth.reviews.values import Part, PartKind
from sessions_memory.models import ActiveDay, Growth, Insight, Review, ReviewRest, Theme, ThemeMember, UserSession
from sessions_memory.states import InsightState, MemberBy, ReviewSpan
from sessions_memory.tests.growth.told import insight_of, say, say_often, theme_of

MONDAY = date(2026, 11, 16)
TODAY = MONDAY + timedelta(days=7)


def parts_of(user: User, span: ReviewSpan = ReviewSpan.WEEK, day: date = MONDAY) -> list[Part]:
    review = Review.objects.owned_by(user).of(span, containing(span, day).first).get()
    return [Part.read(stored) for stored in review.parts]


def kinds_of(user: User) -> list[PartKind]:
    return [part.kind for part in parts_of(user)]


def running_week(user: User) -> Theme:
    """An earlier question, and five of one theme in the week."""
    say(user, MONDAY - timedelta(days=200), "How tall is the tower?")
    theme = theme_of(user, "running")
    say_often(user, MONDAY, theme, 5)
    return theme


def test_a_week_that_is_over_is_reviewed_with_what_was_new_and_a_quotation(ann: User) -> None:
    theme = running_week(ann)
    say(ann, MONDAY, "Should I go running at night along the dark river path?", theme)
    assert make_reviews(ann.pk, today=TODAY) == 1
    assert kinds_of(ann) == [PartKind.NEW, PartKind.QUOTE, PartKind.OPEN]
    assert {part.theme for part in parts_of(ann)} == {theme.pk}


def test_what_has_not_ended_has_no_review(ann: User) -> None:
    running_week(ann)
    assert make_reviews(ann.pk, today=TODAY - timedelta(days=1)) == 0


def test_a_week_of_four_interactions_has_none(ann: User) -> None:
    say_often(ann, MONDAY, theme_of(ann, "running"), 4)
    assert make_reviews(ann.pk, today=TODAY) == 0


def test_a_week_without_a_theme_or_an_insight_has_none(ann: User) -> None:
    for number in range(6):
        say(ann, MONDAY, f"How far is planet {number}?")
    assert make_reviews(ann.pk, today=TODAY) == 0


def test_made_twice_nothing_is_written(ann: User) -> None:
    running_week(ann)
    make_reviews(ann.pk, today=TODAY)
    before = list(Review.objects.values()), list(ReviewRest.objects.values())
    assert make_reviews(ann.pk, today=TODAY) == 0
    assert (list(Review.objects.values()), list(ReviewRest.objects.values())) == before


def test_a_review_rests_on_each_interaction_that_it_names(ann: User) -> None:
    running_week(ann)
    make_reviews(ann.pk, today=TODAY)
    named = {pk for part in parts_of(ann) for pk in part.interactions}
    assert set(ReviewRest.objects.values_list("interaction", flat=True)) == named


def test_only_insights_that_count_are_told(ann: User) -> None:
    running_week(ann)
    confirmed = insight_of(say(ann, MONDAY, "I ran ten miles."), "I ran ten miles.")
    for state in (InsightState.OFFERED, InsightState.DISMISSED):
        insight_of(say(ann, MONDAY, f"I was {state} today."), state, state=state)
    make_reviews(ann.pk, today=TODAY)
    assert [part.insight for part in parts_of(ann) if part.kind == PartKind.INSIGHT] == [confirmed.pk]


def test_a_sentence_that_is_an_insight_is_not_quoted_again(ann: User) -> None:
    theme, told = theme_of(ann, "running"), "Running along the river makes me happy."
    insight_of(say(ann, MONDAY, f"Well. {told}"), told)
    for day in range(5):
        say(ann, MONDAY + timedelta(days=day), told, theme)
    other = say(ann, MONDAY, "Running costs little money, as far as shoes go.", theme)
    make_reviews(ann.pk, today=TODAY)
    quoted = [part.interactions for part in parts_of(ann) if part.kind == PartKind.QUOTE]
    assert quoted == [(other.pk,)]


def test_a_decision_makes_the_review_anew(ann: User) -> None:
    running_week(ann)
    insight = insight_of(say(ann, MONDAY, "I ran ten miles."), "I ran ten miles.")
    make_reviews(ann.pk, today=TODAY)
    Insight.objects.update(state=InsightState.DISMISSED)
    assert make_reviews(ann.pk, today=TODAY) == 1
    assert insight.pk not in {part.insight for part in parts_of(ann)}


def test_hidden_themes_and_what_was_taken_out_are_not_told(ann: User) -> None:
    hidden, taken = running_week(ann), theme_of(ann, "knitting")
    say_often(ann, MONDAY, taken, 4)
    hidden.hide(is_hidden=True)
    ThemeMember.objects.filter(theme=taken).update(by=MemberBy.TAKEN_OUT)
    assert make_reviews(ann.pk, today=TODAY) == 0


def test_nothing_that_is_never_recalled_is_told(ann: User) -> None:
    theme = running_week(ann)
    rows = [
        member.interaction for member in theme.members.order_by("interaction").select_related("interaction__session")
    ]
    rows[0].keep_from_recall(never_recall=True)
    UserSession.objects.filter(pk=rows[1].session_id).update(never_recall=True)
    make_reviews(ann.pk, today=TODAY)
    assert {pk for part in parts_of(ann) for pk in part.interactions} == {row.pk for row in rows[2:]}


def test_a_merged_theme_is_told_with_the_one_that_it_is_part_of(ann: User) -> None:
    theme = running_week(ann)
    part = theme_of(ann, "jogging", merged_into=theme)
    row = say(ann, MONDAY, "Is jogging the same?", part)
    make_reviews(ann.pk, today=TODAY)
    assert row.pk in parts_of(ann)[0].interactions


def test_a_deleted_interaction_is_in_no_review_any_more(ann: User) -> None:
    theme = running_week(ann)
    say_often(ann, MONDAY, theme, 1)
    make_reviews(ann.pk, today=TODAY)
    quoted = next(part for part in parts_of(ann) if part.kind == PartKind.QUOTE).interactions[0]
    forget_interactions(ann.pk, [quoted])
    assert not Review.objects.owned_by(ann).exists()
    # The next reading names it anew.
    theme.rename("running")
    make_reviews(ann.pk, today=TODAY)
    assert quoted not in {pk for part in parts_of(ann) for pk in part.interactions}
    assert not ReviewRest.objects.filter(interaction=quoted)


def test_a_week_that_lost_its_interactions_loses_its_review_but_not_what_the_person_wrote(ann: User) -> None:
    running_week(ann)
    say_often(ann, MONDAY - timedelta(days=7), theme_of(ann, "knitting"), 5)
    make_reviews(ann.pk, today=TODAY)
    Review.objects.owned_by(ann).of(ReviewSpan.WEEK, MONDAY).get().reword("A week of running.")
    ActiveDay.objects.filter(user=ann).delete()
    assert make_reviews(ann.pk, today=TODAY) == 2
    assert [(row.text, row.parts) for row in Review.objects.owned_by(ann)] == [("A week of running.", [])]
    assert make_reviews(ann.pk, today=TODAY) == 0


def test_of_an_old_history_years_are_reviewed_and_months_on_demand(ann: User) -> None:
    theme = theme_of(ann, "running")
    say_often(ann, date(2023, 4, 3), theme, 6, every=2)
    assert make_reviews(ann.pk, today=TODAY) == 1
    assert Review.objects.owned_by(ann).get().span == ReviewSpan.YEAR
    assert make_on_demand(ann.pk, containing(ReviewSpan.MONTH, date(2023, 4, 1)))
    assert make_on_demand(ann.pk, containing(ReviewSpan.MONTH, date(2023, 5, 1))) is None
    assert make_reviews(ann.pk, today=TODAY) == 0
    assert Review.objects.owned_by(ann).count() == 2


def test_the_day_of_an_interaction_is_that_of_the_person_s_time_zone(ann: User) -> None:
    theme = theme_of(ann, "running")
    say(ann, MONDAY - timedelta(days=200), "How tall is the tower?")
    rows = say_often(ann, MONDAY, theme, 5)
    rows[0].created_at = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    rows[0].save(update_fields=["created_at"])
    Growth.objects.filter(user=ann).update(time_zone="America/New_York")
    make_reviews(ann.pk, today=TODAY)
    assert rows[0].pk in parts_of(ann)[0].interactions


def test_bob_s_review_is_made_of_his_own_rows(ann: User, bob: User) -> None:
    running_week(ann)
    assert make_reviews(bob.pk, today=TODAY) == 0
    running_week(bob)
    make_reviews(bob.pk, today=TODAY)
    assert not Review.objects.owned_by(ann).exists()
    assert set(ReviewRest.objects.values_list("interaction__user", flat=True)) == {bob.pk}


def test_the_next_reviews_are_due_when_the_next_week_begins_there(ann: User) -> None:
    running_week(ann)
    Growth.objects.filter(user=ann).update(time_zone="Pacific/Auckland")
    make_reviews(ann.pk, today=TODAY)
    assert Growth.objects.get(user=ann).reviews_due_at == datetime(2026, 11, 29, 11, tzinfo=UTC)


def test_reviews_come_when_a_week_is_over_though_nothing_is_said(ann: User, bob: User) -> None:
    running_week(ann)
    Growth.objects.create(user=bob)
    Growth.objects.filter(user=ann).update(changed_at=None)
    assert make_due_reviews()
    assert Review.objects.owned_by(ann).exists()
    assert not make_due_reviews()


def test_who_is_being_read_gets_no_reviews_before(ann: User) -> None:
    running_week(ann)
    assert not make_due_reviews()
