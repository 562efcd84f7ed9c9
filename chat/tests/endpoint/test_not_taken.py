"""Answers that their program asked for and does not take: it is gone, or does not read, or was told something else."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError
from pytest_django import Settings

from chat import open_streams
from chat.endpoint import remembering
from chat.tests.api.test_completions import content, post
from chat.tests.endpoint.test_remembering import CHAT, Headers, body, ended
from insightvault.accounts.models import TokenDayQuerySet
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

pytestmark = pytest.mark.usefixtures("answers")


@pytest.fixture
def long_answer(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than waits for a program that does not read."""
    monkeypatch.setattr(remembering, "WAITING_MAX", 1)
    model_server.queue.append(Reply.words(2000, gap_seconds=0.01))


async def is_stopped(model_server: ModelServer) -> bool:
    (row,) = await ended()
    async with asyncio.timeout(30):
        while not model_server.gone:
            await asyncio.sleep(0.01)

    return row.status == Status.STOPPED and not open_streams.relayed._open


async def test_one_that_leaves_while_its_question_is_counted_stops_the_answer(
    ann_token: Headers, model_server: ModelServer, long_answer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    asking = asyncio.create_task(post(CHAT, ann_token, body("Why?")))
    monkeypatch.setattr(TokenDayQuerySet, "add", lambda *_: loop.call_soon_threadsafe(asking.cancel))
    with pytest.raises(asyncio.CancelledError):
        await asking

    assert await is_stopped(model_server)


async def test_where_the_program_hears_of_an_error_instead_the_answer_is_stopped(
    ann_token: Headers, model_server: ModelServer, long_answer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TokenDayQuerySet, "add", None)
    assert (await post(CHAT, ann_token, body("Why?"))).status_code == 500
    assert await is_stopped(model_server)


async def test_a_response_that_is_thrown_away_stops_the_answer(
    ann_token: Headers, model_server: ModelServer, long_answer: None
) -> None:
    response = await post(CHAT, ann_token, body("Why?"))
    # As Django does it once its line has broken.
    await sync_to_async(response.close)()
    assert await is_stopped(model_server)


async def test_one_that_stays_and_does_not_read_has_left(
    ann_token: Headers, model_server: ModelServer, long_answer: None, settings: Settings
) -> None:
    settings.MODEL_ALIVE_SECONDS = 0.2
    response = await post(CHAT, ann_token, body("Why?"))
    assert response.status_code == 200 and await is_stopped(model_server)


async def test_an_answer_whose_question_can_t_be_counted_arrives(
    ann_token: Headers, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("of Why?")

    monkeypatch.setattr(TokenDayQuerySet, "add", away)
    response = await post(CHAT, ann_token, body("Why?"))
    assert response.status_code == 200 and (await content(response)).endswith(b"data: [DONE]\n\n")
    assert (await ended())[0].status == Status.ANSWERED
    assert "not counted: OperationalError" in caplog.text and "Why?" not in caplog.text
    assert await UserInteraction.objects.acount() == 1
