from collections.abc import Sequence
from datetime import date, timedelta

from sessions_memory.growth.reviews.laying_out import NAMED_MAX, evenly, lay_out, leading
from sessions_memory.growth.reviews.reading import spans_before
from sessions_memory.growth.reviews.spans import containing
from sessions_memory.growth.reviews.values import Came, Coming, Counted, Leading, Part, PartKind, Place
from sessions_memory.states import ReviewSpan

MONDAY = date(2026, 11, 16)
WEEK = containing(ReviewSpan.WEEK, MONDAY)
LONG_AGO = date(2025, 1, 1)


def came(*days: date) -> list[Came]:
    return [Came(day, 1000 * (day - LONG_AGO).days + number) for number, day in enumerate(days)]


def coming(theme: int, *, within: int = 0, before: Sequence[Came] = (), first_day: date = LONG_AGO) -> Coming:
    days = [MONDAY + timedelta(days=number % 7) for number in range(within)]
    return Coming(theme, first_day, came(*sorted(days)), before)


def week_of(*comings: Coming, is_first: bool = False) -> Leading:
    return leading(WEEK, comings, spans_before=spans_before(WEEK), is_first=is_first)


def laid(
    *comings: Coming,
    insights: Sequence[Counted] = (),
    quotes: dict[int, list[Place]] | None = None,
    left_open: Place | None = None,
) -> tuple[Part, ...]:
    return lay_out(WEEK, week_of(*comings), insights=insights, quotes=quotes or {}, left_open=left_open)


def test_a_theme_of_less_than_three_interactions_is_none_of_the_week() -> None:
    assert week_of(coming(1, within=2), coming(2, within=3)).came == (coming(2, within=3),)


def test_a_theme_that_began_in_the_week_is_new_and_nothing_else() -> None:
    new, old = coming(1, within=4, first_day=MONDAY), coming(2, within=4)
    assert week_of(new, old) == Leading(new=(new,), again=(old,))


def test_in_the_first_week_of_all_nothing_is_called_new() -> None:
    assert week_of(coming(1, within=4, first_day=MONDAY), is_first=True).new == ()


def test_what_came_in_most_weeks_before_and_not_in_this_one_went_quiet() -> None:
    usual = coming(1, before=came(*(MONDAY - timedelta(weeks=back) for back in (4, 2, 1))))
    seldom = coming(2, before=came(*(MONDAY - timedelta(days=back) for back in (3, 2, 1))))
    still = coming(3, within=1, before=usual.before)
    assert week_of(usual, seldom, still).quiet == (usual,)


def test_a_quiet_week_has_no_review_though_themes_went_quiet() -> None:
    usual = coming(1, before=came(*(MONDAY - timedelta(weeks=back) for back in (4, 2, 1))))
    assert laid(usual) == ()


def test_at_most_three_are_quoted_and_each_theme_once() -> None:
    quotes = {theme: [Place(theme, 0, 9, f"said {theme}"), Place(theme, 9, 20, "again")] for theme in range(1, 6)}
    year = containing(ReviewSpan.YEAR, MONDAY)
    themes = [coming(number, within=9 - number) for number in range(1, 6)]
    found = leading(year, themes, spans_before=spans_before(year), is_first=False)
    parts = lay_out(year, found, insights=[], quotes=quotes, left_open=None)
    assert [part.theme for part in parts if part.kind == PartKind.QUOTE] == [1, 2, 3]


def test_no_sentence_is_told_twice() -> None:
    told = Counted(7, MONDAY, (Place(50, 10, 40, "I ran the whole way."),))
    quotes = {
        1: [Place(50, 20, 44, "the whole way"), Place(51, 0, 20, "I slept."), Place(52, 0, 20, "The knee is fine.")],
        2: [Place(60, 0, 20, "The knee is fine"), Place(61, 0, 9, "No rain.")],
    }
    parts = laid(coming(1, within=5), coming(2, within=4), insights=[told], quotes=quotes)
    assert [part.interactions for part in parts if part.kind == PartKind.QUOTE] == [(51,), (60,)]


def test_the_question_left_open_is_not_one_that_is_quoted() -> None:
    question = Place(50, 0, 20, "Why do I wait?")
    assert laid(coming(1, within=3), left_open=question)[-1].kind == PartKind.OPEN
    evidence = Counted(7, MONDAY, (Place(50, 5, 30),))
    assert PartKind.OPEN not in {
        part.kind for part in laid(coming(1, within=3), insights=[evidence], left_open=question)
    }


def test_every_part_names_what_it_rests_on_and_is_read_as_it_was_stored() -> None:
    usual = coming(2, before=came(*(MONDAY - timedelta(weeks=back) for back in (4, 2, 1))))
    insight = Counted(7, MONDAY, (Place(50, 10, 40), Place(50, 50, 60), Place(51, 1, 2)))
    parts = laid(coming(1, within=5), usual, insights=[insight], quotes={1: [Place(3, 0, 9, "said")]})
    assert {part.kind for part in parts} == {PartKind.AGAIN, PartKind.QUOTE, PartKind.INSIGHT, PartKind.QUIET}
    assert all(part.interactions for part in parts)
    assert [Part.read(part.stored()) for part in parts] == list(parts)


def test_of_many_the_first_the_last_and_some_between_are_named() -> None:
    named = evenly(500, NAMED_MAX)
    assert len(named) == NAMED_MAX and named[0] == 0 and named[-1] == 499
    assert evenly(3, NAMED_MAX) == [0, 1, 2]
