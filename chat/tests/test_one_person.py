"""One person may have so many answers on the way at once: by page, by program and in the terminal."""

import asyncio
import json
import time
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import AsyncClient, Client
from pytest_django import Settings

from chat import open_streams
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.asking import nothing_is_on_its_way
from sessions_memory import claims, lifecycle
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

HTMX = {"HX-Request": "true"}
SENTENCE = "Several of your questions are still being answered."
Headers = dict[str, str]


@pytest.fixture
def busy(ann: User, settings: Settings) -> UserInteraction:
    """Two of ann's questions are on the way, and no more may be; this is one of them."""
    settings.ANSWERS_PER_USER = 2
    lifecycle.store_question(ann, "First?")
    return lifecycle.store_question(ann, "Second?")


def test_one_question_too_many_is_given_back(as_ann: Client, busy: UserInteraction) -> None:
    refused = as_ann.post("/ask/", {"question": "A <third>?"})
    page = refused.content.decode()
    assert refused.status_code == 429 and SENTENCE in page and "A &lt;third&gt;?</textarea>" in page
    refused = as_ann.post("/ask/", {"question": "A third?"}, headers=HTMX)
    assert (refused.status_code, refused["Content-Type"]) == (429, "text/plain; charset=utf-8")

    assert refused.content.decode().startswith(SENTENCE)
    assert UserInteraction.objects.count() == 2


def test_nor_is_one_asked_again(as_ann: Client, busy: UserInteraction) -> None:
    assert as_ann.post(f"/interactions/{busy.pk}/retry/", headers=HTMX).status_code == 429
    assert SENTENCE in as_ann.post(f"/interactions/{busy.pk}/retry/", follow=True).content.decode()
    assert UserInteraction.objects.count() == 2


def test_the_same_post_twice_is_no_second_question(ann: User, settings: Settings) -> None:
    settings.ANSWERS_PER_USER = 1
    first = lifecycle.store_question(ann, "Once?", source_id="1")
    assert lifecycle.store_question(ann, "Once?", source_id="1") == first


def test_others_ask_meanwhile_and_an_answer_makes_room(as_bob: Client, ann: User, busy: UserInteraction) -> None:
    assert as_bob.post("/ask/", {"question": "Mine?"}).status_code == 302
    claimed = claims.claim(busy.pk)
    assert claimed
    claims.finish(claimed, status=Status.ANSWERED, text="So.", metadata={})
    assert lifecycle.store_question(ann, "Third?")


@pytest.mark.parametrize("path", ["/chat/send", "/chat/stream"])
def test_a_program_is_told_when_to_try_again(client: Client, ann_token: Headers, busy: Any, path: str) -> None:
    body = json.dumps({"message": "A third?"})
    refused = client.post(path, body, content_type="application/json", headers=ann_token)
    assert refused.status_code == 429 and refused.json()["detail"].startswith(SENTENCE)
    assert int(refused["Retry-After"]) > 0
    assert UserInteraction.objects.count() == 2


def test_the_terminal_says_it(busy: UserInteraction) -> None:
    with pytest.raises(CommandError, match=SENTENCE):
        call_command("ask", "A third?", "--user", "ann")


@pytest.mark.usefixtures("answers")
@pytest.mark.django_db(transaction=True)
async def test_one_stream_too_many_is_refused_and_the_open_one_goes_on(
    ann: User,
    bob: User,
    ann_token: Headers,
    model_server: ModelServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.STREAMS_PER_USER = 1
    model_server.queue.append(Reply(hang_after=1))
    asked = await sync_to_async(lifecycle.store_question)(ann, "First?")
    his = await sync_to_async(lifecycle.store_question)(bob, "His?")
    anns, bobs = AsyncClient(), AsyncClient()

    await anns.aforce_login(ann, backend=django_settings.PERSON_BACKEND)
    await bobs.aforce_login(bob, backend=django_settings.PERSON_BACKEND)

    open_one = asyncio.create_task(read(anns, asked))

    async with asyncio.timeout(60):
        while not open_streams.are_too_many(ann.pk):
            await asyncio.sleep(0.01)

    monkeypatch.setattr(open_streams, "REFUSED_SECONDS", 0.3)
    began = time.monotonic()
    assert (await anns.get(f"/interactions/{asked.pk}/stream/")).status_code == 429
    assert time.monotonic() - began > 0.25
    began, body = time.monotonic(), json.dumps({"message": "By a program?"})
    refused = await AsyncClient().post("/chat/send", body, content_type="application/json", headers=ann_token)
    assert time.monotonic() - began > 0.25
    assert refused.status_code == 429 and refused.json()["detail"] == open_streams.TOO_MANY
    assert not await UserInteraction.objects.filter(user_question="By a program?").aexists()

    assert "event: done" in await read(bobs, his)
    await anns.post(f"/interactions/{asked.pk}/stop/")
    assert "event: done" in await open_one
    await nothing_is_on_its_way()


async def read(client: AsyncClient, row: UserInteraction) -> str:
    response: Any = await client.get(f"/interactions/{row.pk}/stream/")
    return b"".join([chunk async for chunk in response]).decode()
