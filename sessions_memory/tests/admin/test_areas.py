"""Areas are reviewed under the rule of sessions: names and instructions only by reading, which is logged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sessions_memory.admin.audit import readings_of
from sessions_memory.models import Area
from sessions_memory.tests.admin.test_plans import plans_of
from sessions_memory.tests.areas.made import area_of, said_in

AREAS = "/admin/sessions_memory/area/"
SESSIONS = "/admin/sessions_memory/usersession/"


@pytest.fixture
def area(ann: Any) -> Area:
    return area_of(ann, "Quince", instructions="Speak of quinces.", is_closed=True)


@pytest.fixture
def reviewer(staff: Callable[..., Client]) -> Client:
    sam = staff()
    get_user_model().objects.get(username="sam").groups.add(Group.objects.get(name="Reviewers"))
    return sam


def found(client: Client, url: str, **query: str | int) -> list[int]:
    return [row.pk for row in client.get(url, query).context["cl"].result_list]


def test_only_reading_shows_the_words_and_is_logged(reviewer: Client, area: Area, ann: Any, bob: Any) -> None:
    session = said_in(area, ann, "Was it late?").session
    pages = (AREAS, f"{AREAS}{area.pk}/change/", f"{AREAS}{area.pk}/history/", SESSIONS)
    for url in (*pages, f"{SESSIONS}{session.pk}/change/"):
        response = reviewer.get(url)
        assert response.status_code == 200 and "uince" not in response.content.decode()
    assert not readings_of(ann)

    read = reviewer.post(f"{AREAS}{area.pk}/read/").content.decode()
    assert "Quince" in read and "Speak of quinces." in read
    assert [one.what for one in readings_of(ann)] == [str(area)] and not readings_of(bob)
    assert reviewer.get(AREAS, {"instructions__contains": "uince"}).status_code == 400


def test_others_do_not_look_and_nobody_changes_or_deletes(
    staff: Callable[..., Client], as_ann: Client, as_owner: Client, area: Area, settings: Settings
) -> None:
    for client in (staff("view_usersession"), as_ann):
        assert {client.get(AREAS).status_code, client.post(f"{AREAS}{area.pk}/read/").status_code} <= {302, 403}

    for page in (f"{area.pk}/change/", f"{area.pk}/delete/", "add/"):
        assert as_owner.post(f"{AREAS}{page}", {"post": "yes"}).status_code == 403
    settings.ADMIN_CONTENT = "off"
    assert as_owner.post(f"{AREAS}{area.pk}/read/").status_code == 404


def test_areas_are_found_by_person_and_sessions_by_area(reviewer: Client, area: Area, ann: Any, bob: Any) -> None:
    theirs = area_of(bob, "Fig")
    ours, elsewhere = said_in(area, ann, "Was it late?"), said_in(None, ann, "Was it early?")

    assert found(reviewer, AREAS, user="ann") == found(reviewer, AREAS, is_closed__exact=1) == [area.pk]
    assert found(reviewer, AREAS, q="bo") == [theirs.pk]
    assert found(reviewer, SESSIONS, area=area.pk) == [ours.session_id]
    assert found(reviewer, SESSIONS) == [elsewhere.session_id, ours.session_id]
    for other in (theirs.pk, area.pk + 999, "x", "9" * 30):
        assert found(reviewer, SESSIONS, area=other) == []


def test_the_sessions_of_an_area_are_found_by_its_index(reviewer: Client, area: Area, ann: Any) -> None:
    said_in(area, ann, "Was it late?")
    with CaptureQueriesContext(connection) as one:
        assert reviewer.get(SESSIONS, {"area": area.pk}).status_code == 200
    for _ in range(3):
        said_in(area, ann, "Was it late?")
    with CaptureQueriesContext(connection) as many:
        reviewer.get(SESSIONS, {"area": area.pk})

    assert "sessions_by_area" in plans_of(one) and len(one) == len(many)


def test_the_closed_ones_have_an_index_in_the_order_of_the_list(as_owner: Client, area: Area) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert found(as_owner, AREAS, is_closed__exact=1) == [area.pk]

    plans = plans_of(asked)
    assert connection.vendor != "sqlite" or ("areas_admin_closed" in plans and "TEMP B-TREE" not in plans)
