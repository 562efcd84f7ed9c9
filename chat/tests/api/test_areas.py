"""A program asks in an area, and looks into one."""

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.tests.areas.made import area_of, said_in

Headers = dict[str, str]
TREE = "The quince tree in the garden is called {}"
ASKED = "What did I say about the quince tree in the garden?"

pytestmark = pytest.mark.usefixtures("answers")


async def ask(headers: Headers, **body: Any) -> Any:
    sent = json.dumps({"message": ASKED} | body)
    return await AsyncClient().post("/chat/send", sent, content_type="application/json", headers=headers)


async def test_a_question_is_asked_in_the_area_that_it_names(
    ann: User, ann_token: Headers, model_server: ModelServer
) -> None:
    area = await sync_to_async(area_of)(ann, is_closed=True)
    await sync_to_async(said_in)(area, ann, TREE.format("Inside"))
    await sync_to_async(said_in)(None, ann, TREE.format("Outside"))

    outside = (await ask(ann_token)).json()
    inside = (await ask(ann_token, area_id=area.pk)).json()
    again = (await ask(ann_token, area_id=area.pk)).json()
    assert (outside["session"]["area_id"], inside["session"]["area_id"]) == (None, area.pk)
    assert again["session_id"] == inside["session_id"]

    receipt = inside["context_used"]
    assert (receipt["area"], receipt["recalls"]) == (area.source_id, "own")
    assert "Inside" in str(receipt["items"]) and "Outside" not in str(receipt["items"])
    assert "Inside" not in str(outside["context_used"]["items"])


async def test_a_session_elsewhere_refuses_the_area(ann: User, ann_token: Headers, bob: User) -> None:
    area = await sync_to_async(area_of)(ann)
    session = await sync_to_async(lifecycle.start_session)(ann)
    refused = await ask(ann_token, area_id=area.pk, session_id=session.pk)
    assert refused.status_code == 409 and "not in this area" in refused.json()["detail"]

    theirs = await sync_to_async(area_of)(bob)
    assert (await ask(ann_token, area_id=theirs.pk)).status_code == 404
    assert not await UserInteraction.objects.aexists()


async def test_a_refused_question_begins_no_session(ann: User, ann_token: Headers, settings: Settings) -> None:
    area = await sync_to_async(area_of)(ann)
    session = await sync_to_async(lifecycle.start_session)(ann)
    settings.ANSWERS_PER_USER = 0
    assert (await ask(ann_token, area_id=area.pk)).status_code == 429
    assert [row.pk async for row in UserSession.objects.filter(session_end=None)] == [session.pk]


def test_memory_is_searched_by_the_rule_of_an_area_or_everywhere(
    client: Client, ann: User, bob: User, ann_token: Headers
) -> None:
    therapy = area_of(ann, is_closed=True)
    inside, outside = said_in(therapy, ann, TREE.format("Inside")), said_in(None, ann, TREE.format("Outside"))

    def found(**query: Any) -> set[int]:
        answer = client.get("/memory/search", {"q": ASKED} | query, headers=ann_token)
        return {memory["interaction"]["id"] for memory in answer.json()}

    assert found() == {outside.pk}
    assert found(area_id=therapy.pk) == {inside.pk}
    assert found(all_areas=True) == {inside.pk, outside.pk}
    theirs: dict[str, Any] = {"q": ASKED, "area_id": area_of(bob).pk}
    assert client.get("/memory/search", theirs, headers=ann_token).status_code == 404

    keeping.change(therapy, recalls="open")
    assert found(area_id=therapy.pk) == {inside.pk, outside.pk}
