"""A theme as it is within one area."""

from typing import Any

from django.test import Client

from sessions_memory.models import Area, Theme, UserSession
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.growth.made import insight_of, place_in, session_of, theme_of
from sessions_memory.tests.pages.growth.test_theme_page import text_of


def area_with(session: UserSession, name: str) -> Area:
    area = Area.objects.create(user=session.user, name=name)
    UserSession.objects.filter(pk=session.pk).update(area=area)
    return area


def theme_of_two(ann: Any) -> tuple[Theme, UserSession, UserSession]:
    work, home = session_of(ann, 0), session_of(ann, 40)
    theme = theme_of(ann, "Quinces", work, home)
    telling = [place_in(work, "On day 0"), place_in(home, "On day 40")]
    theme.found = {"telling": telling, "phases": [["came_up", "2026-03-30", "2026-04-05"]], "rhythm": [6, 9, 12]}
    theme.save()
    return theme, work, home


def test_only_what_rests_on_the_area_is_shown(as_ann: Client, ann: Any) -> None:
    theme, work, home = theme_of_two(ann)
    area = area_with(work, "Work")
    for session, quoted in ((work, "On day 0, how"), (home, "On day 40, how")):
        insight_of(ann, InsightKind.MILESTONE, place_in(session, quoted), theme=theme, state=InsightState.CONFIRMED)

    whole = text_of(as_ann.get(f"/growth/t/{theme.pk}/"))
    assert "4 questions in 2 sessions" in whole and "On day 40" in whole and "Came up in March 2026." in whole

    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/?area={area.pk}"))
    assert "2 questions in 1 session, on 30 March 2026" in page
    assert "On day 0" in page and "On day 40" not in page
    assert "Came up in March 2026." not in page and "Mostly on Sundays" not in page
    assert f"?month=2026-03&amp;area={area.pk}#questions" in page


def test_areas_that_hold_any_of_it_are_offered_with_their_numbers(as_ann: Client, ann: Any) -> None:
    theme, work, _ = theme_of_two(ann)
    address = f"/growth/t/{theme.pk}/"
    assert "Area shown" not in text_of(as_ann.get(address))

    area = area_with(work, "Work")
    Area.objects.create(user=ann, name="Family")
    page = text_of(as_ann.get(f"{address}?area={area.pk}"))
    assert 'Everywhere</span> <span class="filter-count">4</span>' in page
    assert 'Work</span> <span class="filter-count">2</span>' in page and "Family</span>" not in page


def test_a_month_within_an_area_keeps_to_it(as_ann: Client, ann: Any) -> None:
    theme, work, _ = theme_of_two(ann)
    area = area_with(work, "Work")
    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/?area={area.pk}&month=2026-05"))
    assert "No question here" in page
    assert f'href="/growth/t/{theme.pk}/?area={area.pk}#questions"' in page


def test_another_s_area_an_empty_one_and_nonsense_show_all_of_it(as_ann: Client, ann: Any, bob: Any) -> None:
    theme, work, _ = theme_of_two(ann)
    area_with(work, "Work")
    other = area_with(session_of(bob, 0), "Bob's")
    empty = Area.objects.create(user=ann, name="Family")
    for value in (other.pk, empty.pk, "x", "-1", "9" * 40):
        page = text_of(as_ann.get(f"/growth/t/{theme.pk}/?area={value}"))
        assert "4 questions in 2 sessions" in page and "Bob" not in page
