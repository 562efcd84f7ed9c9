"""Exported content is safe to open, and logged as read."""

import csv
import io
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from sessions_memory import lifecycle
from sessions_memory.admin.audit import readings_of
from sessions_memory.admin.content_csv import safe_cell
from sessions_memory.models import UserInteraction

SESSIONS = "/admin/sessions_memory/usersession/"
INTERACTIONS = "/admin/sessions_memory/userinteraction/"


def test_export_of_interactions_streams_safe_cells_and_logs_each(viewer: Client, ann: Any) -> None:
    session = lifecycle.get_or_create_session(ann)
    rows = [lifecycle.store_interaction(session, text, "+1") for text in ("=cmd()", "plain, “quoted”")]
    lifecycle.store_interaction(session, "not chosen", "a")
    chosen = {"action": "export_content", "_selected_action": [row.pk for row in rows]}
    lines = exported(viewer, INTERACTIONS, chosen)

    assert [(line["question"], line["answer"]) for line in lines] == [("'=cmd()", "'+1"), ("plain, “quoted”", "'+1")]
    assert {reading.what for reading in readings_of(ann)} == {str(row) for row in rows}


def test_export_of_sessions_holds_their_interactions_and_logs_each_session(
    viewer: Client, two_people: tuple[UserInteraction, UserInteraction], ann: Any, bob: Any
) -> None:
    ours, _ = two_people
    chosen = {"action": "export_content", "_selected_action": [ours.session_id]}
    assert [line["interaction"] for line in exported(viewer, SESSIONS, chosen)] == [str(ours.pk)]
    assert [reading.what for reading in readings_of(ann)] == [f"session {ours.session_id}"]
    assert readings_of(bob) == []


def exported(client: Client, url: str, chosen: dict[str, Any]) -> list[dict[str, str]]:
    response = client.post(url, chosen)
    assert response["Content-Type"].startswith("text/csv")
    assert response.streaming

    return list(csv.DictReader(io.StringIO(async_to_sync(whole)(response).decode())))


async def whole(response: Any) -> bytes:
    return b"".join([piece async for piece in response])


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_marks_are_quoted(mark: str) -> None:
    assert safe_cell(f"{mark}1") == f"'{mark}1"
