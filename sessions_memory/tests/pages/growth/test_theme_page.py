"""A theme's page, and what a person decides there."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sessions_memory import lifecycle
from sessions_memory.models import Theme, UserSession
from sessions_memory.pages.growth.drawings.months import chart_of
from sessions_memory.pages.growth.theme import members
from sessions_memory.pages.growth.theme.members import QUESTIONS
from sessions_memory.pages.growth.theme.page import theme_page
from sessions_memory.recall.index import writing
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.growth.made import START, insight_of, place_in, session_of, theme_of


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_theme_tells_its_story(as_ann: Client, ann: Any) -> None:
    early, late = session_of(ann, 0), session_of(ann, 40)
    other = theme_of(ann, "Figs", early, is_enough=True)
    theme = theme_of(ann, "Quinces", early, late, words=[[1, "the tree", 1.0]])
    theme.found = {
        "phases": [["came_up", "2026-03-30", "2026-04-05"]],
        "then": place_in(early, "On day 0"),
        "now": place_in(late, "how about 1"),
        "telling": [place_in(early, "On day 0"), place_in(late, "On day 40")],
        "goes_along": [[other.pk, 7, 6]],
        "rhythm": [6, 9, 12],
    }
    theme.save()
    Theme.objects.filter(pk=other.pk).update(is_enough=True)
    insight_of(ann, InsightKind.MILESTONE, place_in(late, "On day 40, how"), theme=theme, state=InsightState.CONFIRMED)

    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/"))
    for words in (
        "4 questions in 2 sessions, from 30 March 2026 to 9 May 2026",
        "Came up in March 2026.",
        '<h2 class="then-label" id="then">Then</h2>',
        "First time</b>",
        "Milestone</b>",
        "on the same 7 days, mostly Sundays",
        "Mostly on Sundays: on 9 of its 12 days.",
        "the tree",
        f'href="/?theme={theme.pk}"',
    ):
        assert words in page, words


def test_a_drawing_keeps_its_points_where_a_language_writes_commas(
    as_ann: Client, ann: Any, settings: Settings
) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    theme = theme_of(ann, "Quinces", session_of(ann))
    page = as_ann.get(f"/growth/t/{theme.pk}/", headers={"Accept-Language": "de"}).content.decode()

    drawing = page.partition('class="theme-drawing"')[2].partition("</svg>")[0]
    assert re.search(r'x="\d+\.\d+%"', drawing) and not re.search(r'="\d+,\d', drawing)


def test_the_timeline_names_a_question_once_in_its_longest_words(ann: Any) -> None:
    session = session_of(ann)
    theme = theme_of(ann, "Quinces", session)
    theme.found = {"telling": [place_in(session, "On day 0")]}
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0, how"), theme=theme, state=InsightState.COUNTS)

    assert [(each.label, each.text) for each in theme_page(ann, theme).timeline] == [("Milestone", "On day 0, how")]


def test_what_never_comes_to_mind_is_quoted_nowhere(ann: Any) -> None:
    session = session_of(ann)
    theme = theme_of(ann, "Quinces", session)
    theme.found = {"telling": [place_in(session, "On day 0")]}
    insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day 0"), theme=theme)
    UserSession.objects.update(never_recall=True)

    shown = theme_page(ann, theme)
    assert (shown.timeline, shown.insights) == ([], [])


def test_a_bar_leads_to_its_own_questions(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann, 0, 3), session_of(ann, 5, 2))
    chart = chart_of(theme.months, START.date())
    assert [(bar.key, bar.count) for bar in chart.bars if bar.count] == [("2026-03", 3)]

    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/?month=2026-04"))
    assert "Questions in April 2026" in page and page.count('class="own"') == 2
    assert text_of(as_ann.get(f"/growth/t/{theme.pk}/?month=nonsense")).count('class="own"') == 5


def test_the_questions_come_a_page_at_a_time(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann, 0, QUESTIONS + 3))
    page = as_ann.get(f"/growth/t/{theme.pk}/").content.decode()
    following = re.search(r'href="([^"]*cursor=[^"]+)"', page)
    assert following and page.count('class="own"') == QUESTIONS

    rest = as_ann.get(following[1].replace("&amp;", "&")).content.decode()
    assert rest.count('class="own"') == 3 and "Older" not in rest
    assert as_ann.get(f"/growth/t/{theme.pk}/?cursor=x").status_code == 302


def test_a_page_asks_as_often_for_a_large_theme_as_for_a_small_one(as_ann: Client, ann: Any) -> None:
    asked = []
    for days in (range(3), range(3, 9)):
        sessions = [session_of(ann, day) for day in days]
        theme = theme_of(ann, "Quinces", *sessions)
        theme.found = {"telling": [place_in(session, "how") for session in sessions]}
        theme.save()
        for session in sessions:
            insight_of(ann, InsightKind.MILESTONE, place_in(session, "On day"), theme=theme)
        for path in (f"/growth/t/{theme.pk}/", "/growth/", "/growth/themes/", "/growth/insights/"):
            as_ann.get(path)
            with CaptureQueriesContext(connection) as captured:
                as_ann.get(path)
            asked.append(len(captured))

    assert asked[:4] == asked[4:]


def test_a_theme_is_renamed_and_keeps_the_name(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann))
    url = f"/growth/t/{theme.pk}/rename/"
    assert as_ann.post(url, {"name": " "}).status_code == 422
    assert "A theme needs a name." in text_of(as_ann.post(url, {"name": ""}))
    assert as_ann.post(url, {"name": "x" * 81}).status_code == 422

    assert as_ann.post(url, {"name": "<b>Trees</b>"}).status_code == 302
    theme.refresh_from_db()
    assert (theme.name, theme.is_renamed) == ("<b>Trees</b>", True)
    assert "&lt;b&gt;Trees" in text_of(as_ann.get(f"/growth/t/{theme.pk}/"))


def test_a_theme_is_merged_and_separated(as_ann: Client, ann: Any, bob: Any) -> None:
    theme, into = theme_of(ann, "Quinces", session_of(ann)), theme_of(ann, "Trees", session_of(ann, 1))
    url = f"/growth/t/{theme.pk}/merge/"
    assert "Trees" in text_of(as_ann.get(url))
    assert as_ann.post(url, {"into": theme_of(bob, "Bob’s").pk}).status_code == 404
    assert as_ann.post(url, {"into": "x"}).status_code == 404
    assert "Choose another theme" in text_of(as_ann.post(url, {"into": theme.pk}))

    page = text_of(as_ann.post(url, {"into": into.pk}, follow=True))
    assert "“Quinces” is now part of “Trees”." in page and "4 questions" in page
    assert as_ann.get(f"/growth/t/{theme.pk}/")["Location"] == f"/growth/t/{into.pk}/"

    page = text_of(as_ann.post(f"/growth/t/{theme.pk}/unmerge/", follow=True))
    assert "2 questions" in page and Theme.objects.whole().count() == 3


def test_a_hidden_theme_is_listed_apart(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann), name_by="person")
    as_ann.post(f"/growth/t/{theme.pk}/hide/", {"hidden": "1"})
    assert "Quinces" not in text_of(as_ann.get("/growth/"))
    assert 'id="hidden">Hidden</h2>' in text_of(as_ann.get("/growth/themes/"))
    assert "hidden from growth" in text_of(as_ann.get(f"/growth/t/{theme.pk}/"))

    as_ann.post(f"/growth/t/{theme.pk}/hide/", {"hidden": "0"})
    as_ann.post(f"/growth/t/{theme.pk}/pin/", {"pinned": "1"})
    assert "Pinned" in text_of(as_ann.get("/growth/"))


def test_a_session_is_put_in_and_a_question_taken_out(as_ann: Client, ann: Any, bob: Any) -> None:
    session, theme = session_of(ann, 1), theme_of(ann, "Quinces", session_of(ann))
    url = f"/growth/t/{theme.pk}/"
    assert as_ann.post(f"{url}put/", {"session": session_of(bob).pk}).status_code == 404
    assert as_ann.post(f"{url}put/", {}).status_code == 404

    page = text_of(as_ann.post(f"{url}put/", {"session": session.pk}, follow=True))
    assert "Put here by you" in page and "4 questions" in page

    question = session.interactions.earliest("id")
    page = text_of(as_ann.post(f"{url}take/", {"interaction": question.pk}, follow=True))
    assert "3 questions" in page and "On day 1, how about 0?" not in page
    page = text_of(as_ann.post(f"{url}take/", {"session": session.pk}, follow=True))
    assert "2 questions" in page


def test_a_session_to_put_in_is_found_by_its_words(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann))
    found = lifecycle.start_session(ann)
    lifecycle.store_interaction(found, "Where do my marmalades stand?", "In the cellar.")
    writing.rebuild(ann)

    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/put/?q=marmalades")).partition('id="main"')[2]
    assert "Where do my marmalades stand?" in page and "Day 0" not in page
    assert "In it already" in text_of(as_ann.get(f"/growth/t/{theme.pk}/put/"))
    assert "No session found" in text_of(as_ann.get(f"/growth/t/{theme.pk}/put/?q=zebra"))


@pytest.mark.parametrize("theme", ["7000", "x", "", "-1", "99999999999999999999"])
def test_talking_about_no_theme_is_an_ordinary_chat(as_ann: Client, theme: str) -> None:
    assert "How has my thinking" not in text_of(as_ann.get(f"/?theme={theme}"))


def test_talking_about_a_theme_puts_a_question_into_the_composer(as_ann: Client, as_bob: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces & <figs>")
    asked = "How has my thinking about “Quinces &amp; &lt;figs&gt;” changed?"
    assert asked in text_of(as_ann.get(f"/?theme={theme.pk}"))
    assert "How has my thinking" not in text_of(as_bob.get(f"/?theme={theme.pk}"))


def test_a_theme_is_not_taken_for_the_colours_of_the_page(as_ann: Client, ann: Any) -> None:
    theme = theme_of(ann, "Quinces", session_of(ann))
    for path in ("", "rename/", "merge/", "put/"):
        assert "data-theme=" not in as_ann.get(f"/growth/t/{theme.pk}/{path}").content.decode()


def test_a_large_theme_lists_the_same_questions(ann: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = theme_of(ann, "Quinces", *(session_of(ann, day) for day in (0, 3, 7)))
    session_of(ann, 5)
    pages = []
    for large in (1_000, 1):
        monkeypatch.setattr(members, "LARGE", large)
        pages.append(members.member_page(ann, theme, chosen="2026-04").rows)

    assert pages[0] == pages[1] and len(pages[0]) == 4


def test_a_change_stands_once_on_its_theme_s_page(as_ann: Client, ann: Any) -> None:
    early, late = session_of(ann), session_of(ann, 40)
    places = (place_in(early, "On day 0"), place_in(late, "On day 40"))
    theme = theme_of(ann, "Quinces", early, late)
    theme.found = dict(zip(("then", "now"), places, strict=True))
    theme.save()
    insight = insight_of(ann, InsightKind.CHANGE, *places, theme=theme)

    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/"))
    assert page.count("Has this changed?") == 1 and '<h2 class="section-title" id="insights">' not in page
    as_ann.post(f"/growth/insights/{insight.pk}/decide/", {"decision": "confirm", "next": f"/growth/t/{theme.pk}/"})
    page = text_of(as_ann.get(f"/growth/t/{theme.pk}/"))
    assert "Confirmed</span>" in page and "Has this changed?" not in page


def test_what_was_asked_again_is_no_moment_of_the_timeline(ann: Any) -> None:
    one, other = session_of(ann), session_of(ann, 40)
    theme = theme_of(ann, "Quinces", one, other)
    places = (place_in(one, "On day 0"), place_in(other, "On day 40"))
    insight_of(ann, InsightKind.ASKED_AGAIN, *places, theme=theme, state=InsightState.COUNTS)
    assert theme_page(ann, theme).timeline == []
