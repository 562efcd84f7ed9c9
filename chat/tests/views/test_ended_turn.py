"""What comes along with a turn whose answer has ended: of the sidebar, only the row that the answer changed."""

import re

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.tests.areas.made import area_of, said_in

WHOLE = 'id="sidebar-content" hx-swap-oob="true"'


def ended(client: Client, interaction: UserInteraction) -> str:
    return client.get(f"/interactions/{interaction.pk}/", headers={"HX-Request": "true"}).content.decode()


def rows_in(html: str) -> list[int]:
    """Of the sidebar, those that take the place of a row there."""
    return [int(pk) for pk in re.findall(r'<li class="recent-row" id="recent-(\d+)" hx-swap-oob="true">', html)]


def test_its_row_alone_comes_along(as_ann: Client, as_bob: Client, ann: User, bob: User) -> None:
    said_in(None, ann, "Where was I?", "On the train.")
    row = said_in(None, ann, "Where is the quince?", "At the **wall**.")
    said_in(None, bob, "Where is mine?", "In the pot.")
    html = ended(as_ann, row)

    assert rows_in(html) == [row.pk] and WHOLE not in html
    assert '<span class="recent-answer" dir="auto">At the wall.</span>' in html
    assert "On the train." not in html and "In the pot." not in html
    assert as_bob.get(f"/interactions/{row.pk}/", headers={"HX-Request": "true"}).status_code == 404


def test_its_row_has_a_place_on_the_page(as_ann: Client, ann: User) -> None:
    row = said_in(None, ann, "Where is the quince?")
    page = as_ann.get(f"/s/{row.session_id}/").content.decode()
    assert page.count(f'id="recent-{row.pk}"') == 1 and rows_in(page) == []


def test_what_was_asked_elsewhere_meanwhile_comes_along_with_the_whole_sidebar(as_ann: Client, ann: User) -> None:
    row = said_in(None, ann, "Where is the quince?", "At the wall.")
    said_in(None, ann, "And the fig, in another tab?", "In its pot.")
    sidebar = ended(as_ann, row).partition(WHOLE)[2]

    assert "At the wall." in sidebar and "And the fig, in another tab?" in sidebar
    assert rows_in(sidebar) == []


@pytest.mark.parametrize("is_closed", [False, True])
def test_in_an_area_its_row_is_the_newest_there(as_ann: Client, ann: User, *, is_closed: bool) -> None:
    row = said_in(area_of(ann, is_closed=is_closed), ann, "Which desk?", "The one by the window.")
    said_in(None, ann, "And at home?", "The kitchen table.")
    html = ended(as_ann, row)

    assert rows_in(html) == [row.pk] and WHOLE not in html
    assert "The one by the window." in html and "The kitchen table." not in html


def test_what_is_in_no_list_stays_in_none(as_ann: Client, ann: User) -> None:
    said_in(None, ann, "Where was I?", "On the train.")
    row = lifecycle.store_interaction(lifecycle.start_temporary_session(ann), "What if nobody knew?", "Then so.")
    sidebar = ended(as_ann, row).partition(WHOLE)[2]

    assert "On the train." in sidebar and "What if nobody knew?" not in sidebar


def test_an_earlier_version_changes_no_row(as_ann: Client, ann: User) -> None:
    first = lifecycle.store_interaction(lifecycle.start_session(ann), "Where is the quince?", "At the wall.")
    lifecycle.store_question(ann, "Where is the quince?", replaces=first)
    html = ended(as_ann, first)

    assert rows_in(html) == [] and "No answer yet" in html.partition(WHOLE)[2]
