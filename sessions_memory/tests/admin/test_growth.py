"""Themes, insights and reviews are reviewed under the rule of sessions: words only by reading, which is logged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sessions_memory.admin.audit import readings_of
from sessions_memory.states import InsightKind, InsightState
from sessions_memory.tests.growth.rows import Grown, grown, insight_of, review_of, theme_of

Staff = Callable[..., Client]
THEMES, INSIGHTS, REVIEWS = (f"/admin/sessions_memory/{kind}/" for kind in ("theme", "insight", "review"))


@pytest.fixture
def anns(ann: Any) -> Grown:
    return grown(ann, "quince")


@pytest.fixture
def reviewer(staff: Staff) -> Client:
    sam = staff()
    get_user_model().objects.get(username="sam").groups.add(Group.objects.get(name="Reviewers"))
    return sam


def places(anns: Grown) -> list[str]:
    return [f"{THEMES}{anns.theme.pk}/", f"{INSIGHTS}{anns.insight.pk}/", f"{REVIEWS}{anns.review.pk}/"]


def pages(anns: Grown) -> list[str]:
    changed = [f"{place}{page}/" for place in places(anns) for page in ("change", "history")]
    return [THEMES, INSIGHTS, REVIEWS, *changed]


def found(client: Client, url: str, query: dict[str, str]) -> list[int]:
    return [row.pk for row in client.get(url, query).context["cl"].result_list]


def test_lists_and_pages_hold_no_word(reviewer: Client, anns: Grown) -> None:
    for url in pages(anns):
        response = reviewer.get(url)
        assert response.status_code == 200
        page = response.content.decode().lower()
        assert "quince" not in page and "planted" not in page, url

    assert not LogEntry.objects.exists()


def test_reading_shows_the_words_with_their_evidence_and_is_logged(reviewer: Client, anns: Grown, ann: Any) -> None:
    theme, insight, review = (reviewer.post(f"{place}read/").content.decode() for place in places(anns))
    sentence = "I planted a quince today."
    for said in ("Quince tree", f'<div class="words">{sentence}</div>', f"{sentence} Was it 2 late?"):
        assert said in theme
    assert "My quince stands." in insight and f'<div class="words">{sentence}</div>' in insight
    assert "I wrote: I planted" in review and "Was it 1 late?" in review

    assert {one.what for one in readings_of(ann)} == {str(row) for row in (anns.theme, anns.insight, anns.review)}
    assert "uince" not in "".join(map(str, LogEntry.objects.values_list("object_repr", "change_message")))


def test_only_reviewers_look_and_nobody_changes_or_deletes(
    staff: Staff, as_ann: Client, as_owner: Client, anns: Grown
) -> None:
    for client in (staff(), as_ann):
        assert {client.get(url).status_code for url in pages(anns)} <= {403, 302}
        assert {client.post(f"{place}read/").status_code for place in places(anns)} <= {403, 302}

    for place in places(anns):
        assert as_owner.post(f"{place}change/", {"name": "x"}).status_code == 403
        assert as_owner.post(f"{place}delete/", {"post": "yes"}).status_code == 403
    assert {as_owner.get(f"{url}add/").status_code for url in (THEMES, INSIGHTS, REVIEWS)} == {403}


def test_reading_needs_the_right_to_questions_and_the_setting(
    staff: Staff, as_owner: Client, anns: Grown, settings: Settings
) -> None:
    sam = staff("view_theme", "view_insight", "view_review")
    assert {sam.post(f"{place}read/").status_code for place in places(anns)} == {403}

    settings.ADMIN_CONTENT = "off"
    assert {as_owner.post(f"{place}read/").status_code for place in places(anns)} == {404}
    assert "/read/" not in as_owner.get(f"{places(anns)[0]}change/").content.decode()
    assert not LogEntry.objects.exists()


def test_lists_find_by_person_state_kind_and_day(reviewer: Client, anns: Grown, bob: Any) -> None:
    bobs = grown(bob, "fig")
    theirs = insight_of(bob, bobs.rows[1], kind=InsightKind.BREAKTHROUGH, state=InsightState.CONFIRMED, key="other")
    hidden = theme_of(bob, bobs.rows, name="Figs", is_hidden=True)

    assert found(reviewer, INSIGHTS, {"user": "ann"}) == found(reviewer, INSIGHTS, {"q": "an"}) == [anns.insight.pk]
    for query in ({"state__exact": "confirmed"}, {"kind__exact": "breakthrough"}):
        assert found(reviewer, INSIGHTS, query) == [theirs.pk]
    assert found(reviewer, THEMES, {"is_hidden__exact": "1"}) == [hidden.pk]
    assert found(reviewer, REVIEWS, {"user": "bob", "day": "2026-03-05"}) == [bobs.review.pk]
    assert found(reviewer, REVIEWS, {"day": "2026-03-09"}) == found(reviewer, INSIGHTS, {"day": "soon"}) == []
    assert found(reviewer, REVIEWS, {"day": "9999-12-31"}) == found(reviewer, REVIEWS, {"day": "0001-01-01"}) == []
    assert len(found(reviewer, INSIGHTS, {"day": "2026-03-02"})) == 3


@pytest.mark.parametrize("lookup", ["name__contains", "words__contains", "text__contains", "rule", "user__username"])
def test_words_are_not_guessed_by_filtering(reviewer: Client, anns: Grown, lookup: str) -> None:
    assert {reviewer.get(url, {lookup: "quince"}).status_code for url in (THEMES, INSIGHTS, REVIEWS)} == {400}


def test_a_list_and_a_reading_ask_as_often_for_many_rows_as_for_few(reviewer: Client, anns: Grown, ann: Any) -> None:
    # The kinds that the log names are asked for once in a process.
    for url in pages(anns):
        statements(reviewer, url)

    asked = []
    for more in (2, 6):
        for number in range(more):
            theme_of(ann, anns.rows, name=f"Theme {more} {number}")
            insight = insight_of(ann, anns.rows[0], key=f"{more} {number}")
            review_of(ann, anns.rows, insight, span="month", first_day=f"20{more:02}-{number + 1:02}-01")
        asked.append([statements(reviewer, url) for url in pages(anns)])

    assert asked[0] == asked[1]


def test_a_theme_of_many_questions_is_read_in_pages(reviewer: Client, ann: Any) -> None:
    url = f"{THEMES}{grown(ann, 'fig', questions=60).theme.pk}/read/"
    newest, oldest = reviewer.post(url).content.decode(), reviewer.post(url, {"page": "2"}).content.decode()
    assert "Was it 59 late?" in newest and "Page 1 of 2" in newest
    assert "Was it 59 late?" not in oldest and "Was it 9 late?" in oldest


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(url)

    return len(captured)
