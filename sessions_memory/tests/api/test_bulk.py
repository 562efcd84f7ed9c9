"""Acting on many sessions, as a program of ann's does it."""

from typing import Any

import pytest
from django.test import Client
from pytest import MonkeyPatch

from insightvault.accounts.models import User
from sessions_memory.bulk import jobs
from sessions_memory.models import BulkJob, UserSession
from sessions_memory.states import Source
from sessions_memory.tests.areas.made import area_of
from sessions_memory.tests.bulk.test_jobs import session_of

Headers = dict[str, str]
BULK = "/sessions/bulk"


def call(client: Client, headers: Headers, body: dict[str, Any], path: str = BULK) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def test_numbers_come_first_and_then_the_action_and_its_undo(client: Client, ann: User, ann_token: Headers) -> None:
    for number in range(3):
        session_of(ann, number, is_pinned=not number, source=Source.CLAUDE)
    session_of(ann, 4)
    meant = {"do": "pin", "filter": {"source": "claude", "since": "2026-05-01T00:00:00+00:00"}}
    numbers = call(client, ann_token, meant)
    assert (numbers.status_code, numbers.json()) == (200, {"sessions": 3, "interactions": 3, "changes": 2})
    assert UserSession.objects.pinned().count() == 1

    begun = call(client, ann_token, meant | {"dry": False})
    assert begun.status_code == 202 and begun.json()["changed"] == 2 and begun.json()["can_be_undone"]
    path = f"{BULK}/{begun.json()['id']}"
    assert client.get(path, headers=ann_token).json() == begun.json()

    undone = call(client, ann_token, {}, f"{path}/undo").json()
    assert undone["is_undone"] and undone["is_finished"] and UserSession.objects.pinned().count() == 1
    assert call(client, ann_token, {}, f"{path}/undo").status_code == 409


def test_ids_of_others_are_passed_over(client: Client, ann: User, bob: User, ann_token: Headers) -> None:
    own, theirs = session_of(ann), session_of(bob)
    body = {"do": "archive", "ids": [own.pk, theirs.pk], "dry": False}
    assert call(client, ann_token, body).json()["found"] == 1
    assert list(UserSession.objects.archived()) == [own]
    for nothing in ({"do": "archive", "ids": []}, {"do": "archive"}, {"do": "archive", "ids": [theirs.pk]}):
        assert call(client, ann_token, nothing).json()["sessions"] == 0


def test_somebody_else_s_job_is_not_found(client: Client, bob: User, ann_token: Headers) -> None:
    job = BulkJob.objects.create(user=bob, action="pin", is_waiting=False)
    assert client.get(f"{BULK}/{job.pk}", headers=ann_token).status_code == 404
    assert call(client, ann_token, {}, f"{BULK}/{job.pk}/undo").status_code == 404


def test_one_is_done_after_the_other(client: Client, ann: User, ann_token: Headers, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE_SECONDS", 0)
    body = {"do": "pin", "ids": [session_of(ann).pk], "dry": False}
    assert [call(client, ann_token, body).status_code for _ in range(2)] == [202, 409]


def test_any_time_that_there_is_bounds_a_span(client: Client, ann: User, ann_token: Headers) -> None:
    session_of(ann)
    span = {"since": "0001-01-01T00:00:00+14:00", "until": "9999-12-31T23:59:59-14:00"}
    told = call(client, ann_token, {"do": "pin", "filter": span}).json()
    assert told["sessions"] == 1


REFUSED = [
    {"do": "explode", "ids": [1]},
    {"do": "pin", "ids": list(range(1, 600))},
    {"do": "pin", "ids": ["1"]},
    {"do": "pin", "filter": {"since": "yesterday"}},
    {"do": "pin", "filter": {"until": "2026-05-01"}},
    {"do": "pin", "filter": {"sourse": "chat"}},
]


@pytest.mark.parametrize("body", REFUSED)
def test_what_makes_no_sense_is_refused(client: Client, ann_token: Headers, body: dict[str, Any]) -> None:
    assert call(client, ann_token, body).status_code == 422


def test_many_move_to_an_area_and_out(client: Client, ann: User, bob: User, ann_token: Headers) -> None:
    session, area = session_of(ann), area_of(ann)
    body = {"do": "move-to", "ids": [session.pk], "dry": False}
    assert call(client, ann_token, body | {"into": area_of(bob).pk}).status_code == 404
    assert call(client, ann_token, body | {"into": area.pk}).json()["changed"] == 1
    assert UserSession.objects.get().area == area
    assert call(client, ann_token, body).json()["do"] == "move-to:none"
    assert UserSession.objects.get().area is None
