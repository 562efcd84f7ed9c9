"""A day in the life of one memory, through all its doors."""

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from chat import live
from chat.tests.api.test_completions import content
from chat.tests.endpoint.test_remembering import CHAT, RECEIPT, body, ended
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from insightvault.mcp.tests.calling import call, send
from insightvault.tests.access.people import program_of
from sessions_memory.models import Area, Note, UserInteraction
from sessions_memory.tests.areas.made import area_of
from sessions_memory.tests.reading import as_read

pytestmark = [pytest.mark.usefixtures("answers"), pytest.mark.once]
DECIDED, ASKED = "I decided to build the greenhouse behind the shed.", "What did I decide about the greenhouse?"
NOTE = "The greenhouse stands behind the shed."
JSON = "application/json"


async def test_what_is_said_in_one_place_is_known_in_all_until_the_tokens_go(
    ann: User, as_ann: Client, model_server: ModelServer
) -> None:
    garden = await sync_to_async(area_of)(ann, "Garden")
    await ask_in_browser(as_ann, garden)
    scopes = ("read", "notes", "everything")
    reader, keeper, editor = [await sync_to_async(program)(ann, garden, scope) for scope in scopes]

    found = await sync_to_async(call)(reader, "search", query="greenhouse")
    assert DECIDED in found["results"][0]["text"]
    await sync_to_async(call)(keeper, "remember", text=NOTE)
    assert (await Note.objects.aget()).area_id == garden.pk

    headers = {"Authorization": editor.defaults["HTTP_AUTHORIZATION"]}
    response = await AsyncClient().post(CHAT, body(ASKED), content_type=JSON, headers=headers)
    assert b"data: [DONE]" in await content(response)
    assert DECIDED in model_server.requests[-1]["messages"][-1]["content"]
    (row,) = await ended()
    await sync_to_async(see_it)(as_ann, row, response[RECEIPT])

    await sync_to_async(revoke_all)(as_ann, ann)
    for status in await sync_to_async(knock)(reader, editor):
        assert status == 401


async def ask_in_browser(browser: Client, area: Area) -> None:
    await sync_to_async(browser.post)("/s/start/", {"area": area.pk})
    await sync_to_async(browser.post)("/ask/", {"question": DECIDED})
    await live.finished(await UserInteraction.objects.select_related("user", "session").aget())


def program(person: User, area: Area, scope: str) -> Client:
    return program_of(person, area=area, scope=scope)


def see_it(browser: Client, row: UserInteraction, receipt: str) -> None:
    assert receipt.endswith(row.get_absolute_url())
    assert DECIDED in browser.get(f"/interactions/{row.pk}/receipt/").content.decode()
    assert ASKED in browser.get(f"/history/?area={row.session.area_id}").content.decode()
    account = as_read(browser.get("/account/access/").content.decode())
    assert "read 2 memories, kept 1 note, asked 1 question" in account


def revoke_all(browser: Client, person: User) -> None:
    for pk in person.api_tokens.values_list("pk", flat=True):
        browser.post(f"/account/tokens/{pk}/revoke/")


def knock(reader: Client, editor: Client) -> list[int]:
    """At the three doors."""
    doors = (send(reader, "tools/list"), editor.get("/sessions/history"), editor.post(CHAT, body(ASKED), JSON))
    return [door.status_code for door in doors]
